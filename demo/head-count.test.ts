import { expect, test } from 'vitest';
import { findContradictions } from '#domains/training/sessions/rules/contradictions.ts';
import { marginsOf } from '#domains/training/sessions/rules.ts';
import { chanceOf } from './chance.ts';
import { fillRoom, statementsOf, type Quality, type Room } from './head-count.ts';
import { audiences } from './invented/titles.ts';

const room: Room = {
  woman: { civilian: 4, officer: 1, nco: 0, soldier: 2, cadet: 0 },
  man: { civilian: 3, officer: 6, nco: 5, soldier: 9, cadet: 0 },
};
const unknown = { women: null, men: null, civilian: null, military: null, womenCivilian: null, womenMilitary: null, menCivilian: null, menMilitary: null }; // prettier-ignore
const margins = { total: 30, women: 7, men: 23, civilian: 7, military: 23 };
const cells = { womenCivilian: 4, womenMilitary: 3, menCivilian: 3, menMilitary: 20 };

test.each<[Quality, object]>([
  ['cells', { ...margins, ...cells }],
  ['sex_and_status', { ...margins, ...cells }],
  ['margins', { ...unknown, ...margins }],
  ['sexes', { ...unknown, total: 30, women: 7, men: 23 }],
  ['women_of_total', { ...unknown, total: 30, women: 7 }],
  ['total', { ...unknown, total: 30 }],
  ['nothing', { ...unknown, total: null }],
])('a room counted as %s gives back what was recorded and no more', (quality, recorded) => {
  const statements = statementsOf(room, quality);
  expect(findContradictions(statements)).toEqual([]);
  expect(marginsOf(statements)).toEqual(recorded);
});

test('rooms hold 8 to 60 people, women a smaller part of the military than of the civilians', () => {
  const rooms = audiences.flatMap(
    (audience) =>
    Array.from({ length: 100 }, (_, at) => marginsOf(statementsOf(fillRoom(chanceOf(`${audience}/${at}`), audience, null), 'cells'))), // prettier-ignore
  );
  const sum = (part: 'womenMilitary' | 'military' | 'womenCivilian' | 'civilian') =>
    rooms.reduce((persons, room) => persons + room[part]!, 0);
  for (const { total } of rooms) expect(total! >= 8 && total! <= 60).toBe(true);
  expect(sum('womenMilitary') / sum('military')).toBeGreaterThan(0.08);
  expect(sum('womenMilitary') / sum('military')).toBeLessThan(0.35);
  expect(sum('womenCivilian') / sum('civilian')).toBeGreaterThan(0.3);
  expect(sum('womenCivilian') / sum('civilian')).toBeLessThan(0.6);
});
