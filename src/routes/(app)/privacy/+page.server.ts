import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { chaptersOf, foreignCells } from '#app/personal-data-chapters.ts';
import { countDraftsSoon, gatherPersonalData } from '#app/personal-data.ts';
import { translateFor } from '#app/translate.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { isKept } from '#domains/network/rules.ts';
import { mayAnswerErasures } from '#domains/privacy/access.ts';
import { erasureSchema, nameSchema } from '#domains/privacy/schema.ts';
import { askErasure, correctOwnName, withdrawErasure } from '#domains/privacy/server/commands.ts';
import { readForm } from '#platform/http/read-form.ts';
import { byAppointment, coordinates, type Actor } from '#shared/actor.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who answers for the reader: their ministry, their ministry that they coordinate themselves, or the network. */
type Whose = 'ministry' | 'coordinator' | 'network';
const whoseIs = (who: Actor, ownerId: OwnerId | null): Whose =>
  ownerId === null ? 'network' : coordinates(byAppointment(who), ownerId) ? 'coordinator' : 'ministry';

export const load: PageServerLoad = async ({ locals, request }) => {
  const nothing = {
    name: '',
    chapters: [],
    foreign: new Map<string, string>(),
    keepsProfile: false,
    whose: 'ministry' as Whose,
    draftsSoon: 0,
    open: null,
    refused: null,
  };
  const shared = { requestId: newId<'ErasureRequest'>(), mayAnswer: mayAnswerErasures(locals.actor) };
  // A form that was sent after sign-out comes back with what was typed, and with nothing of anybody.
  if (!locals.actor.personId && request.method === 'POST') return { ...nothing, ...shared };
  const data = await locals.asking((ask) => gatherPersonalData(ask, locals.actor));
  const t = await translateFor(locals, ['shell', 'privacy', 'profile']);
  const last = data.erasures[0];
  return {
    ...shared,
    name: data.person?.name ?? '',
    chapters: chaptersOf(t, data),
    foreign: foreignCells(t, data),
    whose: whoseIs(locals.actor, data.person?.ownerId ?? null),
    keepsProfile: isKept(data.profile),
    draftsSoon: await locals.asking((ask) => countDraftsSoon(ask, locals.actor, data)),
    open: last?.state === 'waiting' ? last.askedAt : null,
    refused: last?.state === 'refused' ? { at: last.answeredAt!, because: last.because! } : null,
  };
};

const nobody = (locals: App.Locals, typed: { name?: string; note?: string }) =>
  failWith(locals, new SignedOut(), { done: null, problem: null, ...typed });

const text = (form: FormData, field: string) => String(form.get(field) ?? '').slice(0, 20_000);

export const actions: Actions = {
  name: async ({ locals, request }) => {
    const name = text(await readForm(request), 'name');
    if (!locals.actor.personId) return nobody(locals, { name });
    const parsed = v.safeParse(nameSchema, { name });
    if (!parsed.success)
      return fail(422, { done: null, name, problem: { field: 'name', key: parsed.issues[0].message } });
    return attempt(
      locals,
      () => locals.carryOut(correctOwnName, parsed.output.name),
      () => ({ done: 'name' as const }),
      { name },
    );
  },
  erase: async ({ locals, request }) => {
    const form = await readForm(request);
    const note = text(form, 'note');
    if (!locals.actor.personId) return nobody(locals, { note });
    const parsed = v.safeParse(erasureSchema, { id: form.get('id'), note });
    if (!parsed.success)
      return fail(422, { done: null, note, problem: { field: 'note', key: parsed.issues[0].message } });
    return attempt(
      locals,
      () => locals.carryOut(askErasure, parsed.output.id, parsed.output.note),
      () => ({ done: 'asked' as const }),
      { note },
    );
  },
  withdraw: async ({ locals }) => {
    if (!locals.actor.personId) return nobody(locals, {});
    return attempt(
      locals,
      () => locals.carryOut(withdrawErasure),
      () => ({ done: 'withdrawn' as const }),
    );
  },
};
