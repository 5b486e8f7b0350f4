import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { mayAnswerErasures } from '#domains/privacy/access.ts';
import { ErasureMissing } from '#domains/privacy/errors.ts';
import { refusalSchema } from '#domains/privacy/schema.ts';
import { carryOutErasure, refuseErasure } from '#domains/privacy/server/commands.ts';
import { listErasures } from '#domains/privacy/server/queries.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isId, type ErasureRequestId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request }) => {
  if (!locals.actor.personId && request.method === 'POST') return { waiting: [], answered: [] };
  if (!mayAnswerErasures(locals.actor)) throw new ErasureMissing();
  const requests = await locals.ask(listErasures);
  return {
    waiting: requests.filter(({ state }) => state === 'waiting'),
    answered: requests.filter(({ state }) => state !== 'waiting'),
  };
};

type Problem = { id: string; field: 'sure' | 'reason'; key: string };

const answer = (problem: Problem | null, reason: string) => ({
  ...{ problem, reason, id: '', done: null, refusal: '', refusalText: '' },
});

export const actions: Actions = {
  erase: async ({ locals, request }) => {
    const form = await readForm(request);
    const id = String(form.get('id') ?? '');
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), answer(null, ''));
    if (!isId(id)) return failWith(locals, new ErasureMissing(), answer(null, ''));
    if (form.get('sure') !== 'yes')
      return fail(422, answer({ id, field: 'sure', key: 'privacy.request.sureMissing' }, ''));
    return attempt(
      locals,
      () => locals.carryOut(carryOutErasure, id as ErasureRequestId),
      () => ({ ...answer(null, ''), done: 'erased' as const }),
      answer(null, ''),
    );
  },
  refuse: async ({ locals, request }) => {
    const form = await readForm(request);
    const [id, reason] = [String(form.get('id') ?? '').slice(0, 60), String(form.get('reason') ?? '').slice(0, 20_000)];
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), { ...answer(null, reason), id });
    const parsed = v.safeParse(refusalSchema, { id, reason });
    if (!parsed.success) return fail(422, answer({ id, field: 'reason', key: parsed.issues[0].message }, reason));
    return attempt(
      locals,
      () => locals.carryOut(refuseErasure, parsed.output.id, parsed.output.reason),
      () => ({ ...answer(null, ''), done: 'refused' as const }),
      answer(null, reason),
    );
  },
};
