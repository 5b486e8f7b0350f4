import { join } from 'node:path';
import { sql } from 'kysely';
import { listTrainers } from '#domains/network/server/queries.ts';
import { releaseSession, submitSession } from '#domains/training/sessions/server/commands.ts';
import type { SessionContent, Statement } from '#domains/training/sessions/types.ts';
import { findMiscounted } from '#platform/audit/strays.ts';
import type { Connection } from '#platform/database/connection.ts';
import { answer, carryOut, openDatabase, type Database } from '#platform/database/database.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type TrainerId, type VersionId } from '#shared/ids.ts';
import { proveDemoActor } from './demo-actor.ts';
import { atMost, type Outcome } from './outcome.ts';
import { inFolder } from './processes.ts';
import { seed } from './seed.ts';
import { median } from './statistics.ts';

const size = 20_000;
const rounds = 100;
const warmUp = 10;
const ratio = 1.3;

/** What the published and the exact sums cost a release: the same release with them and without, in turn. */
export async function measureReleases(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    await seed(folder, size);
    return compareReleases(folder);
  });
}

/** The same on a folder that is already seeded. */
export async function compareReleases(folder: string): Promise<Outcome[]> {
  const connection = await openEmbedded(join(folder, 'data'));
  try {
    await makeSumsOptional(connection);
    const desk = await openDesk(openDatabase(connection));
    const outcomes: Outcome[] = [];
    for (const scene of scenes) outcomes.push(await compareIn(scene, connection, desk));
    const wrong = await findMiscounted(connection.db);
    if (wrong.length > 0) throw new Error(`${wrong.length} rows are not what was released: this compares nothing.`);
    return outcomes;
  } finally {
    await connection.close();
  }
}

/** The trigger on the copy, by which all that is published and summed hangs, asks whether it shall. */
const makeSumsOptional = (connection: Connection) =>
  connection.script(`create or replace trigger released_session_publish before insert or update or delete on released_session
    for each row when (current_user <> 'kaskada_keeper' and current_setting('bench.sums', true) is distinct from 'no')
    execute function keep_publication()`);

/** Where a trainer and a coordinator of one ministry submit and release. */
interface Desk {
  readonly database: Database;
  readonly trainer: Actor;
  readonly coordinator: Actor;
  readonly trainerId: TrainerId;
}

async function openDesk(database: Database): Promise<Desk> {
  const coordinator = await proveDemoActor(database, 'coordinator');
  const trainer = await proveDemoActor(database, 'trainer');
  const roster = await database.read(coordinator, (reading) => answer(reading, listTrainers));
  const { id: trainerId } = roster.find(({ ownerId }) => ownerId === coordinator.seats[0]!.ownerId)!;
  return { database, trainer, coordinator, trainerId };
}

/** People who were in the room, each part told. */
const room = (women: number, men: number, civilian: number, military: number): Statement[] => [
  { n: women + men },
  ...[{ sex: 'woman', n: women } as const, { sex: 'man', n: men } as const],
  ...[{ status: 'civilian', n: civilian } as const, { status: 'military', n: military } as const],
];

/** What a year of releases finds there and brings. */
interface Scene {
  readonly name: string;
  /** One in which the demo network and what was drawn have no session. */
  readonly year: number;
  readonly released: (round: number) => Statement[];
}

const scenes: readonly Scene[] = [
  {
    name: 'numbers that all may be shown',
    year: 2001,
    released: (n) => room(10 + (n % 9), 10, 8, 12 + (n % 9)),
  },
  {
    name: 'small numbers that wait and leave in threes',
    year: 2002,
    released: (n) => room(n % 7, 15, 9, 6 + (n % 7)),
  },
];

async function compareIn({ name, year, released }: Scene, connection: Connection, desk: Desk): Promise<Outcome> {
  const pairs: [number, number][] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const taken = { yes: 0, no: 0 };
    for (const sums of round % 2 ? (['yes', 'no'] as const) : (['no', 'yes'] as const)) {
      const version = await submit(desk, year, released(round));
      await connection.script(`set bench.sums = '${sums}'`);
      const began = performance.now();
      await release(desk, version);
      taken[sums] = performance.now() - began;
    }
    if (round >= warmUp) pairs.push([taken.yes, taken.no]);
  }
  await connection.script(`set bench.sums = 'yes'`);
  await insistOnSums(connection, year, warmUp + rounds);
  const [withThem, without] = [0, 1].map((at) => median(pairs.map((pair) => pair[at]!)));
  console.log(`  ${name}: ${withThem!.toFixed(2)} ms with sums, ${without!.toFixed(2)} ms without`);
  const cost = median(pairs.map(([withThem, without]) => withThem / without));
  return atMost(`Releasing transaction with sums against without, ${name}`, cost, ratio);
}

/** Every other release was published, and no more. */
async function insistOnSums({ db }: Connection, year: number, expected: number) {
  const { rows } = await sql<{ n: number }>`select count(*) as n from released_count where year = ${year}`.execute(db);
  if (rows[0]!.n !== expected) throw new Error(`${rows[0]!.n} of ${expected} releases count: this compares nothing.`);
}

async function submit(
  { database, trainer, trainerId }: Desk,
  year: number,
  statements: Statement[],
): Promise<VersionId> {
  const versionId = newId<'SessionVersion'>();
  const content: SessionContent = {
    ...{
      kind: 'peers_at_home',
      occurrence: 'held',
      title: 'Rights and duties in service',
      hours: 6,
      place: 'Garrison',
    },
    ...{ dateFrom: `${year}-03-01` as Day, dateTo: `${year}-03-02` as Day, countryCode: 'BA', host: 'A school' },
    ...{
      coOwnerIds: [],
      peerCountries: [],
      unitIds: [],
      trainerIds: [trainerId],
      statements,
      basis: 'sign_in_sheet',
      notes: '',
    },
  };
  const ownerId = trainer.seats[0]!.ownerId!;
  const submission = { sessionId: newId<'Session'>(), ownerId, versionId, content, after: 0, revision: 0 };
  await database.work(trainer, (work) => carryOut(work, submitSession, submission));
  return versionId;
}

const release = ({ database, coordinator }: Desk, versionId: VersionId) =>
  database.work(coordinator, (work) => carryOut(work, releaseSession, versionId, 'sex_and_status', false));
