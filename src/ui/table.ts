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
  /** Whether it sorts; of a table that is there whole, by what (null comes last). */
  readonly sorts?: true | ((row: Row) => string | number | null);
}

/** How a table is sorted now, and the address that sorts it otherwise; links, so that no script is needed. */
export interface Sorting {
  readonly key: string;
  readonly direction: Direction;
  readonly href: (key: string, direction: Direction) => string;
  /** Where the table stands in the page, for who comes back to it without script. */
  readonly id?: string;
}

/** The direction that a press on a column's head asks for: the other one if it is sorted by it already. */
export function nextDirection(sorting: Sorting, key: string): Direction {
  return sorting.key === key && sorting.direction === 'ascending' ? 'descending' : 'ascending';
}

/** How a table that is there whole is to be sorted. */
export interface Wanted<Row> {
  /** Under which name the page's address says so: `?roster=name`, or `?roster=-name` for the other way round. */
  readonly name: string;
  readonly address: Pick<URLSearchParams, 'get' | 'toString'>;
  readonly locale: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** The rows in the order that the address asks for, else as they came; and the links that ask for another order. */
export function sortRows<Row>({ name, address, locale, columns, rows }: Wanted<Row>): {
  readonly rows: readonly Row[];
  readonly sorting: Sorting;
} {
  const [, minus, key = ''] = /^(-?)(.*)$/s.exec(address.get(name) ?? '') ?? [];
  const column = columns.find((one) => one.key === key && one.sorts);
  const sorting: Sorting = {
    key: column ? key : '',
    direction: minus ? 'descending' : 'ascending',
    href(wanted, direction) {
      const changed = new URLSearchParams(String(address));
      changed.set(name, direction === 'descending' ? `-${wanted}` : wanted);
      return `?${changed}#${name}`;
    },
    id: name,
  };
  if (!column) return { rows, sorting };
  const by = typeof column.sorts === 'function' ? column.sorts : column.value;
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const sign = minus ? -1 : 1;
  const sorted = rows.toSorted((first, second) => {
    const [a, b] = [by(first), by(second)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b)));
  });
  return { rows: sorted, sorting };
}
