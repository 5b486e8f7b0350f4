import { join } from 'node:path';
import { sql } from 'kysely';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { carryOut, openDatabase } from '#platform/database/database.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { newId } from '#shared/ids.ts';
import { proveDemoActor } from './demo-actor.ts';
import { atMost, only, type Outcome } from './outcome.ts';
import { median } from './statistics.ts';

const rounds = 15;
const most = 2;

/** Publishing all public figures, each as a snapshot, on a folder that is seeded: one command, to its commit. */
export async function measurePublication(folder: string): Promise<Outcome[]> {
  const connection = await openEmbedded(join(folder, 'data'));
  try {
    const database = openDatabase(connection);
    const secretariat = await proveDemoActor(database, 'secretariat');
    const publish = () =>
      database.work(secretariat, (work) => carryOut(work, publishFigures, newId<'Publication'>(), 'Measured'));
    await publish();
    const taken: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await publish();
      taken.push((performance.now() - began) / 1000);
    }
    const { rows } = await sql<{ snapshots: number; sessions: number }>`
      select (select count(*) from snapshot) / (select count(*) from publication where note = 'Measured') as snapshots,
        (select count(*) from released_session) as sessions`.execute(connection.db);
    console.log(`  ${taken.map((seconds) => seconds.toFixed(2)).join(', ')} s`);
    return [
      atMost(`Snapshot of all public figures at ${rows[0]!.sessions} sessions, in seconds`, median(taken), most),
      only('figures in it', String(rows[0]!.snapshots)),
    ];
  } finally {
    await connection.close();
  }
}
