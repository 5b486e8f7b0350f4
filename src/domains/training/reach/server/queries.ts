import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { marginsIn } from '#domains/training/sessions/server/queries.ts';
import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';
import { belongsTo } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import { sumRows } from '../rules.ts';
import { coarsest, showBoth, tableBy, type FigureRow } from '../rules/figure.ts';
import type { ShownRow } from '../rules/protection.ts';
import type { Contradiction, PeerCountry, PublishedShare, ReachRow, ReachSum, ReportedTotal } from '../types.ts';
import type { ReachTables } from './tables.ts';

type ReachReading = Reading<ReachTables>;

/** The summary: one row for each ministry, year and kind; a few hundred at most, however many sessions there are. */
export async function listReachRows({ db }: ReachReading): Promise<ReachRow[]> {
  const rows = await db.selectFrom('reach_summary').selectAll().where('sessions', '>', 0).orderBy('year').execute();
  return rows.map((row) => ({
    ownerId: row.owner_id,
    year: row.year,
    kind: row.kind,
    sessions: row.sessions,
    uncountedSessions: row.uncounted_sessions,
    ...marginsIn(row),
  }));
}

/** When the figures last changed: the latest release or withdrawal; null before the first. */
export async function findAsAt({ db }: ReachReading): Promise<Date | null> {
  const row = await db
    .selectFrom('reach_summary')
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

/** The countries outside the region whose peers were trained, in released sessions. */
export async function listPeerCountries({ db }: ReachReading): Promise<PeerCountry[]> {
  const rows = await db
    .selectFrom('reach_peer_country')
    .select(['country_code', sql<number>`sum(sessions)`.as('sessions'), ({ fn }) => fn.min('year').as('since')])
    .where('sessions', '>', 0)
    .groupBy('country_code')
    .orderBy('country_code')
    .execute();
  return rows.map(({ country_code, sessions, since }) => ({
    countryCode: country_code,
    sessions: Number(sessions),
    since,
  }));
}

/** Which figure is asked for: one kind, of one ministry or the network, of one year or all. */
export interface FigureScope {
  readonly kind: SessionKind;
  readonly ownerId?: OwnerId;
  readonly year?: number;
}

/** A figure with its splits, and the tables of ministries and years that add up to it, as this actor may see them. */
export interface Figure {
  readonly scope: FigureScope;
  readonly sessions: number;
  readonly uncountedSessions: number;
  readonly whole: ShownRow;
  /** By sex and status together; withheld whole where a cell is small. */
  readonly byBoth: ReachSum['byBoth'] | 'withheld';
  readonly byOwner: readonly FigureRow<OwnerId>[];
  readonly byYear: readonly FigureRow<number>[];
  /** True where the actor sees the numbers of their own ministry, which need no protection from them. */
  readonly isExact: boolean;
}

/** One figure. The people of a ministry see its own numbers exactly; everybody else sees protected ones. */
export async function findFigure(reading: ReachReading, scope: FigureScope): Promise<Figure> {
  const rows = (await listReachRows(reading)).filter(
    (row) =>
      row.kind === scope.kind &&
      (!scope.ownerId || row.ownerId === scope.ownerId) &&
      (!scope.year || row.year === scope.year),
  );
  const isExact = scope.ownerId !== undefined && belongsTo(reading.actor, scope.ownerId);
  const threshold = isExact ? null : await reading.ask(findThreshold);
  const sum = sumRows(rows);
  const owners = tableBy(rows, ({ ownerId }) => ownerId, threshold);
  const years = tableBy(rows, ({ year }) => year, threshold);
  const whole = coarsest(owners.totals, years.totals);
  return {
    scope,
    sessions: sum.sessions,
    uncountedSessions: sum.uncountedSessions,
    whole,
    byBoth: showBoth(sum, whole, threshold),
    byOwner: owners.rows,
    byYear: years.rows,
    isExact,
  };
}

/** The headline of each kind that occurs, in the order of the kinds: kept apart, never added. */
export async function listKindFigures(reading: ReachReading, scope: Omit<FigureScope, 'kind'>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of sessionKinds) figures.push(await findFigure(reading, { ...scope, kind }));
  return figures;
}
