import type { Day } from '#shared/dates.ts';

/** Regional meetings of gender military trainers; of gender equality mechanisms. */
export type Series = 'GMT' | 'GEM';

/** A meeting as its source tells it. Null: the source does not say. */
export interface Meeting {
  readonly series: Series;
  readonly number: number;
  readonly dateFrom: Day | null;
  readonly dateTo: Day | null;
  readonly mode: 'in person' | 'online' | 'hybrid' | null;
  readonly place: string | null;
  readonly countryCode: string | null;
  readonly participants: number | null;
  readonly countries: readonly string[];
  readonly topics: readonly string[];
  readonly source: string;
}

/** What is known of a series: numbers run from 1 to the highest known, some of them without a record. */
export interface SeriesRecord {
  readonly series: Series;
  readonly held: number;
  readonly known: readonly Meeting[];
  readonly unknownNumbers: readonly number[];
}
