import { chainOf } from '#domains/audit/rules.ts';
import { MayNotReadAudit, SigningKeyMissing } from '#domains/audit/errors.ts';
import { findHead, listEntryTexts } from '#domains/audit/server/queries.ts';
import type { AuditFilter } from '#domains/audit/schema.ts';
import type { Signable } from '#platform/audit/canonical.ts';
import { formats } from '#platform/audit/export.ts';
import type { SigningKey } from '#platform/audit/signing-key.ts';
import type { Actor } from '#shared/actor.ts';
import { runningPlatform } from '../platform.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from '../request.ts';
import type { AuditBook } from './audited.ts';

/** The most entries that one file holds, the newest first. */
export const mostEntries = 5_000;

/** The key that this platform signs with. */
export function signingKey(): SigningKey {
  const { signingKey } = runningPlatform();
  if (!signingKey) throw new SigningKeyMissing();
  return signingKey;
}

/** The head of a chain, signed, to be kept outside. */
export async function signHead(ask: Asking, actor: Actor, { ownerId, code }: AuditBook) {
  const key = signingKey();
  const signed = { chain: chainOf(ownerId), ministry: code, head: await headOf(ask, ownerId), ...byWhom(actor) };
  return key.sign({ format: formats.head, ...signed });
}

/** The entries of a chain that a filter lets through, with their hashes and the head, signed. */
export async function signEntries(ask: Asking, actor: Actor, { ownerId, code }: AuditBook, filter: AuditFilter) {
  const key = signingKey();
  const found = await ask(listEntryTexts, ownerId, filter, mostEntries + 1);
  return key.sign({
    format: formats.export,
    chain: chainOf(ownerId),
    ministry: code,
    filter: filter as { readonly [name: string]: Signable },
    head: await headOf(ask, ownerId),
    ...byWhom(actor),
    isCut: found.length > mostEntries,
    entries: found.slice(0, mostEntries) as unknown as Signable[],
  });
}

const byWhom = ({ personId, name }: Actor) => ({
  exportedAt: new Date().toISOString(),
  exportedBy: { id: personId ?? '', name },
});

async function headOf(ask: Asking, ownerId: OwnerId | null) {
  const head = await ask(findHead, ownerId);
  if (!head) throw new MayNotReadAudit();
  return { seq: head.seq ?? 0, hash: head.hash ?? '', at: head.at?.toISOString() ?? '' };
}
