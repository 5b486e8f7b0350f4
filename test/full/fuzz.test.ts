import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz/run.ts';
import { openTestPlatform } from '#test/platform.ts';

const requests = Number(process.env.FUZZ_REQUESTS ?? 100_000);
// Another each time; a run that found something says which it was.
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

const platform = await openTestPlatform();

test(
  `${requests} requests of everybody to everything break nothing and cross no border`,
  { timeout: 3_600_000 },
  async () => {
    console.log(`FUZZ_SEED=${seed}`);
    const began = performance.now();
    const { sent, statuses, broken, crossings } = await fuzz(platform, requests, seed);
    console.log(`${sent} requests in ${Math.round((performance.now() - began) / 1000)} s: ${JSON.stringify(statuses)}`);
    expect(broken).toEqual([]);
    expect(crossings).toEqual([]);
  },
);
