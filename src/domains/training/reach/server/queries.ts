import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { marginsIn } from '#domains/training/sessions/server/queries.ts';
import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';
import { belongsTo } from '#shared/actor.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import { exactly } from '../rules.ts';
import { codeOf } from '../rules/definitions.ts';
import { showFigure, type FigureRow } from '../rules/figure.ts';
import { isInside, openPeriod, type Period } from '../rules/narrowing.ts';
import type { Leaving } from '../rules/publication.ts';
import type { ShownRow } from '../rules/shown.ts';
import type {
  BasisRow,
  Contradiction,
  PeerCountry,
  PublishedShare,
  ReachRow,
  ReachSum,
  ReportedTotal,
} from '../types.ts';
import { findDefinition } from './queries/definitions.ts';
import type { ReachTables } from './tables.ts';

type ReachReading = Reading<ReachTables>;

/** The published sums: one row for each ministry, year and kind; a few hundred at most, however many sessions there are. */
export async function listPublishedRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('published_reach').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map((row) => ({
    ...{ ownerId: row.owner_id, year: row.year, kind: row.kind, ...marginsIn(row) },
    ...{ sessions: row.sessions, uncountedSessions: row.uncounted_sessions, heldSessions: row.held_sessions },
    ...{ withheldSex: row.withheld_sex, withheldStatus: row.withheld_status, withheldBoth: row.withheld_both },
  }));
}

/** The exact sums of the actor's own ministries, in the same form. */
export async function listExactRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('reach_summary').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map((row) => ({
    ...{ ownerId: row.owner_id, year: row.year, kind: row.kind, ...marginsIn(row) },
    ...{ sessions: row.sessions, uncountedSessions: row.uncounted_sessions, ...exactly },
  }));
}

/** When the figures last changed: the latest release or withdrawal; null before the first. */
export async function findAsAt({ db }: ReachReading): Promise<Date | null> {
  const row = await db
    .selectFrom('published_reach')
    .select(({ fn }) => fn.max('last_changed_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The totals that others published, oldest first. */
export async function listReportedTotals({ db }: ReachReading): Promise<ReportedTotal[]> {
  const rows = await db.selectFrom('reported_total').selectAll().orderBy('as_at').orderBy('value', 'desc').execute();
  return rows.map(({ as_at, country_code, period_from, period_to, ...row }) => ({
    ...row,
    asAt: as_at,
    countryCode: country_code,
    periodFrom: period_from,
    periodTo: period_to,
  }));
}

/** Where published sources disagree. */
export async function listContradictions({ db }: ReachReading): Promise<Contradiction[]> {
  const rows = await db.selectFrom('contradiction').selectAll().orderBy('id').execute();
  return rows.map(({ first_source, second_source, ...row }) => ({
    ...row,
    firstSource: first_source,
    secondSource: second_source,
  }));
}

/** The shares of women in the forces that others published, by country. */
export async function listPublishedShares({ db }: ReachReading): Promise<PublishedShare[]> {
  const rows = await db.selectFrom('published_share').selectAll().orderBy('country_code').orderBy('id').execute();
  return rows.map(({ country_code, as_at, ...row }) => ({ ...row, countryCode: country_code, asAt: as_at }));
}

/** The countries outside the region whose peers were trained, in released sessions: of one ministry and period, or all. */
export async function listPeerCountries(
  { db }: ReachReading,
  { ownerId, period }: { readonly ownerId?: OwnerId; readonly period?: Period } = {},
): Promise<PeerCountry[]> {
  let matching = db.selectFrom('reach_peer_country').where('sessions', '>', 0);
  if (ownerId) matching = matching.where('owner_id', '=', ownerId);
  if (period) matching = matching.where('year', '>=', period.from).where('year', '<=', period.to);
  const rows = await matching
    .select(['country_code', ({ fn }) => fn.min('year').as('since')])
    .select(['sessions', 'attendances', 'open_sessions'].map((name) => sql<number>`sum(${sql.ref(name)})`.as(name)))
    .groupBy('country_code')
    .orderBy('country_code')
    .execute();
  return rows.map(({ country_code, sessions, since, attendances, open_sessions }) => ({
    ...{ countryCode: country_code, sessions: Number(sessions), since },
    attendances: Number(open_sessions) < Number(sessions) ? Number(attendances) : null,
    openSessions: Number(open_sessions),
  }));
}

/** How the sessions of a kind were counted, by ministry and year, and how many of them say nothing of a split. */
export async function listBasis({ db }: ReachReading, kind: SessionKind): Promise<BasisRow[]> {
  const rows = await db
    .selectFrom('reach_basis')
    .selectAll()
    .where('kind', '=', kind)
    .where('sessions', '>', 0)
    .orderBy('year')
    .execute();
  return rows.map(({ owner_id, year, basis, sessions, without_total, without_sex, without_status }) => ({
    ...{ ownerId: owner_id, year, basis, sessions },
    ...{ withoutTotal: without_total, withoutSex: without_sex, withoutStatus: without_status },
  }));
}

/** Which figure is asked for: one kind, of one ministry or the network, of some years or all. */
export interface FigureScope {
  readonly kind: SessionKind;
  readonly ownerId?: OwnerId;
  readonly period?: Period;
}

/** A figure with its splits, and the tables of ministries and years that add up to it, as this actor may see them. */
export interface Figure {
  readonly scope: FigureScope;
  readonly sessions: number;
  readonly uncountedSessions: number;
  readonly heldSessions: number;
  readonly whole: ShownRow;
  /** By sex and status together, as far as they may be shown. */
  readonly byBoth: ReachSum['byBoth'];
  readonly byOwner: readonly FigureRow<OwnerId>[];
  readonly byYear: readonly FigureRow<number>[];
  /** True where the actor sees the numbers of their own ministry, which need no protection from them. */
  readonly isExact: boolean;
}

/**
 * One figure, of the years that its definition counts. The people of a ministry see its own numbers exactly; everybody else
 * sees the published ones.
 */
export async function findFigure(reading: ReachReading, scope: FigureScope): Promise<Figure> {
  const { kind, ownerId, period } = scope;
  const isExact = ownerId !== undefined && belongsTo(reading.actor, ownerId);
  const { firstYear, lastYear } = (await findDefinition(reading, codeOf(kind)))?.filters ?? {};
  const defined = { from: firstYear ?? openPeriod.from, to: lastYear ?? openPeriod.to };
  const rows = (await (isExact ? listExactRows : listPublishedRows)(reading)).filter(
    (row) =>
      row.kind === kind &&
      row.ownerId === (ownerId ?? row.ownerId) &&
      isInside(row.year, period) &&
      isInside(row.year, defined),
  );
  const { sum, whole, byOwner, byYear } = showFigure(rows, kind);
  const { sessions, uncountedSessions, heldSessions, byBoth } = sum;
  return { scope, sessions, uncountedSessions, heldSessions, whole, byBoth, byOwner, byYear, isExact };
}

/** The headline of each kind that occurs, in the order of the kinds: kept apart, never added. */
export async function listKindFigures(reading: ReachReading, scope: Omit<FigureScope, 'kind'>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of sessionKinds) figures.push(await findFigure(reading, { ...scope, kind }));
  return figures;
}

/** What outsiders may remember of a session of one's own, by which its next release is judged. */
export async function findRemembered(
  { db }: ReachReading,
  sessionId: SessionId,
): Promise<Pick<Leaving, 'before' | 'spent'>> {
  const numbers = (count: 'head_count' | 'shown') =>
    sql<
      Parameters<typeof marginsIn<number | null>>[0] & { readonly nationalities: Record<string, number> | null }
    >`to_jsonb(${sql.ref(count)})`.as('numbers');
  const before = await db
    .selectFrom('shown_before')
    .select(numbers('head_count'))
    .where('session_id', '=', sessionId)
    .orderBy('place')
    .execute();
  const now = await db
    .selectFrom('released_count')
    .select(numbers('shown'))
    .where('session_id', '=', sessionId)
    .where(sql<boolean>`(shown).total is not null`)
    .execute();
  const joint = await db
    .selectFrom('joint_count')
    .innerJoin('joint_count_session', 'joint_count_id', 'id')
    .select('view')
    .distinct()
    .where('session_id', '=', sessionId)
    .execute();
  return {
    before: [...before, ...now].map(({ numbers: { nationalities, ...margins } }) => ({
      ...marginsIn(margins),
      ...(nationalities && { nationalities }),
    })),
    spent: joint.map(({ view }) => view),
  };
}
