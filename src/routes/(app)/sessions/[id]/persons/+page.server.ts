import { fail } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { sessionIdOf } from '#app/session-id.ts';
import { typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { namePeople } from '#domains/identity/server/queries.ts';
import { mayList } from '#domains/training/persons/access.ts';
import { ListMissing } from '#domains/training/persons/errors.ts';
import { readTypedCodes } from '#domains/training/persons/rules/codes.ts';
import { listParticipants } from '#domains/training/persons/server/commands.ts';
import { findList } from '#domains/training/persons/server/queries.ts';
import type { LineProblem } from '#domains/training/persons/types.ts';
import { findOwnSession } from '#domains/training/sessions/server/queries.ts';
import { fold } from '#platform/i18n/fold.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
  const id = sessionIdOf(params);
  return locals.asking(async (ask) => {
    const list = await ask(findList, id);
    const session = await ask(findOwnSession, id);
    // A form that was sent after sign-out is answered, so that nothing typed is lost; it shows nothing of the session.
    const isAnswer = !locals.actor.personId && request.method === 'POST';
    if (!list || !session) {
      if (!isAnswer) throw new ListMissing();
      return { id, list: null, by: null, session: null, may: { list: true } };
    }
    const { title, kind, place } = session.versions[0]?.content ?? session.draft?.fields ?? untitled;
    const by = list.listedBy ? ((await ask(namePeople, [list.listedBy])).get(list.listedBy) ?? null) : null;
    return {
      id,
      list,
      by,
      session: { title, kind, place },
      may: { list: list.isCounted && mayList(locals.actor, list) },
    };
  });
};

const untitled = { title: '', kind: '', place: '' } as const;

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const typed = await typedIn(request);
    const codes = typed['codes'] ?? '';
    const kept = { codes, problems: [] as readonly LineProblem[], done: false };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const read = readTypedCodes(fold, codes);
    if (read.problems.length > 0) return fail(422, { ...kept, ...read, codes, refusal: '', refusalText: '' });
    const revision = /^\d{1,9}$/.test(typed['revision'] ?? '') ? Number(typed['revision']) : 0;
    return attempt(
      locals,
      () => locals.carryOut(listParticipants, { sessionId: sessionIdOf(params), codes: read.codes, revision }),
      () => ({ codes: '', problems: kept.problems, done: true, refusal: '', refusalText: '' }),
      kept,
    );
  },
};
