import { mayImport } from '#domains/training/sessions/access.ts';
import { ImportMissing, MayNotImport } from '#domains/training/sessions/errors.ts';
import { findImport } from '#domains/training/sessions/server/queries/import.ts';
import { coordinatedMinistries, type Actor } from '#shared/actor.ts';
import { isId, type ImportId, type OwnerId } from '#shared/ids.ts';

/** The import that an address names; an id that is none is answered like one that nobody has. */
export function importIdOf({ id }: Readonly<Partial<Record<string, string>>>): ImportId {
  if (!isId(id)) throw new ImportMissing();
  return id as ImportId;
}

/** The ministries for which somebody imports; refuses whoever does for none. */
export function insistOnImporter(actor: Actor): readonly OwnerId[] {
  const owners = coordinatedMinistries(actor);
  if (owners.length === 0) throw new MayNotImport();
  return owners;
}

/** An import of one's own ministry; refused to everybody else as one that is not there. */
export async function findOwnImport({ ask, actor }: Pick<App.Locals, 'ask' | 'actor'>, id: ImportId) {
  insistOnImporter(actor);
  const found = await ask(findImport, id);
  if (!found || !mayImport(actor, found)) throw new ImportMissing();
  return found;
}
