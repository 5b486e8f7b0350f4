import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { marginsIn } from '#domains/training/sessions/server/queries.ts';
import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';
import { belongsTo } from '#shared/actor.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import { exactly } from '../rules.ts';
import { codeOf } from '../rules/definitions.ts';
import { showFigure, type ShownFigure } from '../rules/figure.ts';
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
  SharedPart,
} from '../types.ts';
import { findDefinition } from './queries/definitions.ts';
import type { ReachTables } from './tables.ts';

type ReachReading = Reading<ReachTables>;

/** The published sums: one row for each ministry, year and kind; a few hundred at most, however many sessions there are. */
export async function listPublishedRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('published_reach').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map(toRow);
}

/** The same of what ministries claimed of one another's sessions: the claimant is the owner of the row. */
export async function listClaimedRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('claimed_reach').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map((row) => ({ ...toRow(row), sharedSessions: row.sessions, sharedTotal: row.total }));
}

const toRow = (row: ReachTables['published_reach']): ReachRow => ({
  ...{ ownerId: row.owner_id, year: row.year, kind: row.kind, ...marginsIn(row) },
  ...{ sessions: row.sessions, uncountedSessions: row.uncounted_sessions, heldSessions: row.held_sessions },
  ...{ withheldSex: row.withheld_sex, withheldStatus: row.withheld_status, withheldBoth: row.withheld_both },
});

/** How many sessions of a figure's scope are left out of it, as the same training as another. */
export async function countLeftOut({ db }: ReachReading, { kind, ownerId, period }: FigureScope): Promise<number> {
  let matching = db.selectFrom('left_out_reach').where('kind', '=', kind);
  if (ownerId) matching = matching.where('owner_id', '=', ownerId);
  if (period) matching = matching.where('year', '>=', period.from).where('year', '<=', period.to);
  const row = await matching.select(({ fn }) => fn.sum<number>('sessions').as('n')).executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** The exact sums of the actor's own ministries, in the same form. */
export async function listExactRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('reach_summary').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map((row) => ({
    ...{ ownerId: row.owner_id, year: row.year, kind: row.kind, ...marginsIn(row) },
    ...{ sessions: row.sessions, uncountedSessions: row.uncounted_sessions, ...exactly },
  }));
}

/** Records of others that stand, or those that were withdrawn: these are shown, and compared with nothing. */
export type Standing = 'standing' | 'withdrawn';
const among = (which: Standing) =>
  sql<boolean>`exists (select from sourced_withdrawal w where w.record_id = id) = ${which === 'withdrawn'}`;

/** The totals that others published, oldest first. */
export async function listReportedTotals({ db }: ReachReading, which: Standing = 'standing'): Promise<ReportedTotal[]> {
  const rows = await db
    .selectFrom('reported_total')
    .selectAll()
    .where(among(which))
    .orderBy('as_at')
    .orderBy('value', 'desc')
    .execute();
  return rows.map(({ as_at, country_code, period_from, period_to, ...row }) => ({
    ...row,
    asAt: as_at,
    countryCode: country_code,
    periodFrom: period_from,
    periodTo: period_to,
  }));
}

/** Where published sources disagree. */
export async function listContradictions({ db }: ReachReading, which: Standing = 'standing'): Promise<Contradiction[]> {
  const rows = await db.selectFrom('contradiction').selectAll().where(among(which)).orderBy('id').execute();
  return rows.map(({ first_source, second_source, ...row }) => ({
    ...row,
    firstSource: first_source,
    secondSource: second_source,
  }));
}

/** The shares of women in the forces that others published, by country. */
export async function listPublishedShares(
  { db }: ReachReading,
  which: Standing = 'standing',
): Promise<PublishedShare[]> {
  const rows = await db
    .selectFrom('published_share')
    .selectAll()
    .where(among(which))
    .orderBy('country_code')
    .orderBy('id')
    .execute();
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
  readonly byOwner: ShownFigure['byOwner'];
  readonly once: ShownFigure['once'];
  readonly byYear: ShownFigure['byYear'];
  readonly shared: SharedPart;
  /** How many sessions are left out of it, as the same training as another. */
  readonly leftOut: number;
  /** True where the actor sees the numbers of their own ministry, which need no protection from them. */
  readonly isExact: boolean;
}

/** The years that the definition of a kind counts. */
async function definedYears(reading: ReachReading, kind: SessionKind): Promise<Period> {
  const { firstYear, lastYear } = (await findDefinition(reading, codeOf(kind)))?.filters ?? {};
  return { from: firstYear ?? openPeriod.from, to: lastYear ?? openPeriod.to };
}

/**
 * When a figure last changed, as its snapshots say it (compute_figure): the latest release, withdrawal or adjustment in it,
 * or claim, where those count; null where there is nothing in it.
 */
export async function findAsAt(
  reading: ReachReading,
  { kind, ownerId, period }: FigureScope,
  countsClaims = ownerId !== undefined,
): Promise<Date | null> {
  const defined = await definedYears(reading, kind);
  const tables = ['published_reach', ...(countsClaims ? (['claimed_reach'] as const) : [])] as const;
  const latest: Date[] = [];
  for (const table of tables) {
    let matching = reading.db.selectFrom(table).where('kind', '=', kind).where('sessions', '>', 0);
    if (ownerId) matching = matching.where('owner_id', '=', ownerId);
    for (const { from, to } of [defined, period ?? openPeriod])
      matching = matching.where('year', '>=', from).where('year', '<=', to);
    const row = await matching.select(({ fn }) => fn.max('last_changed_at').as('at')).executeTakeFirst();
    if (row?.at) latest.push(row.at);
  }
  return latest.sort((a, b) => Number(b) - Number(a))[0] ?? null;
}

/**
 * One figure, of the years that its definition counts. The people of a ministry see its own numbers exactly; everybody else
 * sees the published ones. What a ministry claimed of others is what is shown of each session, for its own people too.
 */
export async function findFigure(reading: ReachReading, scope: FigureScope): Promise<Figure> {
  const { kind, ownerId, period } = scope;
  const isExact = ownerId !== undefined && belongsTo(reading.actor, ownerId);
  const defined = await definedYears(reading, kind);
  const isWanted = (row: ReachRow) =>
    row.kind === kind &&
    row.ownerId === (ownerId ?? row.ownerId) &&
    isInside(row.year, period) &&
    isInside(row.year, defined);
  const own = (await (isExact ? listExactRows : listPublishedRows)(reading)).filter(isWanted);
  const claimed = (await listClaimedRows(reading)).filter(isWanted);
  const { sum, ...shown } = showFigure(own, kind, { rows: claimed, isOfMinistry: ownerId !== undefined });
  const { sessions, uncountedSessions, heldSessions, byBoth } = sum;
  const leftOut = await countLeftOut(reading, scope);
  return { scope, sessions, uncountedSessions, heldSessions, byBoth, ...shown, leftOut, isExact };
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
