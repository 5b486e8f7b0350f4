import { expect, test } from 'vitest';
import { measurePlaces } from './places.ts';

test('bubbles go by attendance where it is kept of every country of the map', () => {
  const measured = measurePlaces([
    { countryCode: 'BA', sessions: 4, attendances: 80 },
    { countryCode: 'ME', sessions: 9, attendances: 'withheld' },
  ]);
  expect(measured.unit).toBe('attendances');
  expect(measured.places.map(({ size }) => size)).toEqual([80, null]);
});

test('else they all go by sessions, so that no two of them are measured differently', () => {
  const measured = measurePlaces([
    { countryCode: 'GH', sessions: 4, attendances: null },
    { countryCode: 'UG', sessions: 9, attendances: 500 },
  ]);
  expect(measured.unit).toBe('sessions');
  expect(measured.places.map(({ size }) => size)).toEqual([4, 9]);
});
