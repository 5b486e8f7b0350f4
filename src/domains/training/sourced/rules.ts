import type { Said } from './types.ts';

type Columns = Readonly<Record<string, string | number | null>>;

const renamed = (said: object, rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(said).map(([name, value]) => [rename(name), value as string | number | null]));

/** What a record says, by the names of its columns: `periodFrom` is `period_from`. */
export const toColumns = (said: Said): Columns =>
  renamed(said, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** What columns say, by the names that the product uses. */
export const fromColumns = (columns: Columns): Said =>
  renamed(columns, (name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())) as unknown as Said;

/** The fields in which two versions of one record differ, in the order of the newer one. */
export const changedFields = (before: Said, after: Said): string[] => {
  const was = before as unknown as Columns;
  return Object.entries(after).flatMap(([name, value]) => (was[name] === value ? [] : [name]));
};
