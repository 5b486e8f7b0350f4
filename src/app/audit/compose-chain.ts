import { chainOf } from '#domains/audit/rules.ts';
import { findHead } from '#domains/audit/server/queries.ts';
import { inGroups } from '#platform/audit/kept-head.ts';
import { runningPlatform } from '../platform.ts';
import { findAudited } from './audited.ts';

/** What is shown of a chain before it is walked: its head and the key of the platform, ready to be kept outside. */
export async function composeChain({ actor, asking }: App.Locals, code: string | null) {
  return asking(async (ask) => {
    const { asked } = await findAudited(ask, actor, code);
    const head = await ask(findHead, asked.ownerId);
    return {
      book: asked.code,
      isOfNetwork: asked.ownerId === null,
      chain: chainOf(asked.ownerId),
      head: head?.seq && head.hash ? { seq: head.seq, hash: inGroups(head.hash), at: head.at } : null,
      key: fingerprintOfPlatform(),
      shownAt: new Date(),
    };
  });
}

function fingerprintOfPlatform(): string | null {
  const { signingKey } = runningPlatform();
  return signingKey && inGroups(signingKey.fingerprint);
}
