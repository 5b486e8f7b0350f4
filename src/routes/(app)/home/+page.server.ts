import { listOwnSessions } from '#domains/training/sessions/server/queries.ts';
import { coordinates, ministriesOf } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

/** What needs this person now: records to finish, records to release, records that came back. */
export const load: PageServerLoad = async ({ locals }) => {
  const { actor } = locals;
  if (ministriesOf(actor).length === 0) return { drafts: [], returned: [], waiting: [], waitingTotal: 0 };
  const [drafts, returned, waiting] = await locals.asking(
    async (ask) =>
      [
        await ask(listOwnSessions, { state: 'draft' }),
        await ask(listOwnSessions, { state: 'returned' }),
        await ask(listOwnSessions, { state: 'waiting' }),
      ] as const,
  );
  const releasable = waiting.rows.filter((line) => coordinates(actor, line.ownerId));
  return {
    drafts: drafts.rows.filter((line) => line.authorId === actor.personId),
    returned: returned.rows.filter((line) => line.submittedBy === actor.personId),
    waiting: releasable,
    waitingTotal: releasable.length > 0 ? waiting.total : 0,
  };
};
