import fc from 'fast-check';
import { margins, type Grain, type Margin, type ReleasedCount } from '#domains/training/sessions/types.ts';

/** Everybody in a room: by sex and status, of some unknown to whoever counted. */
export const places = ['woman', 'man', 'nobodyKnows'].flatMap((sex) =>
  ['civilian', 'military', 'nobodyKnows'].map((status) => ({ sex, status })),
);
type Place = (typeof places)[number];
/** How many were at each of the nine places. */
export type Room = readonly number[];

/** The places that a margin adds up. */
const isIn: Readonly<Record<Margin, (place: Place) => boolean>> = {
  total: () => true,
  women: ({ sex }) => sex === 'woman',
  men: ({ sex }) => sex === 'man',
  civilian: ({ status }) => status === 'civilian',
  military: ({ status }) => status === 'military',
  womenCivilian: ({ sex, status }) => sex === 'woman' && status === 'civilian',
  womenMilitary: ({ sex, status }) => sex === 'woman' && status === 'military',
  menCivilian: ({ sex, status }) => sex === 'man' && status === 'civilian',
  menMilitary: ({ sex, status }) => sex === 'man' && status === 'military',
};

/** Which of the nine places a margin adds up, by their index. */
export const placesOf = (margin: Margin): number[] => places.flatMap((place, at) => (isIn[margin](place) ? [at] : []));

/** How many a margin counts in a room. */
export const countIn = (room: Room, margin: Margin): number => placesOf(margin).reduce((sum, at) => sum + room[at]!, 0);

const leavesAt: Readonly<Record<Grain, readonly Margin[]>> = {
  total: ['total'],
  sex: ['total', 'women', 'men'],
  sex_and_status: margins,
};

/** What leaves of a room: every margin that was noted and that the grain lets out. */
export const countOf = (room: Room, noted: ReadonlySet<Margin>, grain: Grain): ReleasedCount =>
  Object.fromEntries(
    margins.map((margin) => [
      margin,
      noted.has(margin) && leavesAt[grain].includes(margin) ? countIn(room, margin) : null,
    ]),
  ) as unknown as ReleasedCount;

/** Where everybody in a room came from: two countries, and elsewhere or where nobody knows. */
export const origins = ['MD', 'GH', 'rest'] as const;
export type Origins = Readonly<Record<(typeof origins)[number], number>>;

/** Divides a room among the countries, as far as `md` and `gh` of a hundred go. */
export function cameFrom(room: Room, { md, gh }: { readonly md: number; readonly gh: number }): Origins {
  const total = countIn(room, 'total');
  const MD = Math.round((total * md) / 100);
  const GH = Math.min(total - MD, Math.round((total * gh) / 100));
  return { MD, GH, rest: total - MD - GH };
}

/** Moves one or two people, who turn out to have come from elsewhere. */
export function moved(from: Origins, room: Room, by: number): Origins {
  const total = countIn(room, 'total');
  const MD = Math.max(0, Math.min(total, from.MD + by));
  const GH = Math.min(total - MD, from.GH);
  return { MD, GH, rest: total - MD - GH };
}

const few = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat(6) }, fc.nat(14));
const unknown = fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.nat(6));

/** A room with mostly small numbers, as they have to be protected. */
export const rooms: fc.Arbitrary<Room> = fc.tuple(
  ...places.map(({ sex, status }) => (sex === 'nobodyKnows' || status === 'nobodyKnows' ? unknown : few)),
);

const splits: readonly (readonly Margin[])[] = [
  ['total'],
  ['total', 'women', 'men'],
  ['total', 'civilian', 'military'],
  ['total', 'women', 'men', 'civilian', 'military'],
  margins,
];
/** Which margins the trainer noted: mostly all. */
export const notes = fc
  .oneof({ weight: 3, arbitrary: fc.constant(margins as readonly Margin[]) }, fc.constantFrom(...splits))
  .map((of) => new Set<Margin>(of));
