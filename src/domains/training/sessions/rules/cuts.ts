import { sexes, statuses } from '../types.ts';
import { groups } from './groups.ts';

/**
 * Two sets of groups, as places in `groups`, that add up to the same in every head-count: what flows out of
 * one side of the network below is what flows back into it.
 */
export interface Cut {
  readonly out: readonly number[];
  readonly into: readonly number[];
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
/** A set of nodes as bits. */
const node = (name: string) => 1 << nodeNames.indexOf(name);

const arcs = groups.map(({ sex, status }): { readonly from: number; readonly to: number } => {
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

const neighbours = nodeNames.map((name) =>
  arcs.reduce((near, { from, to }) => ((from | to) & node(name) ? near | from | to : near), 0),
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

const leaving = (side: number) => arcs.flatMap(({ from, to }, place) => (from & side && !(to & side) ? [place] : []));

function findCuts(): Cut[] {
  const cuts: Cut[] = [];
  const everyNode = (1 << nodeNames.length) - 1;
  for (let side = 1; side < everyNode; side += 2) {
    const other = everyNode & ~side;
    if (!hangsTogether(side) || !hangsTogether(other)) continue;
    const [out, into] = [leaving(side), leaving(other)];
    cuts.push({ out, into }, { out: into, into: out });
  }
  return cuts;
}

let found: readonly Cut[] | undefined;

/**
 * The 1,160 cuts whose two sides each hang together; every other cut is a sum of these.
 * Hoffman's circulation theorem (1960; see A. Schrijver, Combinatorial Optimization, 2003, section 11.2): whole
 * numbers within given bounds circulate if and only if out of no cut must flow more than may flow in.
 * So these equations are all the reasoning about head-counts that there is. Found once, when first needed.
 */
export const everyCut = (): readonly Cut[] => (found ??= findCuts());

/** The fewest persons in these groups together: what is not stated may be nobody. */
export function leastThrough(places: readonly number[], stated: readonly (number | null)[]): number {
  let sum = 0;
  for (const place of places) sum += stated[place] ?? 0;
  return sum;
}

/** The most persons in these groups together, but for one: what is not stated has no limit. */
export function mostThrough(places: readonly number[], stated: readonly (number | null)[], except?: number): number {
  let sum = 0;
  for (const place of places) if (place !== except) sum += stated[place] ?? Infinity;
  return sum;
}
