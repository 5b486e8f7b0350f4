import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { ImportId, OwnerId, PersonId } from '#shared/ids.ts';
import { mayImport } from '../../access.ts';
import {
  ImportMissing,
  ImportMovedOn,
  MappingIncomplete,
  MayNotImport,
  MayNotReleaseOwn,
  NoRowsBelow,
} from '../../errors.ts';
import { importUndone, sessionsImported } from '../../events.ts';
import { isComplete, type ImportMapping } from '../../rules/import-columns.ts';
import type { RowRules } from '../../rules/import-check.ts';
import type { ImportReading } from '../../rules/import-reading.ts';
import type { FileRow } from '../../rules/import-rows.ts';
import type { Grain } from '../../types.ts';
import type { SessionTables } from '../tables.ts';
import { checkPart, type SeenSessions } from './import-check.ts';
import { releaseSome } from './import-release.ts';
import { writePart } from './import-write.ts';

export type ImportSeen = SeenSessions;
type ImportWork = Work<SessionTables>;

/** How many rows are checked or written in one transaction, and how many versions are taken back. */
export const partLength = 500;

/** A file as it was read, to be kept until it is imported or thrown away. */
export interface Upload {
  readonly id: ImportId;
  readonly ownerId: OwnerId;
  readonly fileName: string;
  readonly fingerprint: string;
  readonly reading: ImportReading;
  readonly mapping: ImportMapping;
  readonly rows: readonly FileRow[];
}

/** Keeps what was read of a file. Nothing of it is a session yet. */
export async function keepUpload(work: ImportWork, upload: Upload): Promise<void> {
  const { id, ownerId, fileName, fingerprint, reading, mapping, rows } = upload;
  if (!mayImport(work.actor, { ownerId })) throw new MayNotImport();
  if (rows.length === 0) throw new NoRowsBelow();
  await work.db
    .insertInto('session_import')
    .values({
      ...{ id, owner_id: ownerId, imported_by: work.actor.personId as PersonId, created_at: work.now },
      ...{ file_name: fileName, fingerprint, row_count: rows.length },
      reading: JSON.stringify({ ...reading, guess: mapping }),
      mapping: isComplete(mapping) ? JSON.stringify(mapping) : null,
    })
    .execute();
  for (let at = 0; at * partLength < rows.length; at += 1) {
    const some = rows.slice(at * partLength, (at + 1) * partLength);
    const part = { number: at + 1, rows: JSON.stringify(some), row_count: some.length };
    await work.db
      .insertInto('session_import_part')
      .values({ import_id: id, owner_id: ownerId, ...part })
      .execute();
  }
}

/** Says which column is what. What was checked by another mapping is checked again. */
export async function sayColumns(work: ImportWork, id: ImportId, mapping: ImportMapping): Promise<void> {
  const held = await holdImport(work, id);
  if (held.begun_at) throw new ImportMovedOn();
  if (!isComplete(mapping)) throw new MappingIncomplete();
  await work.db
    .updateTable('session_import')
    .set({ mapping: JSON.stringify(mapping) })
    .where('id', '=', id)
    .execute();
  await work.db
    .updateTable('session_import_part')
    .set({ problems: null, ready: null, ids: null, id_rows: null, worked_at: null })
    .where('import_id', '=', id)
    .execute();
}

/** Throws away what was uploaded and not imported. */
export async function throwAway(work: ImportWork, id: ImportId): Promise<void> {
  const held = await holdImport(work, id);
  if (held.begun_at) throw new ImportMovedOn();
  await work.db.deleteFrom('session_import').where('id', '=', id).execute();
}

/** Forgets what was uploaded a month ago and not imported, and what was wrong with rows of what was. */
export const forgetUploads = async ({ db }: ImportWork): Promise<void> =>
  void (await sql`select forget_uploads()`.execute(db));

/** Has the rows without problems written, once all are checked. Saying it twice is harmless. */
export async function beginImport(work: ImportWork, id: ImportId): Promise<void> {
  const held = await holdImport(work, id);
  if (held.undone_at) throw new ImportMovedOn();
  if (held.begun_at) return;
  if (!held.mapping || (await nextPart(work, id, 'problems'))) throw new ImportMovedOn();
  await work.db.updateTable('session_import').set({ begun_at: work.now }).where('id', '=', id).execute();
}

/**
 * Has everything released that came by this import and waits, at one grain, by somebody else than who imported it. Saying it
 * twice is harmless.
 */
export async function orderRelease(work: ImportWork, id: ImportId, grain: Grain): Promise<void> {
  const held = await holdImport(work, id);
  if (held.imported_by === work.actor.personId) throw new MayNotReleaseOwn();
  if (!held.finished_at || held.undone_at) throw new ImportMovedOn();
  const order = { grain, ordered_by: work.actor.personId as PersonId, ordered_at: work.now };
  await work.db
    .insertInto('import_release')
    .values({ import_id: id, owner_id: held.owner_id, ...order })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Has everything taken back that came by this import and that nobody went on with. Saying it twice is harmless. */
export async function undoImport(work: ImportWork, id: ImportId): Promise<void> {
  const held = await holdImport(work, id);
  if (!held.begun_at) throw new ImportMovedOn();
  if (held.undone_at) return;
  await work.db
    .updateTable('session_import')
    .set({ undone_at: work.now, undone_by: work.actor.personId as PersonId })
    .where('id', '=', id)
    .execute();
  work.announce(importUndone(id));
}

/**
 * Does the next piece of what was ordered of an import, whichever it is, and says whether there is more to do. Each is
 * one transaction: whoever calls again goes on exactly where the last one stopped, in whatever process.
 */
export async function workOnImport(
  work: ImportWork,
  id: ImportId,
  rules: (mapping: ImportMapping, reading: ImportReading) => RowRules,
  seen: SeenSessions,
): Promise<boolean> {
  const held = await holdImport(work, id);
  if (held.undone_at) return takeBack(work, id);
  if (held.finished_at) return releaseSome(work, id);
  if (!held.mapping) return false;
  const part = await nextPart(work, id, held.begun_at ? 'written_at' : 'problems');
  if (!part) return held.begun_at ? finish(work, id) : false;
  const judged = rules(held.mapping, held.reading);
  if (held.begun_at) await writePart(work, part, judged, seen);
  else await checkPart(work, part, judged, seen);
  return true;
}

async function takeBack({ db }: ImportWork, id: ImportId): Promise<boolean> {
  const { rows } = await sql<{ taken: number }>`select take_back_imported(${id}, ${partLength}) as taken`.execute(db);
  return rows[0]!.taken > 0;
}

async function finish(work: ImportWork, id: ImportId): Promise<boolean> {
  await work.db.updateTable('session_import').set({ finished_at: work.now }).where('id', '=', id).execute();
  work.announce(sessionsImported(id));
  return false;
}

const nextPart = ({ db }: ImportWork, id: ImportId, missing: 'problems' | 'written_at') =>
  db
    .selectFrom('session_import_part')
    .select(['import_id', 'owner_id', 'number', 'rows', 'ids'])
    .where('import_id', '=', id)
    .where(missing, 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();

/** Holds an import until the end of the transaction, so that two who go on with it take turns. */
async function holdImport({ db, actor }: ImportWork, id: ImportId) {
  const held = await db.selectFrom('session_import').select('owner_id').where('id', '=', id).executeTakeFirst();
  if (!held) throw new ImportMissing();
  if (!mayImport(actor, { ownerId: held.owner_id })) throw new MayNotImport();
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${held.owner_id}`}, 0))`.execute(db);
  return db
    .selectFrom('session_import')
    .select(['owner_id', 'imported_by', 'mapping', 'reading', 'begun_at', 'finished_at', 'undone_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new ImportMissing());
}
