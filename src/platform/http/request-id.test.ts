import { expect, it } from 'vitest';
import { isId } from '#shared/ids.ts';
import { newRequestId } from './request-id.ts';

it('is a UUIDv7 that sorts by time and never comes twice', () => {
  const ids = Array.from({ length: 1000 }, () => newRequestId(Date.parse('2026-11-23T08:00:00.123Z')));
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect([isId(id), id.slice(0, 15)]).toEqual([true, '01a2076b-447b-7']);
  expect(newRequestId(1) < newRequestId(2)).toBe(true);
});
