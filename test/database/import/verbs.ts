import { carryOn } from '#app/imports/carry-on.ts';
import { readUpload, type SentFile } from '#app/imports/take-in.ts';
import { openRequest } from '#app/request.ts';
import {
  beginImport,
  keepUpload,
  orderRelease,
  sayColumns,
  undoImport,
} from '#domains/training/sessions/server/commands/import.ts';
import type { ImportMapping } from '#domains/training/sessions/rules/import-columns.ts';
import { findImport, listProblems } from '#domains/training/sessions/server/queries/import.ts';
import type { Grain } from '#domains/training/sessions/types.ts';
import { writeCsvRows } from '#platform/documents/csv.ts';
import type { Cell } from '#platform/documents/sheet.ts';
import type { Actor } from '#shared/actor.ts';
import type { ImportId, OwnerId } from '#shared/ids.ts';
import type { EmptyPlatform } from '#test/platform.ts';

/** Headers of a small file, in English. */
export const head = [
  'Id',
  'Date',
  'Last day',
  'Who was trained',
  'Took place',
  'Title',
  'Place',
  'Country',
  'Trainers',
];

/** What people do with files: each goes the whole way through the real commands. */
export function importVerbs({ database }: EmptyPlatform) {
  const access = (actor: Actor) => openRequest(database, actor);
  const find = (actor: Actor, id: ImportId) => access(actor).ask(findImport, id);

  /** Sends a file and has it checked as far as its columns are known. */
  async function send(actor: Actor, ownerId: OwnerId, file: SentFile) {
    const upload = await readUpload(access(actor), ownerId, file);
    await access(actor).carryOut(keepUpload, upload);
    await carryOn(access(actor), upload.id, ownerId);
    return (await find(actor, upload.id))!;
  }

  return {
    access,
    find,
    send,
    /** Sends rows as CSV. */
    sendRows: (actor: Actor, ownerId: OwnerId, rows: readonly (readonly Cell[])[]) =>
      send(actor, ownerId, { name: 'past.csv', bytes: writeCsvRows(rows) }),
    async map(actor: Actor, id: ImportId, ownerId: OwnerId, mapping: ImportMapping) {
      await access(actor).carryOut(sayColumns, id, mapping);
      await carryOn(access(actor), id, ownerId);
      return (await find(actor, id))!;
    },
    async begin(actor: Actor, id: ImportId, ownerId: OwnerId) {
      await access(actor).carryOut(beginImport, id);
      await carryOn(access(actor), id, ownerId);
      return (await find(actor, id))!;
    },
    async releaseAll(actor: Actor, id: ImportId, ownerId: OwnerId, grain: Grain) {
      await access(actor).carryOut(orderRelease, id, grain);
      await carryOn(access(actor), id, ownerId);
      return (await find(actor, id))!;
    },
    async undo(actor: Actor, id: ImportId, ownerId: OwnerId) {
      await access(actor).carryOut(undoImport, id);
      await carryOn(access(actor), id, ownerId);
      return (await find(actor, id))!;
    },
    problems: (actor: Actor, id: ImportId, page = 1, length = 100) => access(actor).ask(listProblems, id, page, length),
  };
}
