import { composeDuties } from '#app/duties.ts';
import { translateFor } from '#app/translate.ts';
import { namePeople } from '#domains/identity/server/queries.ts';
import { listOverlaps } from '#domains/training/sessions/server/queries/overlaps.ts';
import { listClaimable } from '#domains/training/sessions/server/queries/sharing.ts';
import { listOwnSessions } from '#domains/training/sessions/server/queries.ts';
import { administers, coordinates, ministriesOf } from '#shared/actor.ts';
import { sayDuties, sayRoleless, sayShared } from './duties.ts';
import type { PageServerLoad } from './$types';

/** What needs this person now: records to finish, to release, that came back; what waits for consent. */
export const load: PageServerLoad = async ({ locals }) => {
  const { actor } = locals;
  const now = new Date();
  const duties = await locals.asking((ask) => composeDuties(ask, actor, now));
  const shared = await locals.asking(async (ask) => ({
    claimable: await ask(listClaimable),
    overlaps: (await ask(listOverlaps)).length,
  }));
  // Said here: the page does without the words of roles and resets.
  const t = await translateFor(locals, ['shell', 'home', 'appointments', 'recovery', 'sessions']);
  const about = {
    tasks: sayDuties(t, { ...duties, now }),
    shared: sayShared(t, shared),
    roleless: sayRoleless(t, duties),
    administers: administers(actor),
  };
  if (ministriesOf(actor).length === 0) return { ...about, drafts: [], returned: [], waiting: [], submitters: [] };
  const [drafts, returned, waiting] = await locals.asking(
    async (ask) =>
      [
        await ask(listOwnSessions, { state: 'draft' }),
        await ask(listOwnSessions, { state: 'returned' }),
        await ask(listOwnSessions, { state: 'waiting' }),
      ] as const,
  );
  const releasable = waiting.rows.filter(
    (line) => coordinates(actor, line.ownerId) && line.submittedBy !== actor.personId,
  );
  const names = await locals.ask(
    namePeople,
    releasable.flatMap(({ submittedBy }) => submittedBy ?? []),
  );
  return {
    ...about,
    drafts: drafts.rows.filter((line) => line.authorId === actor.personId),
    returned: returned.rows.filter((line) => line.submittedBy === actor.personId),
    waiting: releasable,
    submitters: [...new Set(names.values())],
  };
};
