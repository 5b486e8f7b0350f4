import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { neutral, type Cell, type Sheet, type Sheets } from './sheet.ts';

/** The longest name that a spreadsheet gives to a sheet, and what may not be in it. */
const longestName = 31;
const forbidden = /[\\/?*[\]:]/g;
/** How wide columns are made, in characters. */
const widths = { least: 9, most: 48 };

/** Writes tables as the sheets of a workbook, each with the notes above it. */
export async function writeXlsx({ notes, sheets }: Sheets): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await writeExcelFile(
    sheets.map((sheet) => ({
      sheet: sheet.name.replaceAll(forbidden, ' ').slice(0, longestName),
      data: layOut(notes, sheet),
      columns: sheet.head.map((_, at) => ({ width: widthOf(sheet, at) })),
    })),
  ).toBuffer();
  return new Uint8Array(buffer);
}

const layOut = (notes: Sheets['notes'], { head, rows }: Sheet): SheetData => [
  ...(notes.length > 0 ? [...notes.map((line) => line.map(write)), []] : []),
  head.map((text) => ({ ...write(text), fontWeight: 'bold' as const, bottomBorderStyle: 'thin' as const })),
  ...rows.map((row) => row.map(write)),
];

function write(cell: Cell) {
  if (cell === null) return {};
  return typeof cell === 'number' ? { value: cell, type: Number } : { value: neutral(cell), type: String };
}

function widthOf({ head, rows }: Sheet, at: number): number {
  const texts = [head[at], ...rows.map((row) => row[at])];
  const longest = texts.reduce((most: number, text) => Math.max(most, String(text ?? '').length), 0);
  return Math.min(widths.most, Math.max(widths.least, longest + 2));
}
