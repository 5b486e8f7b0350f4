export type Direction = 'ascending' | 'descending';

/** A column of a register. Texts come formatted in the reader's language. */
export interface Column<Row> {
  readonly key: string;
  readonly text: string;
  readonly value: (row: Row) => string;
  /** What stands behind the value. */
  readonly href?: (row: Row) => string | undefined;
  /** Figures stand right, aligned under one another. */
  readonly number?: boolean;
  /** Never broken over two lines, such as a date. */
  readonly tight?: boolean;
  /** The language of the values, where it is not the page's: data that is quoted as it was published. */
  readonly lang?: string;
  /** The column that names the row. */
  readonly names?: boolean;
  readonly sorts?: boolean;
}

/** How a table is sorted now, and the address that sorts it otherwise; links, so that no script is needed. */
export interface Sorting {
  readonly key: string;
  readonly direction: Direction;
  readonly href: (key: string, direction: Direction) => string;
}

/** The direction that a press on a column's head asks for: the other one if it is sorted by it already. */
export function nextDirection(sorting: Sorting, key: string): Direction {
  return sorting.key === key && sorting.direction === 'ascending' ? 'descending' : 'ascending';
}
