import type { SessionImport } from '#domains/training/sessions/types.ts';
import { workOnImport, type ImportSeen } from '#domains/training/sessions/server/commands/import.ts';
import type { ImportId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { RequestAccess } from '../request.ts';
import { readSubmissionContext } from '../submission-context.ts';
import { openWords } from './open-words.ts';

/** The imports that this process is working on. */
const underWay = new Map<ImportId, Promise<void>>();

/** Whether this process is working on an import now. */
export const isBeingWorkedOn = (id: ImportId): boolean => underWay.has(id);

/**
 * Goes on with what was ordered of an import, in the name of whoever ordered it, after the answer has been sent. Each
 * piece is a transaction of its own, in which the database judges anew whether they may; between two of them everybody
 * else has their turn. Where it breaks off, it is gone on with by calling this again.
 */
export function carryOnLater(access: RequestAccess, { id, ownerId }: Pick<SessionImport, 'id' | 'ownerId'>): void {
  if (underWay.has(id)) return;
  const work = carryOn(access, id, ownerId)
    .catch((failure: unknown) => runningPlatform().log.error({ err: failure, import: id }, 'an import broke off'))
    .finally(() => underWay.delete(id));
  underWay.set(id, work);
}

/** The same, until there is nothing left to do. */
export async function carryOn(access: RequestAccess, id: ImportId, ownerId: SessionImport['ownerId']): Promise<void> {
  const { vocabulary, context } = await access.asking(async (ask) => ({
    vocabulary: (await openWords(ask, ownerId)).vocabulary,
    context: await readSubmissionContext(ask, ownerId),
  }));
  const seen: ImportSeen = new Map();
  const rules: Parameters<typeof workOnImport>[2] = (mapping, { is1904, width }) => ({
    ...{ mapping, is1904, width },
    ...{ vocabulary, context },
  });
  while (await access.carryOut(workOnImport, id, rules, seen)) await new Promise((resolve) => setImmediate(resolve));
}
