import { fail, redirect } from '@sveltejs/kit';
import { attempt } from '#app/attempt.ts';
import { sessionIdOf } from '#app/session-id.ts';
import { readSubmissionContext } from '#app/submission-context.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import type { Trainer } from '#domains/network/types.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { mayRecord } from '#domains/training/sessions/access.ts';
import { MayNotRecord } from '#domains/training/sessions/errors.ts';
import { contentToDraft, emptyDraft, formToDraft } from '#domains/training/sessions/rules/form.ts';
import { checkDraft, checkSubmission } from '#domains/training/sessions/rules/submission.ts';
import { readDraft } from '#domains/training/sessions/rules/typed.ts';
import { discardDraft, saveDraft, submitSession } from '#domains/training/sessions/server/commands.ts';
import { findOwnSession } from '#domains/training/sessions/server/queries.ts';
import type { OwnSession, SessionDraft } from '#domains/training/sessions/types.ts';
import { ministriesOf, type Actor } from '#shared/actor.ts';
import { today } from '#shared/dates.ts';
import { isId, newId, type OwnerId, type SessionId, type VersionId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
  const id = sessionIdOf(params);
  const { actor } = locals;
  // A form that comes back after sign-out keeps what was typed; a visit without a sign-in was sent to sign in.
  if (!actor.personId && request.method !== 'POST') redirect(303, '/sign-in');
  return locals.asking(async (ask) => {
    const own = await ask(findOwnSession, id);
    const ministries = (await ask(listMinistries)).filter(({ id }) => ministriesOf(actor).includes(id));
    const ownerId = own?.ownerId ?? ministries[0]?.id ?? null;
    if (actor.personId && (!ownerId || !mayRecord(actor, { ownerId }))) throw new MayNotRecord();
    const trainers = (await ask(listTrainers)).filter((trainer) => trainer.ownerId === ownerId);
    return {
      id,
      ownerId,
      isNew: own === null,
      ministries: own ? [] : ministries,
      draft: startOf(own, actor, trainers, ministries.find(({ id }) => id === ownerId)?.countryCode ?? ''),
      revision: own?.draft?.revision ?? 0,
      savedAt: own?.draft?.savedAt ?? null,
      after: own?.versions[0]?.number ?? 0,
      versionId: newId<'SessionVersion'>(),
      returned: own?.versions[0]?.returned ?? null,
      units: await ask(listUnits),
      trainers: trainers.map(({ id, name, activeTo }) => ({ id, name, activeTo })),
      today: today(),
    };
  });
};

/** What the form starts with: the draft, the newest version, or a new session held today. */
function startOf(own: OwnSession | null, actor: Actor, trainers: Trainer[], countryCode: string) {
  if (own?.draft) return own.draft.fields;
  if (own?.versions[0]) return contentToDraft(own.versions[0].content);
  const myself = trainers.filter(({ personId }) => personId === actor.personId).map(({ id }) => id);
  return {
    ...emptyDraft,
    occurrence: 'held',
    kind: 'peers_at_home',
    basis: 'sign_in_sheet',
    dateFrom: today(),
    countryCode,
    trainerIds: myself,
  } satisfies SessionDraft;
}

interface Sent {
  readonly draft: SessionDraft;
  readonly ownerId: OwnerId;
  readonly versionId: VersionId;
  readonly revision: number;
  readonly after: number;
}

const wholeNumber = (text: unknown): number => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0);

function readSent(form: FormData): Sent | null {
  const [ownerId, versionId] = [form.get('owner'), form.get('version')];
  if (!isId(ownerId) || !isId(versionId)) return null;
  return {
    draft: formToDraft(form),
    ownerId: ownerId as OwnerId,
    versionId: versionId as VersionId,
    revision: wholeNumber(form.get('revision')),
    after: wholeNumber(form.get('after')),
  };
}

const malformed = { problems: [{ field: 'form', key: 'sessions.problem.malformed', args: {} }] } as const;

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const sent = readSent(await request.formData());
    if (!sent || !isId(params.id)) return fail(400, malformed);
    const { draft, ownerId, revision } = sent;
    if (!locals.actor.personId) return fail(401, { refusal: 'SignInNeeded', args: {}, draft });
    const checked = checkDraft(draft);
    if (!checked.ok) return fail(422, { problems: checked.problems, draft });
    const sessionId = params.id as SessionId;
    let saved = 0;
    return attempt(
      async () => (saved = await locals.carryOut(saveDraft, { sessionId, ownerId, fields: checked.draft, revision })),
      () => ({ saved }),
      { draft },
    );
  },
  submit: async ({ locals, params, request }) => {
    const sent = readSent(await request.formData());
    if (!sent || !isId(params.id)) return fail(400, malformed);
    const { draft, ownerId, versionId, after, revision } = sent;
    if (!locals.actor.personId) return fail(401, { refusal: 'SignInNeeded', args: {}, draft });
    const context = await locals.asking((ask) => readSubmissionContext(ask, ownerId));
    const checked = checkSubmission(readDraft(draft), context);
    if (!checked.ok) return fail(422, { problems: checked.problems, draft });
    const sessionId = params.id as SessionId;
    return attempt(
      () =>
        locals.carryOut(submitSession, { sessionId, ownerId, versionId, content: checked.content, after, revision }),
      () => redirect(303, `/sessions/${sessionId}?done=submitted`),
      { draft },
    );
  },
  discard: async ({ locals, params, request }) => {
    const sent = await request.formData();
    return attempt(
      () => locals.carryOut(discardDraft, sessionIdOf(params), wholeNumber(sent.get('revision'))),
      () => redirect(303, '/sessions'),
    );
  },
};
