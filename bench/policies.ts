import { join } from 'node:path';
import { sql } from 'kysely';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { listOwnSessions, listReleased } from '#domains/training/sessions/server/queries.ts';
import type { Connection } from '#platform/database/connection.ts';
import { answer, openDatabase } from '#platform/database/database.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import type { Reading } from '#platform/database/reading.ts';
import type { Actor } from '#shared/actor.ts';
import { proveDemoActor } from './demo-actor.ts';
import { atMost, type Outcome } from './outcome.ts';
import { inFolder } from './processes.ts';
import { seed } from './seed.ts';
import { median } from './statistics.ts';

const sizes = [1_000, 20_000];
const rounds = 100;
const warmUp = 10;
const ratio = 1.25;

/** The role of every statement of the platform, and one that may do the same and is asked no policy. */
const roles = ['kaskada_app', 'kaskada_unbounded'] as const;
type Role = (typeof roles)[number];

/** What the page with the list of sessions asks: of one's own ministry, of the network, and either searched. */
const lists: readonly (readonly [name: string, ask: (reading: Reading<never>) => Promise<unknown>])[] = [
  ['own', (reading) => answer(reading, listOwnSessions, {})],
  ['own, searched', (reading) => answer(reading, listOwnSessions, { text: 'group 7' })],
  ['network', (reading) => answer(reading, listReleased, {})],
  ['network, searched', (reading) => answer(reading, listReleased, { text: 'group 7' })],
];

/** What row-level security costs the list page: the same questions with and without policies, asked in turn. */
export async function measurePolicies(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const size of sizes)
    await inFolder(async (folder) => {
      await seed(folder, size);
      const connection = await openEmbedded(join(folder, 'data'));
      try {
        outcomes.push(...(await compareRoles(connection, size)));
      } finally {
        await connection.close();
      }
    });
  return outcomes;
}

async function compareRoles(connection: Connection, size: number): Promise<Outcome[]> {
  await connection.script(`create role ${roles[1]} nologin bypassrls in role ${roles[0]}`);
  const actor = await proveDemoActor(openDatabase(connection), 'coordinator');
  const outcomes: Outcome[] = [];
  for (const [name, ask] of lists) {
    const pairs = await timePairs(connection, actor, ask);
    const [bound, unbound] = [0, 1].map((at) => median(pairs.map((pair) => pair[at]!)));
    console.log(
      `  ${name}, ${size} sessions: ${bound!.toFixed(2)} ms with policies, ${unbound!.toFixed(2)} ms without`,
    );
    // Of each pair its own ratio: what else the machine does falls on both.
    const cost = median(pairs.map(([withThem, without]) => withThem / without));
    outcomes.push(atMost(`List page, ${name}, with policies against without, ${size} sessions`, cost, ratio));
  }
  return outcomes;
}

/** Milliseconds with and without policies, from beginning a transaction to its end, asked one after the other. */
async function timePairs(connection: Connection, actor: Actor, ask: (reading: Reading<never>) => Promise<unknown>) {
  const [seen, found] = await Promise.all(roles.map((role) => readAs(connection, role, actor, ask)));
  if (JSON.stringify(seen) === '[]') throw new Error('Nothing is found: this compares nothing.');
  if (JSON.stringify(seen) !== JSON.stringify(found)) throw new Error('The policies hide rows: this compares nothing.');
  const pairs: [number, number][] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const taken: Partial<Record<Role, number>> = {};
    for (const role of round % 2 ? roles : roles.toReversed()) {
      const began = performance.now();
      await readAs(connection, role, actor, ask);
      taken[role] = performance.now() - began;
    }
    if (round >= warmUp) pairs.push([taken.kaskada_app!, taken.kaskada_unbounded!]);
  }
  return pairs;
}

/** One read of the page, as the platform opens it, but for the role. */
const readAs = (
  connection: Connection,
  role: Role,
  actor: Actor,
  ask: (reading: Reading<never>) => Promise<unknown>,
): Promise<unknown> =>
  connection.transact('read only', async (db) => {
    await sql`select set_config('role', ${role}, true), set_config('kaskada.actor', ${actor.personId}, true),
      set_config('kaskada.strong', ${actor.isStrong ? 'yes' : ''}, true), set_config('kaskada.duty', '', true)`.execute(
      db,
    );
    const reading = {
      ...{ db, actor, now: new Date() },
      ask: (question: (reading: unknown, ...args: unknown[]) => unknown, ...args: unknown[]) =>
        question(reading, ...args),
    } as unknown as Reading<never>;
    await answer(reading, listMinistries);
    await answer(reading, findThreshold);
    return ask(reading);
  });
