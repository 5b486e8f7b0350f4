import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { checkProfile, readProfileForm, type ProfileForm } from '#app/profile-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { profileOwnerOf } from '#domains/network/access.ts';
import { MayNotKeepProfile } from '#domains/network/errors.ts';
import { isKept } from '#domains/network/rules.ts';
import { partSchema } from '#domains/network/schema.ts';
import { erasePart, saveAndPublish, saveProfile, withdrawPart } from '#domains/network/server/commands.ts';
import { findOwnProfile } from '#domains/network/server/queries.ts';
import { profileParts, type ProfilePart } from '#domains/network/types.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { readForm } from '#platform/http/read-form.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request }) => {
  const { actor } = locals;
  const profile = await locals.ask(findOwnProfile);
  // A form comes back with its answer: after sign-out with what was typed, and after the last part was erased.
  if (!profileOwnerOf(actor) && !isKept(profile) && request.method !== 'POST') throw new MayNotKeepProfile();
  return {
    profile,
    /** Whose last role as a trainer has ended withdraws and erases, and writes nothing new. */
    isOver: actor.personId !== null && profileOwnerOf(actor) === null,
    units: await locals.ask(listUnits),
    personId: actor.personId,
    consentIds: newConsents(),
  };
};

/** An id for the consent to each part, made with the page: sent twice, it counts once. */
function newConsents(): Record<ProfilePart, string> {
  const [about, languages, units, deployments, contact] = profileParts.map(() => newId<'Consent'>() as string);
  return { about: about!, languages: languages!, units: units!, deployments: deployments!, contact: contact! };
}

type Kept = Pick<ProfileForm, 'typed' | 'revisions'> & { problems: Record<string, string> };

const kept = ({ typed, revisions }: ProfileForm, problems: Record<string, string> = {}): Kept => ({
  ...{ typed, revisions, problems },
});

/** Why a form goes no further: nobody is signed in any more, or something typed cannot be. */
async function stopped(locals: App.Locals, form: ProfileForm) {
  if (!locals.actor.personId) return failWith(locals, new SignedOut(), { ...kept(form), done: null });
  const { problems } = checkProfile(form.typed);
  return problems && fail(422, { ...kept(form, problems), refusalText: '', done: null });
}

/** The part that a button names. */
const partOf = (form: FormData) => v.safeParse(partSchema, form.get('part'));

const unreadable = (locals: App.Locals, form: ProfileForm) =>
  failWith(locals, new FormUnreadable(), { ...kept(form), done: null });

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = readProfileForm(await readForm(request));
    const stop = await stopped(locals, form);
    if (stop) return stop;
    return attempt(
      locals,
      () => locals.carryOut(saveProfile, checkProfile(form.typed).content!, form.revisions),
      () => ({ done: { what: 'saved' as const, part: null }, typed: null }),
      kept(form),
    );
  },
  publish: async ({ locals, request }) => {
    const sent = await readForm(request);
    const [form, part] = [readProfileForm(sent), partOf(sent)];
    if (!part.success) return unreadable(locals, form);
    const stop = await stopped(locals, form);
    if (stop) return stop;
    const { content } = checkProfile(form.typed);
    const consent = form.consentOf(part.output);
    return attempt(
      locals,
      () => locals.carryOut(saveAndPublish, content!, form.revisions, part.output, consent),
      () => ({ done: { what: 'published' as const, part: part.output }, typed: null }),
      kept(form),
    );
  },
  // Taken back at once, whatever else stands in the form: that comes back as it was typed.
  withdraw: (event) => onPart(event, withdrawPart, 'withdrawn', (form) => kept(form)),
  erase: (event) => onPart(event, erasePart, 'erased', () => ({ typed: null })),
};

/** Does something to the part that a button names; the rest of the form is not judged. */
async function onPart<Done extends string, Left extends object>(
  { locals, request }: RequestEvent,
  change: typeof withdrawPart,
  what: Done,
  leaving: (form: ProfileForm) => Left,
) {
  const sent = await readForm(request);
  const [form, part] = [readProfileForm(sent), partOf(sent)];
  if (!part.success) return unreadable(locals, form);
  if (!locals.actor.personId) return failWith(locals, new SignedOut(), { ...kept(form), done: null });
  return attempt(
    locals,
    () => locals.carryOut(change, part.output),
    () => ({ done: { what, part: part.output }, ...leaving(form) }),
    kept(form),
  );
}
