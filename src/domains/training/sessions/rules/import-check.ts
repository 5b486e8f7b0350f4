import { cleanLine } from '#shared/clean-text.ts';
import { isId } from '#shared/ids.ts';
import type { SubmissionContext } from '../schema.ts';
import type { SessionContent } from '../types.ts';
import { countField, listFields, type OutsideField } from './form.ts';
import type { ImportField, ImportMapping } from './import-columns.ts';
import type { ImportProblem } from './import-problems.ts';
import { readRow, type FileCell, type FileRow, type ReadDraft } from './import-rows.ts';
import type { Fold } from './import-columns.ts';
import type { Vocabulary } from './import-words.ts';
import { checkSubmission, type Place } from './submission.ts';
import { readDraft } from './typed.ts';

/** How the rows of a file are judged. */
export interface RowRules {
  readonly mapping: ImportMapping;
  readonly is1904: boolean;
  /** How many columns have a header, or at least a place for one. */
  readonly width: number;
  readonly vocabulary: Vocabulary;
  readonly context: SubmissionContext;
}

/** The most characters of an id that a ministry gave its session itself. */
const longestId = 60;

/** A row that makes a session; `id` is one of ours or the ministry's own, and empty where the file gives none. */
export interface GoodRow {
  readonly row: number;
  readonly id: string;
  readonly content: SessionContent;
}

export type JudgedRow =
  | { readonly is: 'empty' | 'example' }
  | { readonly is: 'wrong'; readonly problems: readonly ImportProblem[] }
  | ({ readonly is: 'good' } & GoodRow);

const fieldOfPlace: Readonly<Record<string, ImportField>> = Object.fromEntries(
  [...Object.entries(listFields), ['teamCountries', 'teamCountry']].map(([field, place]) => [
    place,
    field as ImportField,
  ]),
);

/** Judges one row by the same schema as the form: every problem, at its cell. */
export function judgeRow(row: FileRow, rules: RowRules): JudgedRow {
  const { mapping, is1904, vocabulary, context } = rules;
  const read = readRow(row, mapping, is1904, vocabulary);
  if (typeof read === 'string') return { is: read };
  const problems = [...read.problems, ...cellsBeyond(row, rules)];
  const columnOf = (field: ImportField | null) => (field && mapping.columns[field]) ?? null;
  const id = isId(read.id.toLowerCase()) ? read.id.toLowerCase() : read.id;
  if ([...id].length > longestId)
    problems.push({
      ...{ row: row.number, column: columnOf('id'), name: 'idTooLong' as const },
      args: { typed: read.id.slice(0, longestId), most: longestId },
    });
  const checked = checkSubmission(readDraft(read.draft), context);
  if (checked.ok && problems.length === 0) return { is: 'good', row: row.number, id, content: checked.content };
  if (!checked.ok) problems.push(...told(row.number, checked, read, columnOf));
  return { is: 'wrong', problems };
}

/** A cell to the right of all headers, of which nobody said what it is: mostly its row fell into too many cells. */
function cellsBeyond({ number, cells }: FileRow, { width, mapping }: RowRules): ImportProblem[] {
  const isFilled = (cell: FileCell, at: number) =>
    at >= width && textOf(cell).trim() !== '' && !Object.values(mapping.columns).includes(at);
  const column = cells.findIndex(isFilled);
  if (column < 0) return [];
  return [{ row: number, column, name: 'cellBeyond', args: { typed: textOf(cells[column] ?? null).slice(0, 60) } }];
}

const textOf = (cell: FileCell): string => (cell !== null && typeof cell === 'object' ? cell.text : String(cell ?? ''));

/** What is said of each cell of a contradiction; in a file the contradiction itself is told, once. */
const toldBySums: readonly string[] = ['problem.session.countContradiction', 'problem.session.nationalitiesAboveTotal'];

type Failed = Extract<ReturnType<typeof checkSubmission>, { ok: false }>;

/** What the schema says, but not again of what was said already; numbers that contradict each other are named. */
function told(
  row: number,
  { problems, contradictions }: Failed,
  read: ReadDraft,
  columnOf: (field: ImportField | null) => number | null,
): ImportProblem[] {
  const named = contradictions.map((contradiction): ImportProblem => {
    const field = contradiction.nationalities ? 'nationalities' : countField(contradiction.statements[0]!);
    const column = columnOf(field);
    return { row, column, name: 'contradiction', args: {}, contradiction };
  });
  const others = problems
    .filter(({ key }) => !toldBySums.includes(key))
    .map(({ field, key, args }) => ({ field: toField(field), key, args }))
    .filter(({ field }) => !field || !read.told.has(field))
    .map(({ field, key, args }): ImportProblem => {
      const column = columnOf(field);
      return { row, column, name: key === 'problem.session.trainersMissing' ? noTrainers(column) : key, args };
    });
  return [...others, ...named];
}

/** The form has trainers to choose from; a file has a column for them, or none. */
const noTrainers = (column: number | null) => (column === null ? 'trainersNowhere' : 'trainersEmpty');

function toField(place: Place): ImportField | null {
  if (place === 'form') return null;
  if (place.startsWith('nationality.')) return 'nationalities';
  return fieldOfPlace[place] ?? (place as Exclude<ImportField, OutsideField>);
}

/**
 * What makes a session of a file without ids the same one: when, where, for whom and what about. Numbers, trainers and
 * notes can be put right without making it another.
 */
export const identityOf = (fold: Fold, { kind, dateFrom, dateTo, countryCode, place, title }: SessionContent): string =>
  JSON.stringify([kind, dateFrom, dateTo, countryCode, ...[place, title].map((text) => fold(cleanLine(text)).trim())]);
