import { FileUnpacksTooLarge, TableTooLarge } from './refusals.ts';
import { tableLimits, type CellFault, type ReadCell, type ReadRow } from './read-cells.ts';
import { readXml } from './read-xml.ts';
import type { Taking } from './unpack.ts';

/** A sheet that is being read: takes its XML piece by piece, then gives its rows. */
export interface SheetReading {
  readonly take: Taking;
  finish(): ReadRow[];
}

/** More cells than this are merged by no hand. */
const mostMerged = 1_000_000;

interface OpenCell {
  readonly column: number;
  readonly type: string;
  value: string | null;
  isFormula: boolean;
}

interface Area {
  readonly text: string;
  readonly from: readonly [column: number, row: number];
  readonly to: readonly [column: number, row: number];
}

/** Where a cell is, from what spreadsheets call it: "AB12" is column 27 in row 12. */
function placeOf(reference: string): [column: number, row: number] {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [column, Number(digits)];
}

/** Reads the rows of a sheet (ECMA-376, part 1, section 18.3) with the texts that its cells point to. */
export function readSheet(texts: readonly string[]): SheetReading {
  const rows: { number: number; cells: ReadCell[] }[] = [];
  const merged: Area[] = [];
  let cells: ReadCell[] = [];
  let [number, column, characters] = [0, 0, 0];
  let cell: OpenCell | null = null;
  let isValue = false;

  function openCell({ r, t = 'n' }: Readonly<Record<string, string>>) {
    if (r) column = placeOf(r)[0];
    if (column < 0 || column >= tableLimits.columns) throw new TableTooLarge(tableLimits.rows, tableLimits.columns);
    cell = { column, type: t, value: null, isFormula: false };
    column += 1;
  }
  function closeCell(closing: OpenCell) {
    const value = valueOf(closing, texts);
    if (value === null) return;
    characters += typeof value === 'string' ? value.length : 8;
    if (characters > tableLimits.characters) throw new FileUnpacksTooLarge(tableLimits.characters / 1024 / 1024);
    while (cells.length < closing.column) cells.push(null);
    cells[closing.column] = value;
  }
  const take = readXml({
    open({ name, attributes }) {
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1);
        [cells, column] = [[], 0];
      } else if (name === 'c') openCell(attributes);
      else if (cell && name === 'f') cell.isFormula = true;
      else if (cell && (name === 'v' || name === 't')) isValue = true;
      else if (name === 'mergeCell') merged.push(areaOf(attributes['ref'] ?? ''));
    },
    text(text) {
      if (cell && isValue) cell.value = (cell.value ?? '') + text;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && cell) {
        closeCell(cell);
        cell = null;
      } else if (name === 'row' && cells.some((one) => one !== null)) {
        if (rows.length >= tableLimits.rows || !Number.isSafeInteger(number))
          throw new TableTooLarge(tableLimits.rows, tableLimits.columns);
        rows.push({ number, cells });
      }
    },
  });
  return { take, finish: () => markMerged(rows, merged) };
}

function valueOf({ type, value, isFormula }: OpenCell, texts: readonly string[]): ReadCell {
  if (value === null) return isFormula ? { fault: 'formula', text: '' } : null;
  switch (type) {
    case 's':
      return texts[Number(value)] || null;
    case 'n':
      return value.trim() === '' || !Number.isFinite(Number(value)) ? null : Number(value);
    case 'e':
      return { fault: 'error', text: value.slice(0, 40) };
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return value || null;
  }
}

function areaOf(reference: string): Area {
  const [from = '', to = from] = reference.split(':');
  return { text: reference.slice(0, 20), from: placeOf(from), to: placeOf(to) };
}

/** Of merged cells only the first holds something: whose row that is, nobody can say surely. */
function markMerged(rows: { number: number; cells: ReadCell[] }[], areas: readonly Area[]): ReadRow[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  let marked = 0;
  for (const { text, from, to } of areas) {
    const fault: CellFault = { fault: 'merged', text };
    for (const row of rowsBetween(rows, byNumber, from[1], to[1]))
      for (let column = from[0]; column <= Math.min(to[0], tableLimits.columns - 1); column += 1) {
        while (row.cells.length <= column) row.cells.push(null);
        row.cells[column] = fault;
        if ((marked += 1) > mostMerged) throw new TableTooLarge(tableLimits.rows, tableLimits.columns);
      }
  }
  return rows;
}

function rowsBetween<Row>(rows: readonly Row[], byNumber: ReadonlyMap<number, Row>, from: number, to: number): Row[] {
  if (to - from > rows.length) return [...rows];
  return Array.from({ length: to - from + 1 }, (_, at) => byNumber.get(from + at)).filter((row) => row !== undefined);
}
