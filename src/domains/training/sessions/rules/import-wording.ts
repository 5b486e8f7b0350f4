import type { Translate } from '#platform/i18n/translate.ts';
import { sayColumn } from './import-columns.ts';
import type { ImportProblem } from './import-problems.ts';
import { sayContradiction } from './wording.ts';

/** What is wrong, in the reader's language. */
export function sayImportProblem(t: Translate, { name, args, contradiction }: ImportProblem): string {
  if (contradiction) return sayContradiction(t, contradiction);
  const written = Object.entries(args).map(([key, value]) => [
    key,
    // Rows and years are written without a sign for thousands.
    typeof value === 'string' || key === 'other' || key === 'first' ? String(value) : t.number(value),
  ]);
  if (name === 'trainersEmpty' || name === 'trainersNowhere')
    return t(`spreadsheet.problem.${name}`, { column: sayColumn(t, 'trainerIds') });
  const key = name.startsWith('problem.') ? name : `spreadsheet.problem.${name}`;
  return t(key as 'spreadsheet.problem.idTwice', Object.fromEntries(written) as { other: string });
}

/** The letters of a column, as spreadsheets write them: 0 is A, 26 is AA. */
export const columnLetters = (column: number): string =>
  (column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** Where to look in the file: "row 12, column C". */
export const sayCell = (t: Translate, { row, column }: Pick<ImportProblem, 'row' | 'column'>): string =>
  column === null
    ? t('spreadsheet.row', { row: String(row) })
    : t('spreadsheet.cell', { row: String(row), column: columnLetters(column) });
