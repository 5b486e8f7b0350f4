import { expect, test } from 'vitest';
import { nextDirection, sortRows, type Column, type Sorting } from './table.ts';

const sorted = (direction: Sorting['direction']): Sorting => ({ key: 'place', direction, href: () => '' });

test('a press on a head sorts upward first, then turns round', () => {
  expect(nextDirection(sorted('descending'), 'held')).toBe('ascending');
  expect(nextDirection(sorted('ascending'), 'place')).toBe('descending');
  expect(nextDirection(sorted('descending'), 'place')).toBe('ascending');
});

interface Row {
  readonly name: string;
  readonly n: number | null;
}
const rows: readonly Row[] = [
  { name: 'Šabac', n: 10 },
  { name: 'Sarajevo', n: null },
  { name: 'Skopje', n: 9 },
];
const columns: readonly Column<Row>[] = [
  { key: 'name', text: 'Name', value: ({ name }) => name, sorts: true },
  { key: 'n', text: 'Number', value: ({ n }) => `${n ?? '–'}`, sorts: ({ n }) => n },
  { key: 'secret', text: 'Other', value: () => '' },
];
const sort = (address: string) =>
  sortRows({ name: 'places', address: new URLSearchParams(address), locale: 'sr-Latn', columns, rows });

test.each([
  ['', ['Šabac', 'Sarajevo', 'Skopje']],
  ['places=name', ['Sarajevo', 'Skopje', 'Šabac']],
  ['places=-name', ['Šabac', 'Skopje', 'Sarajevo']],
  ['places=n', ['Skopje', 'Šabac', 'Sarajevo']],
  ['places=-n', ['Šabac', 'Skopje', 'Sarajevo']],
  ['places=secret', ['Šabac', 'Sarajevo', 'Skopje']],
  ['places=-', ['Šabac', 'Sarajevo', 'Skopje']],
])('a whole table asked for as "%s" stands in that order, nothing always last', (address, names) =>
  expect(sort(address).rows.map(({ name }) => name)).toEqual(names),
);

test('its heads lead to the same page in another order', () => {
  const { sorting } = sort('kind=other&places=-n');
  expect([sorting.key, sorting.direction]).toEqual(['n', 'descending']);
  expect(sorting.href('name', 'descending')).toBe('?kind=other&places=-name#places');
});
