import { createHash } from 'node:crypto';
import { listMinistries } from '#domains/identity/server/queries.ts';
import {
  doubledColumns,
  guessColumns,
  readHeaders,
  type ImportMapping,
} from '#domains/training/sessions/rules/import-columns.ts';
import type { FileCell, FileRow } from '#domains/training/sessions/rules/import-rows.ts';
import type { Upload } from '#domains/training/sessions/server/commands/import.ts';
import { fold } from '#platform/i18n/fold.ts';
import { encodings, type Encoding } from '#platform/documents/encodings.ts';
import { fileLimit, tableLimits } from '#platform/documents/read-cells.ts';
import { readTable } from '#platform/documents/read-table.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { cleanLine } from '#shared/clean-text.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import type { RequestAccess } from '../request.ts';
import { openWords } from './open-words.ts';

export { encodings };

/** What is taken, to be told before it is sent. */
export const limits = { megabytes: fileLimit / 1024 / 1024, rows: tableLimits.rows } as const;

/** A file as it was sent. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How its letters are written, where whoever sent it said so. */
  readonly encoding?: Encoding | undefined;
}

/** How far down headers are looked for, how many rows are shown as a sample, and how much of a cell. */
const [deepest, sampled, shown] = [20, 3, 60];

/** Reads a file, and only then asks what its headers can mean: nobody waits for the database meanwhile. */
export async function readUpload(
  { asking }: Pick<RequestAccess, 'asking'>,
  ownerId: OwnerId,
  { name, bytes, encoding }: SentFile,
): Promise<Upload> {
  const { rows, format, ...notes } = await readTable(bytes, encoding);
  const { languages, ministries } = await asking(async (ask) => ({
    ...(await openWords(ask, ownerId)),
    ministries: await ask(listMinistries),
  }));
  const { head, below, headRow } = findHead(rows, languages);
  const ministry = ministries.find(({ id }) => id === ownerId);
  const width = Math.max(head.length, ...below.slice(0, sampled).map(({ cells }) => cells.length));
  // The second sheet of our own template says which words are allowed: nobody misses it.
  const ours = languages.map((t) => t('spreadsheet.sheet.words'));
  const unread = (notes.unread ?? []).filter((sheet) => !ours.includes(sheet)).map((sheet) => sheet.slice(0, shown));
  const doubled = doubledColumns(readHeaders(fold, languages), head.map(textOf));
  const texts = (cells: readonly FileCell[]) => Array.from({ length: width }, (_, at) => textOf(cells[at] ?? null));
  return {
    id: newId<'SessionImport'>(),
    ownerId,
    fileName: cleanLine(name).slice(-200) || '–',
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    reading: {
      format,
      encoding: notes.encoding ?? null,
      separator: notes.separator ?? null,
      sheet: notes.sheet?.slice(0, shown) ?? null,
      ...(unread.length > 0 && { unread }),
      is1904: notes.is1904 ?? false,
      headRow,
      width: head.length,
      ...(doubled.length > 0 && { doubled }),
      head: texts(head),
      sample: below.slice(0, sampled).map(({ cells }) => texts(cells)),
    },
    mapping: guess(languages, head, ministry?.countryCode ?? ''),
    rows: below,
  };
}

/** The row in which most headers are known; where hardly any is, the first. */
function findHead(rows: readonly FileRow[], languages: readonly Translate[]) {
  const read = readHeaders(fold, languages);
  const known = rows.slice(0, deepest).map(({ cells }) => Object.keys(guessColumns(read, cells.map(textOf))).length);
  const most = Math.max(...known);
  const at = most >= 3 ? known.indexOf(most) : 0;
  return { head: rows[at]!.cells, headRow: rows[at]!.number, below: rows.slice(at + 1) };
}

const guess = (languages: readonly Translate[], head: readonly FileCell[], countryCode: string): ImportMapping => ({
  columns: guessColumns(readHeaders(fold, languages), head.map(textOf)),
  fixed: { kind: '', occurrence: 'held', countryCode, basis: '' },
});

const textOf = (cell: FileCell): string =>
  cell === null ? '' : cleanLine(typeof cell === 'object' ? cell.text : String(cell)).slice(0, shown);
