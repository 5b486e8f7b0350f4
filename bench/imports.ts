import { join } from 'node:path';
import { sql } from 'kysely';
import { carryOn } from '#app/imports/carry-on.ts';
import { readUpload } from '#app/imports/take-in.ts';
import { openRequest } from '#app/request.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { beginImport, keepUpload } from '#domains/training/sessions/server/commands/import.ts';
import { findImport } from '#domains/training/sessions/server/queries/import.ts';
import type { Connection } from '#platform/database/connection.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { writeCsvRows } from '#platform/documents/csv.ts';
import type { Cell } from '#platform/documents/sheet.ts';
import { loadDemo } from '#demo/load.ts';
import { proveDemoActor } from './demo-actor.ts';
import type { ImportId } from '#shared/ids.ts';
import { atLeast, only, type Outcome } from './outcome.ts';
import { inFolder } from './processes.ts';

const rows = 100_000;
const ratio = 0.3;

/**
 * A file of past sessions, from its bytes to the last commit, against the same rows through COPY into the same tables:
 * with their keys, their triggers and their audit, which no way into these tables goes without. COPY into bare tables of
 * the same shape is told beside it.
 */
export async function measureImports(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    const connection = await openEmbedded(join(folder, 'data'));
    try {
      await migrate(connection);
      await loadDemo(connection, () => {});
      const imported = await timeImport(connection);
      const [copied, bare] = await timeCopies(connection);
      console.log(
        `  import ${imported.seconds.toFixed(1)} s, COPY ${copied.seconds.toFixed(1)} s, into bare tables ${bare.seconds.toFixed(1)} s`,
      );
      return [
        atLeast(
          `import of ${rows} sessions against COPY into the same tables`,
          copied.seconds / imported.seconds,
          ratio,
        ),
        only('the same by processor time', (copied.processor / imported.processor).toFixed(2)),
        only(
          'the same against COPY into bare tables, without keys, triggers and audit',
          (bare.seconds / imported.seconds).toFixed(2),
        ),
        only('sessions imported a second', (rows / imported.seconds).toFixed(0)),
      ];
    } finally {
      await connection.close();
    }
  });
}

/** How long something took, by the clock and by the processor: what else the machine does falls on the clock alone. */
interface Taken {
  readonly seconds: number;
  readonly processor: number;
}

async function time(body: () => Promise<unknown>): Promise<Taken> {
  const began = performance.now();
  const before = process.cpuUsage();
  await body();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6 };
}

/** From the bytes of a file to the last commit: read, kept, checked, written. */
async function timeImport(connection: Connection): Promise<Taken> {
  const database = openDatabase(connection);
  const actor = await proveDemoActor(database, 'coordinator');
  const access = openRequest(database, actor);
  const ownerId = actor.seats[0]!.ownerId!;
  const trainers = (await access.ask(listTrainers)).filter((one) => one.ownerId === ownerId);
  const bytes = drawFile(trainers.map(({ id }) => id));
  let id: ImportId | undefined;
  const taken = await time(async () => {
    const upload = await readUpload(access, ownerId, { name: 'past.csv', bytes });
    id = upload.id;
    await access.carryOut(keepUpload, upload);
    await carryOn(access, upload.id, ownerId);
    await access.carryOut(beginImport, upload.id);
    await carryOn(access, upload.id, ownerId);
  });
  const found = (await access.ask(findImport, id!))!;
  if (found.standing !== rows) throw new Error(`${found.standing} of ${rows} rows came in: this compares nothing.`);
  return taken;
}

/** A file as ministries have them: most head-counts by sex, every other by status, some with a remark. */
function drawFile(trainers: readonly string[]): Uint8Array<ArrayBuffer> {
  const head = ['Date', 'Who was trained', 'Took place', 'Title', 'Place', 'Country', 'Trainers', 'Hours of training'];
  const counts = [
    'How do you know the numbers?',
    'everybody',
    'women',
    'men',
    'military',
    'Host',
    'Notes for your ministry',
  ];
  const drawn = Array.from({ length: rows }, (_, n): Cell[] => [
    `${2005 + (n % 20)}-0${1 + (n % 9)}-1${n % 10}`,
    ...['Peers at home', 'Held', `Rights and duties in service, group ${n}`, `Garrison ${n % 97}`, 'BA'],
    ...[trainers[n % trainers.length]!, 2 + (n % 6), 'Sign-in sheet'],
    ...[20 + (n % 9), n % 8 ? 6 + (n % 5) : null, n % 8 ? 10 : null, n % 2 ? 9 : null],
    ...[`Training centre ${n % 31}`, n % 10 ? null : 'A remark for our own people'],
  ]);
  return writeCsvRows([[...head, ...counts], ...drawn]);
}

/** The columns that COPY fills; the text to search in is the database's own. */
const columns = {
  training_session: 'id, owner_id, created_by, created_at, origin',
  session_version: `id, session_id, owner_id, number, kind, occurrence, title, date_from, date_to, hours, place,
    country_code, host, peer_countries, unit_ids, trainer_ids, statements, counted, basis, notes, source, submitted_by,
    submitted_at, import_id`,
} as const;
const tables = ['training_session', 'session_version'] as const;
const imported = { training_session: `origin = 'imported'`, session_version: 'import_id is not null' } as const;

/** What COPY takes for the rows that were imported: into the same tables, and into bare ones. */
async function timeCopies(connection: Connection): Promise<[same: Taken, bare: Taken]> {
  const { rows } = await sql<{ data_directory: string }>`show data_directory`.execute(connection.db);
  const file = (table: string) => `'${rows[0]!.data_directory}/${table}.copy'`;
  for (const table of tables)
    await connection.script(
      `copy (select ${columns[table]} from ${table} where ${imported[table]}) to ${file(table)};
       create table bare_${table} (like ${table} including defaults including generated);`,
    );
  await connection.script(`set session_replication_role = replica;
    delete from session_version where ${imported.session_version};
    delete from training_session where ${imported.training_session};
    set session_replication_role = default`);
  await connection.script('vacuum analyze');
  const copy = (prefix: string) =>
    time(() => {
      const copies = tables.map((table) => `copy ${prefix}${table} (${columns[table]}) from ${file(table)};`);
      return connection.script(`begin; ${copies.join('\n')} commit;`);
    });
  return [await copy(''), await copy('bare_')];
}
