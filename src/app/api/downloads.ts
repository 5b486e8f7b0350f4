import { writeCsv } from '#platform/documents/csv.ts';
import type { Sheets } from '#platform/documents/sheet.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import type { Refusal } from '#shared/refusal.ts';
import { operation, type Asked, type Operation, type Output, type QuerySchema } from './operation.ts';

/** Tables, and the name of the file that they are sent as. */
export interface Tabulated {
  readonly name: string;
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
  tabulate(asked: Asked<Output<Q>>, as: 'csv' | 'xlsx'): Promise<Tabulated>;
}

/** The same tables to be downloaded in either way: an operation each, at an address of its own. */
export const downloads = <Q extends QuerySchema | null = null>({
  id,
  summary,
  tabulate,
  ...shared
}: Described<Q>): Readonly<Record<'csv' | 'xlsx', Operation>> => ({
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
});
