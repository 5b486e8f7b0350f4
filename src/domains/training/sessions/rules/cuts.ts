import { sexes, statuses } from '../types.ts';
import { groups } from './groups.ts';

/**
 * Two sets of groups, as places in `groups`: every person is in at least as many of `into` as of `out`, so in every
 * head-count the numbers of `out` add up to at most those of `into`.
 */
export interface Cut {
  readonly out: readonly number[];
  readonly into: readonly number[];
}

interface LimitingCut extends Cut {
  /** `into` as bits. */
  readonly limits: number;
}

interface Arc {
  readonly from: number;
  readonly to: number;
}

/*
 * A head-count as a circulation. Everybody flows from the room to the women and to the men, from there to the
 * civilians and to the military, from the military to its four ranks; women and men of one rank meet, the ranks
 * flow together into the military, and with the civilians into everybody, which returns to the room.
 * Each of the 21 groups is exactly one arc, and every node passes on what it was given.
 */
const nodeNames = [
  'room',
  'everybody',
  'all military',
  ...sexes.flatMap((sex) => [sex, `${sex} military`]),
  ...statuses.filter((status) => status !== 'military').map((status) => `all ${status}`),
];
const node = (name: string) => 1 << nodeNames.indexOf(name);
/** A set of nodes or of places as bits. */
const bitsOf = (places: readonly number[]) => places.reduce((bits, place) => bits | (1 << place), 0);

const arcs = groups.map(({ sex, status }): Arc => {
  const isRank = status !== undefined && status !== 'civilian' && status !== 'military';
  if (sex === undefined) {
    if (status === undefined) return { from: node('everybody'), to: node('room') };
    return { from: node(`all ${status}`), to: node(isRank ? 'all military' : 'everybody') };
  }
  if (status === undefined) return { from: node('room'), to: node(sex) };
  return {
    from: node(isRank ? `${sex} military` : sex),
    to: node(status === 'military' ? `${sex} military` : `all ${status}`),
  };
});

/** Those of whom something was not recorded go by the sex, the rank or the status; how many, nobody states. */
const unrecorded: readonly Arc[] = [
  ...['everybody', ...statuses.map((status) => `all ${status}`)].map((name) => ({
    from: node('room'),
    to: node(name),
  })),
  ...sexes.map((sex) => ({ from: node(`${sex} military`), to: node('all military') })),
  ...sexes.map((sex) => ({ from: node(sex), to: node('everybody') })),
];

const neighbours = nodeNames.map((name) =>
  [...arcs, ...unrecorded].reduce((near, { from, to }) => ((from | to) & node(name) ? near | from | to : near), 0),
);

function hangsTogether(side: number): boolean {
  let reached = side & -side;
  for (let fresh = reached; fresh;) {
    const next = neighbours[31 - Math.clz32(fresh)]! & side & ~reached;
    fresh = (fresh & ~(1 << (31 - Math.clz32(fresh)))) | next;
    reached |= next;
  }
  return reached === side;
}

const leaves = (side: number, { from, to }: Arc) => (from & side) !== 0 && (to & side) === 0;
const leaving = (side: number) => arcs.flatMap((arc, place) => (leaves(side, arc) ? [place] : []));

function findCuts(): LimitingCut[] {
  const cuts: LimitingCut[] = [];
  const everyNode = (1 << nodeNames.length) - 1;
  for (let side = 1; side < everyNode; side++) {
    const other = everyNode & ~side;
    if (unrecorded.some((arc) => leaves(other, arc))) continue;
    if (!hangsTogether(side) || !hangsTogether(other)) continue;
    const into = leaving(other);
    cuts.push({ out: leaving(side), into, limits: bitsOf(into) });
  }
  return cuts;
}

let found: readonly LimitingCut[] | undefined;

/**
 * The cuts that limit anything where these places are stated, and perhaps one more.
 * Hoffman's circulation theorem (1960; see A. Schrijver, Combinatorial Optimization, 2003, section 11.2): whole
 * numbers within given bounds circulate if and only if out of no cut must flow more than may flow in. Where a group
 * that is not stated or people of whom something was not recorded may flow in, that is without limit, and the cut
 * says nothing. There remain 581 cuts whose two sides each hang together, and every other one is a sum of these: all
 * the reasoning about head-counts that there is. They are found once, when first needed.
 */
export function cutsAmong(stated: readonly (number | null)[], also?: number): Cut[] {
  found ??= findCuts();
  const places = stated.flatMap((n, place) => (n !== null || place === also ? [place] : []));
  const unlimited = ~bitsOf(places);
  return found.filter(({ limits }) => (limits & unlimited) === 0);
}

/** How many persons these groups hold together, as far as it was stated. */
export function sumThrough(places: readonly number[], stated: readonly (number | null)[]): number {
  let sum = 0;
  for (const place of places) sum += stated[place] ?? 0;
  return sum;
}
