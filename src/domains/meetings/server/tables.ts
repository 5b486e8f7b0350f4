import type { Day } from '#shared/dates.ts';
import type { Meeting, Series } from '../types.ts';

export interface MeetingTables {
  meeting: {
    series: Series;
    number: number;
    date_from: Day | null;
    date_to: Day | null;
    mode: Meeting['mode'];
    place: string | null;
    country_code: string | null;
    participants: number | null;
    countries: string[];
    topics: string[];
    source: string;
  };
}
