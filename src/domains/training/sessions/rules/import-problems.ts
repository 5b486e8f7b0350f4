import type { Contradiction } from './contradictions.ts';
import type { ProblemKey } from './problems.ts';

/** What can be wrong with a row or a cell before a session is made of it. */
export const rowProblems = [
  'idTooLong',
  'idTwice',
  'sessionTwice',
  'idTaken',
  'beingWritten',
  'dayUnclear',
  'wordUnknown',
  'nameUnknown',
  'nameOfMany',
  'merged',
  'cellError',
  'noResult',
  'cellBeyond',
  'trainersEmpty',
  'trainersNowhere',
] as const;
export type RowProblem = (typeof rowProblems)[number];

/** One thing to put right in a file: in which row, in which column (null: the row as a whole), and what. */
export interface ImportProblem {
  readonly row: number;
  readonly column: number | null;
  readonly name: RowProblem | ProblemKey | 'contradiction';
  /** What was typed, or another row. */
  readonly args: Readonly<Record<string, string | number>>;
  readonly contradiction?: Contradiction;
}
