import { sexes, type Sex, type Statement } from '#domains/training/sessions/types.ts';
import type { Chance } from './chance.ts';
import type { Audience } from './invented/titles.ts';

/** The statuses that a room is filled with: `military` is several of them. */
const statuses = ['civilian', 'officer', 'nco', 'soldier', 'cadet'] as const;
type Status = (typeof statuses)[number];

/** Everybody in the room, by sex and status. */
export type Room = Record<Sex, Record<Status, number>>;

/** How much of the room a trainer wrote down, from every cell to nothing. */
export type Quality = 'cells' | 'sex_and_status' | 'margins' | 'sexes' | 'women_of_total' | 'total' | 'nothing';

const sizes: Record<Audience, readonly [number, number]> = {
  officers: [8, 28],
  ncos: [10, 35],
  soldiers: [18, 60],
  cadets: [15, 50],
  civilians: [8, 26],
  staff: [10, 36],
  contingent: [14, 45],
  focal: [8, 24],
};

/** How an audience is made up: civilian, officer, non-commissioned officer, soldier, cadet. */
const mixes: Record<Audience, readonly [number, number, number, number, number]> = {
  officers: [4, 86, 10, 0, 0],
  ncos: [3, 7, 88, 2, 0],
  soldiers: [1, 4, 12, 83, 0],
  cadets: [3, 5, 2, 0, 90],
  civilians: [86, 9, 5, 0, 0],
  staff: [34, 38, 22, 6, 0],
  contingent: [3, 20, 32, 45, 0],
  focal: [38, 33, 21, 8, 0],
};

const military = statuses.slice(1);

/**
 * Fills a room of 8 to 60: women are 8 to 35 % of the military and 30 to 60 % of the civilians,
 * with the scatter that a small group has. `persons` where their number is settled.
 */
export function fillRoom(chance: Chance, audience: Audience, persons: number | null): Room {
  const share = { military: chance.whole(8, 35) / 100, civilian: chance.whole(30, 60) / 100 };
  const room: Room = {
    woman: { civilian: 0, officer: 0, nco: 0, soldier: 0, cadet: 0 },
    man: { civilian: 0, officer: 0, nco: 0, soldier: 0, cadet: 0 },
  };
  for (let left = persons ?? chance.whole(...sizes[audience]); left > 0; left--) {
    const status = chance.weighted(statuses.map((status, at) => [status, mixes[audience][at]!]));
    const sex = chance.happens(status === 'civilian' ? share.civilian : share.military) ? 'woman' : 'man';
    room[sex][status]++;
  }
  return room;
}

const drawnQualities: readonly (readonly [Quality, number])[] = [
  ['cells', 34],
  ['sex_and_status', 12],
  ['margins', 16],
  ['sexes', 14],
  ['women_of_total', 5],
  ['total', 14],
  ['nothing', 5],
];

export const drawQuality = (chance: Chance): Quality => chance.weighted(drawnQualities);

function count(room: Room, inSexes: readonly Sex[], inStatuses: readonly Status[]): number {
  let persons = 0;
  for (const sex of inSexes) for (const status of inStatuses) persons += room[sex][status];
  return persons;
}

const bySex = (room: Room): Statement[] => sexes.map((sex) => ({ sex, n: count(room, [sex], statuses) }));
const civilianAndMilitary = [
  ['civilian', ['civilian']],
  ['military', military],
] as const;

/** What a trainer of that exactness states about a room. Recorded zeros are stated: they are not "not recorded". */
export function statementsOf(room: Room, quality: Quality): Statement[] {
  const total: Statement = { n: count(room, sexes, statuses) };
  switch (quality) {
    case 'cells':
      return sexes.flatMap((sex) => statuses.map((status) => ({ sex, status, n: room[sex][status] })));
    case 'sex_and_status':
      return sexes.flatMap((sex) =>
        civilianAndMilitary.map(([status, within]) => ({ sex, status, n: count(room, [sex], within) })),
      );
    case 'margins':
      return [
        ...bySex(room),
        ...civilianAndMilitary.map(([status, within]) => ({ status, n: count(room, sexes, within) })),
      ];
    case 'sexes':
      return bySex(room);
    case 'women_of_total':
      return [total, bySex(room)[0]!];
    case 'total':
      return [total];
    case 'nothing':
      return [];
  }
}
