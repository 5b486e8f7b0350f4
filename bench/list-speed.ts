import { timeInTurn } from './load.ts';
import { atMost, type Outcome } from './outcome.ts';
import { inFolder, startPlatform, withServers } from './processes.ts';
import { seed } from './seed.ts';
import { percentile } from './statistics.ts';
import { stepIn } from './step-in.ts';

const small = 1_000;
const large = 1_000_000;
const times = 40;

/** Pages whose work must not grow with the number of sessions. */
const pages = [
  ['reach', '/reach'],
  ['what a figure opens to', '/reach/open'],
  ['sessions of the network', '/sessions?of=network'],
] as const;

/** Each page at a thousand and at a million released sessions, asked in turn. */
export async function measureManySessions(): Promise<Outcome[]> {
  return inFolder((few) =>
    inFolder(async (many) => {
      await seed(few, small);
      const began = performance.now();
      await seed(many, large);
      console.log(`  seeded a million sessions in ${Math.round((performance.now() - began) / 1000)} s`);
      return compare(few, many);
    }),
  );
}

/** The same on folders that are already seeded. */
export const compare = (few: string, many: string): Promise<Outcome[]> =>
  withServers([startPlatform(few), startPlatform(many)], async (...servers) => {
    const visitors = await Promise.all(
      servers.map(async (server) => ({ port: server.port, cookie: await stepIn(server, 'Lejla Mujić') })),
    );
    const outcomes: Outcome[] = [];
    for (const [name, path] of pages) {
      const taken = await timeInTurn(
        visitors.map(({ port, cookie }) => ({ port, path, headers: { cookie } })),
        times,
      );
      const [at, beyond] = taken.map((all) => percentile(all, 0.95)) as [number, number];
      console.log(`  ${path}: p95 ${at.toFixed(1)} ms at a thousand, ${beyond.toFixed(1)} ms at a million`);
      outcomes.push(atMost(`${name}, p95 at a million sessions against a thousand`, beyond / at, 1.5));
    }
    return outcomes;
  });
