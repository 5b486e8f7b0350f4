import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, SnapshotId } from '#shared/ids.ts';
import type { DefinitionFilters, FigureSplits, FigureUnit, ReportedTotal, SnapshotScope } from '../types.ts';

/** A figure that a text may cite: as it was frozen, or, while `snapshotId` is null, as it would be frozen now. */
export interface Citable {
  readonly snapshotId: SnapshotId | null;
  readonly code: string;
  readonly unit: FigureUnit;
  readonly kind: SessionKind | null;
  readonly filters: DefinitionFilters;
  readonly scope: SnapshotScope;
  /** Null: withheld, or recorded of nobody. */
  readonly value: number | null;
  readonly splits: FigureSplits;
  readonly asAt: Date;
}

/** A number of a text, and the snapshot that it leads to. */
export interface CitedNumber {
  readonly value: number;
  readonly snapshotId: SnapshotId | null;
}

export type Series = 'GMT' | 'GEM';

/** The years that a figure is over; an end that is null is open. */
export interface Years {
  readonly from: number | null;
  readonly to: number | null;
}

/** What of a sentence does not depend on its kind. */
interface Told {
  /** Where it was published, for what others published. */
  readonly sources: readonly Source[];
  /** It rests on records that a demo network invented. */
  readonly isDemo: boolean;
}

/** A page that published something. */
export interface Source {
  readonly address: string;
  /** What it said was counted, in its own words. */
  readonly said: string | null;
  /** What is to be known of it, by whoever entered it. */
  readonly remark: string | null;
}

interface OfSessions extends Told {
  readonly number: CitedNumber;
  readonly years: Years;
  /** The country of the ministry; null: the whole network. */
  readonly countryCode: string | null;
  readonly asAt: Date;
}

/** One thing that a text can say: one sentence, however many numbers it takes. */
export type Fact =
  | (Told & {
      readonly about: 'meeting';
      readonly series: Series;
      /** Which one of its series it was. */
      readonly number: CitedNumber;
      /** Null: its source does not say how many took part. */
      readonly participants: CitedNumber | null;
      readonly dateFrom: Day | null;
      readonly dateTo: Day | null;
      readonly mode: 'in person' | 'online' | 'hybrid' | null;
      readonly place: string | null;
      readonly countryCode: string | null;
    })
  | (Told & {
      readonly about: 'reported';
      readonly number: CitedNumber;
      readonly qualifier: ReportedTotal['qualifier'];
      readonly asAt: Day;
      readonly basis: string;
      readonly countryCode: string | null;
    })
  | (OfSessions & {
      readonly about: 'attendances';
      readonly kind: SessionKind;
      readonly audience: NonNullable<DefinitionFilters['audience']> | null;
    })
  | (OfSessions & { readonly about: 'sessions'; readonly kind: SessionKind })
  | (OfSessions & { readonly about: 'peers'; readonly countries: readonly string[] })
  | (Told & {
      readonly about: 'held';
      readonly series: Series;
      readonly number: CitedNumber;
      readonly asAt: Date;
    })
  | (Told & { readonly about: 'ministries' | 'trainers'; readonly number: CitedNumber; readonly asAt: Date });

/** Where what can be said stands on the page that offers it. */
export const newsGroups = ['meetings', 'reported', 'network', 'ministries'] as const;
export type NewsGroup = (typeof newsGroups)[number];

/** How many facts one text takes at most. */
export const mostFacts = 30;

/** The address of a snapshot, on this platform. */
export const snapshotAddress = (id: SnapshotId): string => `/figure/snapshot/${id}`;

/** What a fact needs that does not stand in a snapshot itself. */
export interface FactContext {
  readonly isDemo: boolean;
  readonly codeOf: (ownerId: OwnerId) => string | undefined;
  /** Where the records of a figure were published: of trainers certified together, of meetings. */
  readonly sourceOf: (record: string) => string | undefined;
}

/** Under one key stands what belongs to one fact: the number of a meeting with its participants. */
export const factKeyOf = ({ unit, code, scope }: Pick<Citable, 'unit' | 'code' | 'scope'>): string =>
  [unit === 'number' || unit === 'participant' ? 'meeting' : code, ...Object.values(scope).map(String).sort()].join(
    '.',
  );

/** The numbers that a fact takes. */
export const numbersOf = (fact: Fact): CitedNumber[] =>
  fact.about === 'meeting' && fact.participants ? [fact.participants, fact.number] : [fact.number];

/**
 * What figures that belong together say: a meeting's number with its participants, every other figure by itself. Null
 * where nothing may be said: the number is withheld, or is recorded of nobody.
 */
export function factOf(together: readonly Citable[], context: FactContext): Fact | null {
  const main = together.find(({ unit }) => unit !== 'participant');
  if (!main || main.value === null) return null;
  const number = { value: main.value, snapshotId: main.snapshotId };
  const { unit, scope, splits, asAt } = main;
  const known: Told = { sources: sourcesOf(main, context), isDemo: context.isDemo && isOfOwnRecords(unit) };
  if (unit === 'number') return splits.meeting ? { ...known, about: 'meeting', ...meetingOf(together, number) } : null;
  if (unit === 'reported') return splits.reported ? { ...known, ...reportedOf(splits.reported, number) } : null;
  if (unit === 'meeting') return scope.series ? { ...known, about: 'held', series: scope.series, number, asAt } : null;
  if (unit === 'ministry' || unit === 'trainer')
    return { ...known, about: unit === 'ministry' ? 'ministries' : 'trainers', number, asAt };
  return ofSessions(main, { ...known, number, asAt }, context);
}

const isOfOwnRecords = (unit: FigureUnit): boolean => ['attendance', 'session', 'country', 'ministry'].includes(unit);

function ofSessions(
  { unit, kind, filters, scope, splits }: Citable,
  told: Told & { readonly number: CitedNumber; readonly asAt: Date },
  { codeOf }: FactContext,
): Fact | null {
  const countryCode = scope.owner ? codeOf(scope.owner) : null;
  if (countryCode === undefined || !kind) return null;
  const sessions: OfSessions = { ...told, countryCode, years: yearsOf(scope, filters) };
  if (unit === 'session') return { ...sessions, about: 'sessions', kind };
  if (unit === 'attendance') return { ...sessions, about: 'attendances', kind, audience: filters.audience ?? null };
  return { ...sessions, about: 'peers', countries: (splits.countries ?? []).map((one) => one.countryCode) };
}

/** The years of a scope, narrowed by those of the definition. */
function yearsOf({ from, to }: SnapshotScope, { firstYear, lastYear }: DefinitionFilters): Years {
  const [start, end] = [
    [from, firstYear],
    [to, lastYear],
  ].map((years) => years.filter((year) => year !== undefined));
  return { from: start!.length > 0 ? Math.max(...start!) : null, to: end!.length > 0 ? Math.min(...end!) : null };
}

function meetingOf(together: readonly Citable[], number: CitedNumber) {
  const {
    series,
    number: place,
    source: _,
    ...meeting
  } = together.find(({ unit }) => unit === 'number')!.splits.meeting!;
  const counted = together.find(
    ({ unit, scope }) => unit === 'participant' && scope.series === series && scope.number === place,
  );
  // Nobody meets alone: of one participant, or none, the sentence says nothing.
  const participants =
    counted?.value != null && counted.value > 1 ? { value: counted.value, snapshotId: counted.snapshotId } : null;
  const { dateFrom, dateTo, mode, place: where, countryCode } = meeting;
  return { series, number, participants, dateFrom, dateTo, mode, place: where, countryCode };
}

const reportedOf = ({ qualifier, asAt, basis, countryCode }: ReportedTotal, number: CitedNumber) =>
  ({ about: 'reported', number, qualifier, asAt, basis, countryCode }) as const;

const silent = { said: null, remark: null } as const;

function sourcesOf({ unit, splits, value, scope }: Citable, { sourceOf }: FactContext): Source[] {
  if (splits.meeting) return [{ address: splits.meeting.source, ...silent }];
  if (splits.reported) {
    const { source, counted, note } = splits.reported;
    return [{ address: source, said: counted, remark: note }];
  }
  const records =
    unit === 'meeting' ? [`${scope.series}/${value}`] : (splits.records ?? []).map(({ record }) => record);
  const addresses = records.map(sourceOf).filter((address) => address !== undefined);
  return [...new Set(addresses)].map((address) => ({ address, ...silent }));
}
