import type { Ministry } from '#domains/identity/types.ts';
import { countTrainers, findThreshold, listCountryNames } from '#domains/network/server/queries.ts';
import type { CountryName } from '#domains/network/types.ts';
import { headlineKind } from '#domains/training/reach/rules.ts';
import { codeOf as codeOfFigure } from '#domains/training/reach/rules/definitions.ts';
import type { FigureRow } from '#domains/training/reach/rules/figure.ts';
import { measurePlaces, type Place } from '#domains/training/reach/rules/places.ts';
import { flagOverlaps, flagStandstills, type Standstill } from '#domains/training/reach/rules/reported.ts';
import {
  findAsAt,
  findFigure,
  listPeerCountries,
  listReportedTotals,
  type Figure,
} from '#domains/training/reach/server/queries.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import type { FigureDefinition, PeerCountry, ReportedTotal } from '#domains/training/reach/types.ts';
import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId } from '#shared/ids.ts';
import { composePersons, type ShownPersons } from './persons.ts';
import { readReachFilter, writeFilter, type ReachFilter } from './reach-figure.ts';
import type { Asking } from './request.ts';

/** Countries on one map, and what their bubbles stand for. */
export type Measure<P extends Place = Place> = ReturnType<typeof measurePlaces<P>>;
export type BeyondPlace = Place & Pick<PeerCountry, 'since' | 'openSessions'>;

/** Everything that the page of reach shows, for one choice of its filters. */
export interface Reach {
  readonly filter: ReachFilter;
  /** The same choice as it stands in an address. */
  readonly query: string;
  readonly ministries: readonly Ministry[];
  /** All years of this kind, whichever are chosen. */
  readonly years: readonly number[];
  readonly definition: FigureDefinition;
  readonly figure: Figure;
  /** Beside the attendances of one ministry; null where nothing is to be said of persons. */
  readonly persons: ShownPersons | null;
  readonly kinds: readonly FigureRow<SessionKind>[];
  readonly asAt: Date | null;
  readonly threshold: number;
  readonly trainers: ReadonlyMap<OwnerId, number>;
  readonly reported: readonly ReportedTotal[];
  readonly standstill: Standstill<ReportedTotal> | undefined;
  /** How many pairs of those totals count the same people in part. */
  readonly overlaps: number;
  readonly region: Measure;
  readonly beyond: Measure<BeyondPlace>;
  /** The pictures have shared sessions once, where the tables of ministries have what was claimed of them too. */
  readonly isOnce: boolean;
  readonly footnotes: readonly CountryName[];
}

/** Gathers what the page of reach shows. */
export async function composeReach(ask: Asking, parameters: URLSearchParams): Promise<Reach> {
  const { filter: chosen, ministries } = await readReachFilter(ask, parameters);
  const { scope, period } = chosen;
  const definition = (await ask(findDefinition, codeOfFigure(scope.kind)))!;
  // Where the figure is one of women, say, that is what its page leads with; where nobody is counted, nobody is chosen.
  const audience = definition.unit === 'attendance' ? (chosen.audience ?? definition.filters.audience) : undefined;
  const filter = { ...chosen, audience };
  const figure = await ask(findFigure, { ...scope, period });
  const codeOf = (ownerId: OwnerId) => ministries.find(({ id }) => id === ownerId)?.countryCode;
  const reported = reportedFor(await ask(listReportedTotals), filter, codeOf);
  const region = measureRegion(figure, codeOf);
  const beyond = await measureBeyond(ask, filter);
  const shown = new Set([...region.places, ...beyond.places].map(({ countryCode }) => countryCode));
  return {
    filter,
    query: String(writeFilter(filter, codeOf)),
    ministries,
    years: (await ask(findFigure, { kind: scope.kind })).byYear.map(({ key }) => key),
    definition,
    figure,
    persons: await composePersons(ask, filter, figure.isExact),
    kinds: await listKindRows(ask, filter),
    asAt: await ask(findAsAt, { ...scope, period }),
    threshold: await ask(findThreshold),
    trainers: await ask(countTrainers),
    reported,
    standstill: flagStandstills(reported)[0],
    overlaps: flagOverlaps(reported).length,
    region,
    beyond,
    isOnce: !scope.ownerId && figure.shared.sessions > 0,
    footnotes: (await ask(listCountryNames)).filter((name) => name.footnote && shown.has(name.countryCode)),
  };
}

/** The published totals of the same scope; the figures that are not the headline have none. */
function reportedFor(
  totals: readonly ReportedTotal[],
  { scope: { kind, ownerId }, audience }: ReachFilter,
  codeOf: (ownerId: OwnerId) => string | undefined,
): ReportedTotal[] {
  if (kind !== headlineKind || audience) return [];
  const country = ownerId ? codeOf(ownerId) : null;
  return totals.filter(({ countryCode }) => countryCode === country);
}

/** Each kind as a row of its own, over the same years and of the same ministry. */
async function listKindRows(ask: Asking, { scope, period }: ReachFilter): Promise<FigureRow<SessionKind>[]> {
  const rows: FigureRow<SessionKind>[] = [];
  for (const kind of sessionKinds) {
    const figure = await ask(findFigure, { ...scope, kind, period });
    const { sessions, uncountedSessions, heldSessions, whole: shown, shared } = figure;
    if (sessions > 0) rows.push({ key: kind, sessions, uncountedSessions, heldSessions, shown, shared });
  }
  return rows;
}

function measureRegion({ once }: Figure, codeOf: (ownerId: OwnerId) => string | undefined): Measure {
  return measurePlaces(
    once.flatMap(({ key, sessions, shown }) => {
      const countryCode = codeOf(key);
      const attendances = shown.total === 'notCounted' ? null : shown.total;
      return countryCode ? [{ countryCode, sessions, attendances }] : [];
    }),
  );
}

/** How many came from a country is known where it is shown of a session; of the others the table says that it is open. */
async function measureBeyond(ask: Asking, { scope: { ownerId }, period }: ReachFilter): Promise<Measure<BeyondPlace>> {
  const countries = await ask(listPeerCountries, { ...(ownerId && { ownerId }), ...(period && { period }) });
  return measurePlaces(countries);
}
