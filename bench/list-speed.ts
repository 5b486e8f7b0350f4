import { timeInTurn } from './load.ts';
import { atMost, type Outcome } from './outcome.ts';
import { inFolder, startPlatform, withServers } from './processes.ts';
import { measurePublication } from './publication.ts';
import { seed } from './seed.ts';
import { percentile } from './statistics.ts';
import { stepIn } from './step-in.ts';

const sizes = [1_000, 100_000, 1_000_000] as const;
const times = 200;

/** Pages whose work must not grow with the number of sessions, who asks, and how much more the largest may take. */
const pages = [
  ['reach', '/reach', 'signed in', 1.2],
  ['a figure', '/figure?kind=peers_at_home', 'stranger', 1.2],
  ['what a figure opens to', '/reach/open', 'signed in', 1.5],
  ['sessions of the network', '/sessions?of=network', 'signed in', 1.5],
] as const;

/** Each page at a thousand, a hundred thousand and a million released sessions, asked in turn; and publishing at a million. */
export const measureManySessions = (): Promise<Outcome[]> =>
  inFolder((small) =>
    inFolder((middle) =>
      inFolder(async (large) => {
        const folders = [small, middle, large];
        for (const [at, folder] of folders.entries()) {
          const began = performance.now();
          await seed(folder, sizes[at]!);
          console.log(`  seeded ${sizes[at]} sessions in ${Math.round((performance.now() - began) / 1000)} s`);
        }
        return [...(await compareSizes(folders)), ...(await measurePublication(large))];
      }),
    ),
  );

/** The same on folders that are already seeded, the smallest first. */
export const compareSizes = (folders: readonly string[]): Promise<Outcome[]> =>
  withServers(folders.map(startPlatform), async (...servers) => {
    const cookies = await Promise.all(servers.map((server) => stepIn(server, 'Lejla Mujić')));
    const outcomes: Outcome[] = [];
    for (const [name, path, who, most] of pages) {
      const headers = (at: number): Record<string, string> => (who === 'stranger' ? {} : { cookie: cookies[at]! });
      const taken = await timeInTurn(
        servers.map(({ port }, at) => ({ port, path, headers: headers(at) })),
        times,
      );
      const slowest = taken.map((all) => percentile(all, 0.95));
      console.log(`  ${path}, p95 in ms: ${slowest.map((ms, at) => `${ms.toFixed(1)} at ${sizes[at]}`).join(', ')}`);
      outcomes.push(
        atMost(`${name}, p95 at a million sessions against a thousand`, slowest.at(-1)! / slowest[0]!, most),
      );
    }
    return outcomes;
  });
