import type { Encoding } from './encodings.ts';

/** The most that a file may weigh, in bytes. */
export const fileLimit = 32 * 1024 * 1024;
/** The most rows and columns that are read, headers too; and the most characters of text in all. */
export const tableLimits = { rows: 120_000, columns: 200, characters: 64 * 1024 * 1024 } as const;

/** Why a cell holds no plain value. */
export interface CellFault {
  /** Merged with others; an error such as #REF!; a formula of which no result was stored. */
  readonly fault: 'merged' | 'error' | 'formula';
  /** What stands in it, or which cells are merged. */
  readonly text: string;
}
export type ReadCell = string | number | null | CellFault;

export interface ReadRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  readonly cells: readonly ReadCell[];
}

/** How a file was read, to be told to whoever sent it. */
export interface ReadingNotes {
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: Encoding;
  readonly separator?: string;
  readonly sheet?: string;
  /** The other sheets that are seen and hold something. None of it was read. */
  readonly unread?: readonly string[];
  /** Days are counted from 1904 and not from 1900. */
  readonly is1904?: boolean;
}

/** A table read from a file: rows that hold anything at all. */
export interface ReadTable extends ReadingNotes {
  readonly rows: readonly ReadRow[];
}
