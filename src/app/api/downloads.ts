import { writeCsv } from '#platform/documents/csv.ts';
import { writePdf, type Document } from '#platform/documents/pdf.ts';
import type { Cell, Sheets } from '#platform/documents/sheet.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import { numberFormat } from '#platform/i18n/formats.ts';
import { about, type Language } from '#platform/i18n/languages.ts';
import type { Refusal } from '#shared/refusal.ts';
import {
  operation,
  type Asked,
  type downloadTypes,
  type Operation,
  type Output,
  type QuerySchema,
} from './operation.ts';

/** Tables, and the name of the file that they are sent as. */
export interface Tabulated {
  readonly name: string;
  /** What stands above the tables where they are read and printed; the name of the file where nothing is said. */
  readonly title?: string;
  readonly tables: Sheets;
}

interface Described<Q> {
  readonly id: string;
  readonly summary: string;
  readonly who: string;
  readonly isPublic?: boolean;
  readonly query?: Q;
  readonly refusals?: readonly (new () => Refusal)[];
  /** Gathers the tables; `as` is the kind of file that they will be. */
  tabulate(asked: Asked<Output<Q>>, as: keyof typeof downloadTypes): Promise<Tabulated>;
}

/** The same tables to be downloaded in each way: an operation each, at an address of its own. */
export const downloads = <Q extends QuerySchema | null = null>({
  id,
  summary,
  tabulate,
  ...shared
}: Described<Q>): Readonly<Record<keyof typeof downloadTypes, Operation>> => ({
  csv: operation({
    ...shared,
    id: `${id}AsCsv`,
    summary,
    answer: 'csv' as const,
    async carryOut(asked) {
      const { name, tables } = await tabulate(asked, 'csv');
      return { name, bytes: writeCsv(tables) };
    },
  }),
  xlsx: operation({
    ...shared,
    id: `${id}AsXlsx`,
    summary: 'The same as a workbook',
    answer: 'xlsx' as const,
    async carryOut(asked) {
      const { name, tables } = await tabulate(asked, 'xlsx');
      return { name, bytes: await writeXlsx(tables) };
    },
  }),
  pdf: operation({
    ...shared,
    id: `${id}AsPdf`,
    summary: 'The same as a document to read and print',
    answer: 'pdf' as const,
    async carryOut(asked) {
      const { name, title, tables } = await tabulate(asked, 'pdf');
      return { name, bytes: await writePdf(documentOf(title ?? name, tables, asked.locals.language)) };
    },
  }),
});

/** Tables as a document. What a row is called stands as it is: a year has no separator of thousands. */
function documentOf(title: string, { notes, sheets }: Sheets, language: Language): Document {
  const write = (cell: Cell, at: number) =>
    typeof cell === 'number' && at > 0 ? numberFormat(about(language).locale).format(cell) : String(cell ?? '');
  return {
    ...{ title, language, foot: 'Kaskada', isWide: sheets.some(({ head }) => head.length > 8) },
    lines: notes.map((cells) => cells.map(write).join(': ')),
    chapters: sheets.map(({ name, head, rows }) => ({
      ...{ title: name, head, none: '–' },
      rows: rows.map((row) => row.map(write)),
      numbers: head.flatMap((_, at) => (at > 0 && rows.some((row) => typeof row[at] === 'number') ? [at] : [])),
    })),
  };
}
