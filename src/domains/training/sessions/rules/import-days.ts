import { isDay } from '#shared/dates.ts';

/** A day as it was read; or what was typed, where it is none; `unclear` where it could be two. */
export interface ReadDay {
  readonly text: string;
  readonly isUnclear: boolean;
}

const oneDay = 86_400_000;
/** Days are counted from here; 1900 is taken for a leap year, so that later days are one ahead. */
const starts = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };

/** The day that a spreadsheet keeps as a number; what cannot be one comes back as it is. */
export function dayOfSerial(serial: number, is1904: boolean): string {
  const at = (is1904 ? starts.from1904 : starts.from1900) + Math.floor(serial) * oneDay;
  if (serial < (is1904 ? 0 : 61) || at >= Date.UTC(10_000, 0, 1)) return String(serial);
  return new Date(at).toISOString().slice(0, 10);
}

const written = (year: string, month: string, day: string) =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/**
 * Reads a day: year first in any spelling, or day first with points or dashes, as the region writes it. With slashes
 * the month may stand first, so a day that could be another one is unclear. A time behind it is left out.
 */
export function readDay(typed: string): ReadDay {
  const text = typed.trim().replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const byYear = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?$/.exec(text);
  if (byYear) return known(written(byYear[1]!, byYear[2]!, byYear[3]!), text);
  const byDay = /^(\d{1,2})\s*([-./])\s*(\d{1,2})\s*[-./]\s*(\d{4})\.?$/.exec(text);
  if (!byDay) return { text, isUnclear: false };
  const [, day, mark, month, year] = byDay as unknown as [string, string, string, string, string];
  const asRead = written(year, month, day);
  const turned = written(year, day, month);
  if (mark !== '/' || day === month) return known(asRead, text);
  if (isDay(asRead) && isDay(turned)) return { text, isUnclear: true };
  return known(isDay(asRead) ? asRead : turned, text);
}

const known = (day: string, typed: string): ReadDay => ({ text: isDay(day) ? day : typed, isUnclear: false });
