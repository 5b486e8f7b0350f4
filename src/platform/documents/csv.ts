import { neutralBetween, type Cell, type Sheets } from './sheet.ts';

/** Without this mark at the beginning, spreadsheets read UTF-8 as something else. */
const byteOrderMark = '\ufeff';

/**
 * Writes tables as CSV (RFC 4180): the notes, then each table under its name, blank lines between them. Numbers are
 * written for programs, without separators of thousands.
 */
export function writeCsv({ notes, sheets }: Sheets): Uint8Array<ArrayBuffer> {
  const tables = sheets.map(({ name, head, rows }) => [[], [name], head, ...rows]);
  return writeCsvRows([...notes, ...tables.flat()]);
}

/** Writes rows as CSV, with nothing above them. */
export const writeCsvRows = (rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(byteOrderMark + rows.map((row) => `${writeLine(row)}\r\n`).join(''));

const writeLine = (cells: readonly Cell[]): string => cells.map(writeCell).join(',');

function writeCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = neutralBetween(cell);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
