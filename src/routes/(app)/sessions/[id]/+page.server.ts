import { fail } from '@sveltejs/kit';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries, namePeople } from '#domains/identity/server/queries.ts';
import { findNetwork, findThreshold, listTrainers } from '#domains/network/server/queries.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { countListed } from '#domains/training/persons/server/queries.ts';
import { mayRecord, mayRelease, mayReturn, mayWithdraw } from '#domains/training/sessions/access.ts';
import { SessionMissing } from '#domains/training/sessions/errors.ts';
import { previewRelease } from '#app/preview-release.ts';
import { sayProblems } from '#app/said-problem.ts';
import { argsOf, type ProblemKey } from '#domains/training/sessions/rules/problems.ts';
import { compareVersions, peopleOf } from '#domains/training/sessions/rules/versions.ts';
import { returnSchema, releaseSchema } from '#domains/training/sessions/schema.ts';
import { releaseSession, returnSession, withdrawRelease } from '#domains/training/sessions/server/commands.ts';
import { findOwnSession, findReleasedSession } from '#domains/training/sessions/server/queries.ts';
import type { OwnSession } from '#domains/training/sessions/types.ts';
import { composeSharing } from '#app/sharing.ts';
import { claimSession, undoClaim } from '#domains/training/sessions/server/commands/sharing.ts';
import { attempt, failWith } from '#app/attempt.ts';
import { sessionIdOf } from '#app/session-id.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isId, type OwnerId } from '#shared/ids.ts';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request, url }) => {
  const id = sessionIdOf(params);
  return locals.asking(async (ask) => {
    const own = await ask(findOwnSession, id);
    const shared = {
      units: await ask(listUnits),
      ministries: await ask(listMinistries),
      threshold: await ask(findThreshold),
      defaultGrain: (await ask(findNetwork))?.defaultGrain ?? 'total',
      sharing: await composeSharing(ask, locals.actor, id),
    };
    if (!own) {
      const released = await ask(findReleasedSession, id);
      // A form that was sent after sign-out is answered, so that nothing typed is lost; it shows nothing of the session.
      const isAnswer = !locals.actor.personId && request.method === 'POST';
      if (!released && !isAnswer) throw new SessionMissing();
      return {
        ...shared,
        own: null,
        released,
        changes: [],
        trainers: [],
        people: new Map<string, string>(),
        listed: 0,
        may: nothing,
        preview: null,
      };
    }
    const trainers = await ask(listTrainers);
    const may = permissions(own);
    return {
      ...shared,
      own,
      released: null,
      changes: compareChosen(own, url.searchParams),
      trainers: trainers.map(({ id, name, ownerId }) => ({ id, name, ownerId })),
      people: await ask(namePeople, peopleOf(own)),
      listed: await ask(countListed, id),
      may,
      preview: may.release ? await previewRelease(ask, id, own.versions[0]!.content) : null,
    };
  });

  function permissions(own: OwnSession) {
    const { actor } = locals;
    const newest = own.versions[0];
    const waits = Boolean(newest && !newest.returned && !newest.release);
    return {
      record: mayRecord(actor, own),
      release: Boolean(newest && waits && mayRelease(actor, { ...newest, ownerId: own.ownerId })),
      return: waits && mayReturn(actor, own),
      withdraw: own.standing !== null && mayWithdraw(actor, own),
      /** Waits for somebody else: one's own submission is released by another coordinator. */
      waitsForOther: Boolean(newest && waits && mayReturn(actor, own) && newest.submittedBy === actor.personId),
    };
  }
};

const nothing = { record: false, release: false, return: false, withdraw: false, waitsForOther: false };

/** The changes between two versions; unless chosen otherwise, between the newest and what stood or came before. */
function compareChosen(own: OwnSession, chosen: URLSearchParams) {
  const byNumber = (text: string | null) => own.versions.find(({ number }) => String(number) === text);
  const newer = byNumber(chosen.get('newer')) ?? own.versions[0];
  const before = own.versions.filter(({ number }) => newer && number < newer.number);
  const older = byNumber(chosen.get('older')) ?? before.find(({ number }) => number === own.standing) ?? before[0];
  if (!newer || !older || newer.number === older.number) return null;
  return { newer: newer.number, older: older.number, fields: compareVersions(older.content, newer.content) };
}

/** What a form is told that was sent after sign-out; what was typed goes back with it. */
const signedOut = (locals: App.Locals, kept: Record<string, string> = {}) =>
  failWith(locals, new SignedOut(), { done: null, ...kept });

/** Claims for the ministry that the form names, or takes that claim back. */
async function shareBy<Done extends string>(
  command: typeof claimSession,
  done: Done,
  locals: App.Locals,
  params: { id: string },
  request: Request,
) {
  if (!locals.actor.personId) return signedOut(locals);
  const ministry = (await readForm(request)).get('ministry');
  if (!isId(ministry)) return failWith(locals, new FormUnreadable(), { done: null });
  return attempt(
    locals,
    () => locals.carryOut(command, sessionIdOf(params), ministry as OwnerId),
    () => ({ done }),
  );
}

export const actions: Actions = {
  release: async ({ locals, request }) => {
    if (!locals.actor.personId) return signedOut(locals);
    const form = Object.fromEntries(await readForm(request));
    const parsed = v.safeParse(releaseSchema, form);
    if (!parsed.success) return failWith(locals, new FormUnreadable(), { done: null });
    return attempt(
      locals,
      () => locals.carryOut(releaseSession, parsed.output.version, parsed.output.grain, parsed.output.exact),
      () => ({ done: 'released' }),
    );
  },
  return: async ({ locals, request }) => {
    const form = Object.fromEntries(await readForm(request));
    const reason = String(form['reason'] ?? '');
    if (!locals.actor.personId) return signedOut(locals, { reason });
    const parsed = v.safeParse(returnSchema, { ...form, reason });
    if (!parsed.success) {
      const { path, message } = parsed.issues[0];
      if (path?.[0].key !== 'reason') return failWith(locals, new FormUnreadable(), { reason, done: null });
      const key = message as ProblemKey;
      const [problem] = await sayProblems(locals.language, [{ field: 'form', key, args: argsOf(key) }]);
      return fail(422, { problem: problem!.text, reason, done: null });
    }
    return attempt(
      locals,
      () => locals.carryOut(returnSession, parsed.output.version, parsed.output.reason),
      () => ({ done: 'returned' }),
      { reason },
    );
  },
  claim: ({ locals, params, request }) => shareBy(claimSession, 'claimed', locals, params, request),
  unclaim: ({ locals, params, request }) => shareBy(undoClaim, 'unclaimed', locals, params, request),
  withdraw: async ({ locals, params }) => {
    if (!locals.actor.personId) return signedOut(locals);
    return attempt(
      locals,
      () => locals.carryOut(withdrawRelease, sessionIdOf(params)),
      () => ({ done: 'withdrawn' }),
    );
  },
};
