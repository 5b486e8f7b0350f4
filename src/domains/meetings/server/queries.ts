import type { Reading } from '#platform/database/reading.ts';
import { recordSeries } from '../rules.ts';
import type { SeriesRecord } from '../types.ts';
import type { MeetingTables } from './tables.ts';

/** What is on record of each series of meetings. */
export async function listSeries({ db }: Reading<MeetingTables>): Promise<SeriesRecord[]> {
  const rows = await db.selectFrom('meeting').selectAll().execute();
  const meetings = rows.map(({ date_from, date_to, country_code, ...row }) => ({
    ...row,
    dateFrom: date_from,
    dateTo: date_to,
    countryCode: country_code,
  }));
  return (['GMT', 'GEM'] as const).map((series) => recordSeries(series, meetings));
}
