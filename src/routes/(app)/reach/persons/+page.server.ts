import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { mayReadLists, mayReleasePersons } from '#domains/training/persons/access.ts';
import { MayNotReadPersons } from '#domains/training/persons/errors.ts';
import { chosenPersons } from '#domains/training/persons/schema.ts';
import { releasePersons, withdrawPersons } from '#domains/training/persons/server/commands.ts';
import { findOwnPersons, findPublishable, listPublishedPersons } from '#domains/training/persons/server/queries.ts';
import { sessionKinds, unitOf } from '#domains/training/sessions/types.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/** The persons of each kind that a ministry of one's own held sessions of. */
export const load: PageServerLoad = ({ locals: { actor, asking }, request }) =>
  asking(async (ask) => {
    const own = (await ask(listMinistries)).filter(({ id }) => mayReadLists(actor, { ownerId: id }));
    // A form that was sent after sign-out is answered with nothing of anybody.
    if (own.length === 0 && (actor.personId || request.method !== 'POST')) throw new MayNotReadPersons();
    const published = await ask(listPublishedPersons);
    const threshold = await ask(findThreshold);
    const figures = [];
    for (const { id: ownerId, countryCode } of own) {
      const mayRelease = mayReleasePersons(actor, { ownerId });
      for (const kind of sessionKinds.filter((one) => unitOf(one) === 'attendances')) {
        const persons = await ask(findOwnPersons, { kind, ownerId });
        if (persons.sessions === 0) continue;
        figures.push({
          ...{ ownerId, countryCode, kind, persons, mayRelease },
          standing: published.find((one) => one.ownerId === ownerId && one.kind === kind) ?? null,
          publishable: mayRelease ? await ask(findPublishable, ownerId, kind) : null,
          newId: newId<'PersonsRelease'>(),
        });
      }
    }
    return { figures, threshold, hasSeveral: own.length > 1 };
  });

type Asked = Parameters<NonNullable<Actions[string]>>[0];
const read = async ({ request }: Asked) => v.safeParse(chosenPersons, await typedIn(request));
const kept = { done: null };

export const actions: Actions = {
  release: async (asked) => {
    const { locals } = asked;
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const chosen = await read(asked);
    if (!chosen.success) return failWith(locals, new FormUnreadable(), kept);
    const { id, ownerId, kind } = chosen.output;
    return attempt(
      locals,
      () => locals.carryOut(releasePersons, id, ownerId, kind),
      () => ({ done: 'released' as const }),
      kept,
    );
  },
  withdraw: async (asked) => {
    const { locals } = asked;
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const chosen = await read(asked);
    if (!chosen.success) return failWith(locals, new FormUnreadable(), kept);
    return attempt(
      locals,
      () => locals.carryOut(withdrawPersons, chosen.output.ownerId, chosen.output.kind),
      () => ({ done: 'withdrawn' as const }),
      kept,
    );
  },
};
