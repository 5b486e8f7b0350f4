import { listMinistries } from '#domains/identity/server/queries.ts';
import { mayReadProfiles } from '#domains/network/access.ts';
import { ProfileMissing } from '#domains/network/errors.ts';
import { findPublished } from '#domains/network/server/queries.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { isId, type PersonId } from '#shared/ids.ts';
import type { PageServerLoad } from './$types';

/** What a trainer published; whoever published nothing is told of as whoever does not exist. */
export const load: PageServerLoad = ({ locals, params }) =>
  locals.asking(async (ask) => {
    const isAsked = mayReadProfiles(locals.actor) && isId(params.id);
    const profile = isAsked ? await ask(findPublished, params.id as PersonId) : null;
    if (!profile) throw new ProfileMissing();
    const ministries = await ask(listMinistries);
    return {
      profile,
      ministry: ministries.find(({ id }) => id === profile.ownerId)?.name ?? null,
      units: (await ask(listUnits)).filter(({ id }) => profile.content.units.includes(id)),
    };
  });
