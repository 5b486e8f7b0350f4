import { fail, redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { sessionIdOf } from '#app/session-id.ts';
import { readSubmissionContext } from '#app/submission-context.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import type { Trainer } from '#domains/network/types.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { mayRecord } from '#domains/training/sessions/access.ts';
import { MayNotRecord } from '#domains/training/sessions/errors.ts';
import { contentToDraft, emptyDraft, formToDraft, openDraft } from '#domains/training/sessions/rules/form.ts';
import { sayProblems } from '#app/said-problem.ts';
import { checkDraft, checkSubmission, type Problem } from '#domains/training/sessions/rules/submission.ts';
import { asAsked, readDraft } from '#domains/training/sessions/rules/typed.ts';
import { isRepeated } from '#domains/training/sessions/rules/versions.ts';
import { discardDraft, saveDraft, submitSession } from '#domains/training/sessions/server/commands.ts';
import { findOwnSession } from '#domains/training/sessions/server/queries.ts';
import type { OwnSession, SessionDraft } from '#domains/training/sessions/types.ts';
import { readForm } from '#platform/http/read-form.ts';
import { recordedMinistries, type Actor } from '#shared/actor.ts';
import { today } from '#shared/dates.ts';
import { isId, newId, type OwnerId, type SessionId, type VersionId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const id = sessionIdOf(params);
  const { actor } = locals;
  // Without a sign-in, this is a form that comes back after sign-out and keeps what was typed.
  return locals.asking(async (ask) => {
    const own = await ask(findOwnSession, id);
    const network = await ask(listMinistries);
    const ministries = network.filter(({ id }) => recordedMinistries(actor).includes(id));
    const ownerId = own?.ownerId ?? ministries[0]?.id ?? null;
    if (actor.personId && (!ownerId || !mayRecord(actor, { ownerId }))) throw new MayNotRecord();
    const trainers = (await ask(listTrainers)).filter((trainer) => trainer.ownerId === ownerId);
    return {
      id,
      personId: actor.personId,
      ownerId,
      ministries: own ? [] : ministries,
      network: actor.personId ? network.map(({ id, name }) => ({ id, name })) : [],
      draft: startOf(own, actor, trainers, ministries.find(({ id }) => id === ownerId)?.countryCode ?? ''),
      revision: own?.draft?.revision ?? 0,
      savedAt: own?.draft?.savedAt ?? null,
      after: own?.versions[0]?.number ?? 0,
      versionId: newId<'SessionVersion'>(),
      returned: own?.versions[0]?.returned ?? null,
      networkCountries: network.map(({ countryCode }) => countryCode),
      units: await ask(listUnits),
      trainers: trainers.map(({ id, name, activeTo }) => ({ id, name, activeTo })),
      today: today(),
    };
  });
};

/** What the form starts with: the draft, the newest version, or a new session held today. */
function startOf(own: OwnSession | null, actor: Actor, trainers: Trainer[], countryCode: string) {
  if (own?.draft) return openDraft(own.draft.fields);
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

/** What the form carries along unseen. */
interface Carried {
  readonly ownerId: OwnerId;
  readonly versionId: VersionId;
  readonly revision: number;
  readonly after: number;
}

const wholeNumber = (text: unknown): number => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0);

function readCarried(form: FormData): Carried | null {
  const [ownerId, versionId] = [form.get('owner'), form.get('version')];
  if (!isId(ownerId) || !isId(versionId)) return null;
  return {
    ownerId: ownerId as OwnerId,
    versionId: versionId as VersionId,
    revision: wholeNumber(form.get('revision')),
    after: wholeNumber(form.get('after')),
  };
}

const malformed: readonly Problem[] = [{ field: 'form', key: 'problem.session.malformed', args: {} }];
/** What a form is told to put right; `unsaved`, where the draft itself cannot be kept until then. */
const problemsWith = async (
  { language }: App.Locals,
  problems: readonly Problem[],
  draft: SessionDraft,
  unsaved = false,
) => ({ problems: await sayProblems(language, problems), draft, unsaved });

export const actions: Actions = {
  save: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const [draft, carried] = [formToDraft(form), readCarried(form)];
    if (!carried || !isId(params.id)) return fail(400, await problemsWith(locals, malformed, draft));
    // Who was signed out meanwhile is sent the whole form back: a stranger's page knows nothing to fill it with.
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), { draft, carried });
    const { ownerId, revision } = carried;
    const checked = checkDraft(draft);
    if (!checked.ok) return fail(422, await problemsWith(locals, checked.problems, draft, true));
    const sessionId = params.id as SessionId;
    let saved = 0;
    return attempt(
      locals,
      async () => (saved = await locals.carryOut(saveDraft, { sessionId, ownerId, fields: checked.draft, revision })),
      () => ({ saved }),
      { draft, carried: null },
    );
  },
  submit: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const [draft, carried] = [formToDraft(form), readCarried(form)];
    if (!carried || !isId(params.id)) return fail(400, await problemsWith(locals, malformed, draft));
    // Who was signed out meanwhile is sent the whole form back: a stranger's page knows nothing to fill it with.
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), { draft, carried });
    const { ownerId, versionId, after, revision } = carried;
    const context = await locals.asking((ask) => readSubmissionContext(ask, ownerId));
    const checked = checkSubmission(readDraft(asAsked(draft)), context);
    if (!checked.ok) return fail(422, await problemsWith(locals, checked.problems, draft));
    const { content } = checked;
    const sessionId = params.id as SessionId;
    const own = await locals.ask(findOwnSession, sessionId);
    return attempt(
      locals,
      () =>
        isRepeated(own?.versions ?? [], content)
          ? locals.carryOut(discardDraft, sessionId, revision)
          : locals.carryOut(submitSession, { sessionId, ownerId, versionId, content, after, revision }),
      () => redirect(303, `/sessions/${sessionId}?done=submitted`),
      { draft, carried: null },
    );
  },
  discard: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    return attempt(
      locals,
      () => locals.carryOut(discardDraft, sessionIdOf(params), wholeNumber(sent.get('revision'))),
      () => redirect(303, '/sessions'),
    );
  },
};
