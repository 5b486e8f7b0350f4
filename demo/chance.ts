import { createHash } from 'node:crypto';
import type { Id } from '#shared/ids.ts';

/** Draws that look random and are always the same for the same seed. */
export interface Chance {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  happens(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight; weights need not add up to 1. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** Up to `count` different items, in the order in which they stand. */
  some<Item>(items: readonly Item[], count: number): Item[];
}

/**
 * The numbers come from sfc32 by Chris Doty-Humphrey (PractRand, public domain): three words of state and a
 * counter. The state is the SHA-256 of the seed, so every record can have draws of its own, and a record
 * that is added changes no other.
 */
export function chanceOf(seed: string): Chance {
  const state = new Int32Array(new Uint8Array(createHash('sha256').update(seed).digest()).buffer).slice(0, 4);
  function fraction(): number {
    const [a, b, c, counter] = state as unknown as [number, number, number, number];
    const drawn = (a + b + counter) | 0;
    state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + drawn, counter + 1]);
    return (drawn >>> 0) / 2 ** 32;
  }
  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  function weighted<Item>(items: readonly (readonly [Item, number])[]): Item {
    let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) if ((left -= weight) < 0) return item;
    throw new RangeError('Nothing to pick from');
  }
  return {
    fraction,
    whole,
    weighted,
    happens: (share) => fraction() < share,
    pick: (items) => weighted(items.map((item) => [item, 1])),
    some(items, count) {
      let wanted = Math.min(count, items.length);
      return items.filter((_, at) => {
        const taken = fraction() < wanted / (items.length - at);
        if (taken) wanted--;
        return taken;
      });
    },
  };
}

/**
 * The id of a named demo record: a UUIDv7 (RFC 9562) whose milliseconds are when the record was made and
 * whose other bits are the SHA-256 of its name, so that it is the same in every load.
 */
export function idOf<Noun extends string>(name: string, at: string): Id<Noun> {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUIntBE(Date.parse(at), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Id<Noun>;
}
