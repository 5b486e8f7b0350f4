import { expect, test } from 'vitest';
import type { AnnotationId, OwnerId } from '#shared/ids.ts';
import { arrangeAnnotations } from './rules.ts';
import type { Annotation } from './types.ts';

const version = (year: number | null, number: number, isReleased: boolean, owner = 'BA'): Annotation => ({
  id: `${owner}-${year}-${number}` as AnnotationId,
  ownerId: owner as OwnerId,
  kind: 'peers_at_home',
  year,
  number,
  note: 'A note',
  language: 'en',
  writtenAt: new Date(0),
  releasedAt: isReleased ? new Date(1) : null,
});

test('the newest that was released stands; what was written since waits', () => {
  const [remark] = arrangeAnnotations([version(2016, 1, true), version(2016, 3, false), version(2016, 2, true)]);
  expect(remark).toMatchObject({ standing: { number: 2 }, waiting: { number: 3 } });
});

test('a version that was passed over neither stands nor waits', () => {
  const [remark] = arrangeAnnotations([version(2016, 1, false), version(2016, 2, true)]);
  expect(remark).toMatchObject({ standing: { number: 2 }, waiting: null });
});

test('what was never released stands nowhere', () => {
  expect(arrangeAnnotations([version(2016, 1, false)])[0]).toMatchObject({ standing: null, waiting: { number: 1 } });
});

test('each year of each ministry is a figure of its own, all years together first', () => {
  const remarks = arrangeAnnotations([version(2018, 1, true), version(null, 1, true), version(null, 1, true, 'RS')]);
  expect(remarks.map(({ of }) => [of.ownerId, of.year])).toEqual([
    ['BA', null],
    ['RS', null],
    ['BA', 2018],
  ]);
});
