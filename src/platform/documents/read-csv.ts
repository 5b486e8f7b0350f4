import { parse, type CsvError } from 'csv-parse';
import type { DecodedText } from './encodings.ts';
import { FileDamaged, FileEmpty, QuoteOpen, TableTooLarge } from './refusals.ts';
import { tableLimits, type ReadRow, type ReadTable } from './read-cells.ts';

const separators = [',', ';', '\t'] as const;
type Separator = (typeof separators)[number];

/** How much text is read before others get their turn, in characters. */
const stretch = 128 * 1024;

/** Reads a table from text whose cells are told apart by commas, semicolons or tabs. */
export async function readCsv({ text, encoding }: DecodedText): Promise<ReadTable> {
  const { separator, from, skipped } = findSeparator(text);
  const parser = parse({
    delimiter: separator,
    // Left to itself, the reader would take the first line end it meets for the only one.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1024 * 1024,
  });
  const rows: ReadRow[] = [];
  let number = skipped;
  let failure: Error | null = null;
  parser.on('error', (error) => (failure = error));
  const take = () => {
    for (let record; (record = parser.read() as string[] | null) !== null;) {
      number += 1;
      if (number > tableLimits.rows || record.length > tableLimits.columns)
        throw new TableTooLarge(tableLimits.rows, tableLimits.columns);
      if (record.some(Boolean)) rows.push({ number, cells: record.map((cell) => cell || null) });
    }
    if (failure) throw explain(failure, number);
  };
  for (let at = from; at < text.length; at += stretch) {
    parser.write(text.slice(at, at + stretch));
    await new Promise((resolve) => setImmediate(resolve));
    take();
  }
  parser.end();
  await new Promise((resolve) => setImmediate(resolve));
  take();
  if (rows.length === 0) throw new FileEmpty();
  return { format: 'csv', encoding, separator, rows };
}

const explain = (failure: Error, read: number) =>
  (failure as CsvError).code?.includes('QUOTE') ? new QuoteOpen(read + 1) : new FileDamaged();

/** Spreadsheets of the region write semicolons; which mark it is may also stand in a first line of its own. */
function findSeparator(text: string): { separator: Separator; from: number; skipped: number } {
  const said = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(text);
  if (said) return { separator: said[1] as Separator, from: said[0].length, skipped: 1 };
  const lines = text
    .slice(0, 64 * 1024)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 20);
  const scores = separators.map((mark) => ({ mark, score: steadiness(lines, mark) }));
  const { mark } = scores.reduce((best, one) => (one.score > best.score ? one : best));
  return { separator: mark, from: 0, skipped: 0 };
}

/** The mark by which most lines fall into equally many cells, and into many. */
function steadiness(lines: readonly string[], mark: Separator): number {
  const often = new Map<number, number>();
  for (const line of lines) {
    const cells = line.split(mark).length;
    if (cells > 1) often.set(cells, (often.get(cells) ?? 0) + 1);
  }
  return Math.max(0, ...[...often].map(([cells, times]) => times * 1000 + cells));
}
