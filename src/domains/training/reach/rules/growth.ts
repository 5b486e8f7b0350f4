import type { FigureRow } from './figure.ts';
import { partOf, type Audience } from './narrowing.ts';
import type { ShownTotal } from './shown.ts';

/** One year of a figure: what it added, and what all years up to its end add up to. */
export interface Growth {
  readonly year: number;
  readonly sessions: number;
  /** Null: recorded of nobody. Of a figure that counts sessions, these. */
  readonly inYear: ShownTotal | null;
  /** Null from the first year on whose number is withheld: what comes after cannot be said either. */
  readonly soFar: number | null;
}

/**
 * What the records add up to, year by year. A year between two others that has no row adds nothing and is there, so that
 * a gap is seen; a year of which the audience was nowhere recorded adds nothing, and says so.
 */
export function growOver(rows: readonly FigureRow<number>[], audience?: Audience): Growth[] {
  if (rows.length === 0) return [];
  const byYear = new Map(rows.map((row) => [row.key, row]));
  const first = Math.min(...byYear.keys());
  const years = Array.from({ length: Math.max(...byYear.keys()) - first + 1 }, (_, index) => first + index);
  let soFar: number | null = 0;
  return years.map((year) => {
    const row = byYear.get(year);
    const inYear = !row ? 0 : row.shown.total === 'notCounted' ? row.sessions : partOf(row.shown, audience);
    soFar = soFar === null || typeof inYear === 'string' ? null : soFar + (inYear ?? 0);
    return { year, sessions: row?.sessions ?? 0, inYear, soFar };
  });
}
