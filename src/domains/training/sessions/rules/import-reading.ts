import type { DoubledColumn } from './import-columns.ts';

/** How an uploaded file was read. */
export interface ImportReading {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly sheet: string | null;
  /** Sheets that hold something and were not read. */
  readonly unread?: readonly string[];
  readonly is1904: boolean;
  /** Its headers, and the first few rows below them as texts. */
  readonly head: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly headRow: number;
  /** How many columns the row of headers has; `head` is as wide as the rows below it. */
  readonly width: number;
  /** Columns with the same header as another one, as far as it is known. */
  readonly doubled?: readonly DoubledColumn[];
}
