import { parse } from 'csv-parse/sync';
import type { Answer } from './api.ts';

/** A table of a downloaded file: its rows by the heads of their columns. */
export interface DownloadedSheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A file in CSV as it is read back: the notes above, then each table under its name. */
export function readDownload({ text }: Answer): { notes: string[][]; sheets: DownloadedSheet[] } {
  const lines: string[][] = parse(text, { bom: true, relax_column_count: true });
  const blocks: string[][][] = [[]];
  for (const line of lines) {
    if (line.length === 1 && line[0] === '') blocks.push([]);
    else blocks.at(-1)!.push(line);
  }
  const [notes = [], ...tables] = blocks;
  const sheets = tables.map(([name = [], head = [], ...rows]) => ({
    name: name[0]!,
    head,
    rows: rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at] ?? '']))),
  }));
  return { notes, sheets };
}
