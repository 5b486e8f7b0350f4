import type { Meeting, Series, SeriesRecord } from './types.ts';

/**
 * What a series adds up to. A meeting numbered 8 says that eight were held, also when only four are on record:
 * the numbers without a record are listed, not invented.
 */
export function recordSeries(series: Series, meetings: readonly Meeting[]): SeriesRecord {
  const known = meetings.filter((meeting) => meeting.series === series).sort((a, b) => a.number - b.number);
  const held = known.at(-1)?.number ?? 0;
  const numbers = new Set(known.map(({ number }) => number));
  const unknownNumbers = Array.from({ length: held }, (_, index) => index + 1).filter((number) => !numbers.has(number));
  return { series, held, known, unknownNumbers };
}
