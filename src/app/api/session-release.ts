import * as v from 'valibot';
import { mayReturn } from '#domains/training/sessions/access.ts';
import {
  MayNotRelease,
  MayNotReleaseOwn,
  SessionMissing,
  VersionNotWaiting,
} from '#domains/training/sessions/errors.ts';
import { releaseSchema, returnSchema } from '#domains/training/sessions/schema.ts';
import { releaseSession, returnSession, withdrawRelease } from '#domains/training/sessions/server/commands.ts';
import { grains } from '#domains/training/sessions/types.ts';
import { operation } from './operation.ts';
import { sessionIdOf } from '../session-id.ts';
import { findOwnVersion } from './session-writing.ts';

const { version, grain } = releaseSchema.entries;
const instant = v.pipe(v.string(), v.isoTimestamp());
const id = v.pipe(v.string(), v.uuid());
const whoReturns = 'A coordinator of the owner returns a version to its trainer, and withdraws a release.';

const isExact = v.pipe(
  v.boolean('api.problem.unlike'),
  v.description('The total is no secret: it is shown however small it is, and however little it changes.'),
);
export const releaseJson = v.object(
  { versionId: version, grain, isExact: v.optional(isExact, false) },
  'api.problem.unlike',
);
export const releasedJson = v.object({ versionId: id, grain: v.picklist(grains), isExact, releasedAt: instant });

export const putRelease = operation({
  id: 'releaseSession',
  summary: 'Release a version that waits, at a grain; the same again changes nothing',
  who: 'A coordinator or deputy of the owner releases what somebody else submitted.',
  body: releaseJson,
  answer: releasedJson,
  refusals: [SessionMissing, MayNotRelease, MayNotReleaseOwn, VersionNotWaiting],
  async carryOut({ locals, params, body: { versionId, grain, isExact } }) {
    await findOwnVersion(locals, params, versionId);
    await locals.carryOut(releaseSession, versionId, grain, isExact);
    const { release } = (await findOwnVersion(locals, params, versionId)).version;
    if (!release) throw new VersionNotWaiting();
    const { at, ...released } = release;
    return { versionId, grain: released.grain, isExact: released.isExact, releasedAt: at.toISOString() };
  },
});

export const deleteRelease = operation({
  id: 'withdrawRelease',
  summary: 'Take a release back: nothing of the session then stands outside its ministry',
  who: whoReturns,
  answer: null,
  refusals: [SessionMissing, MayNotRelease],
  async carryOut({ locals, params }) {
    await locals.carryOut(withdrawRelease, sessionIdOf(params));
  },
});

export const returnJson = v.object({ versionId: version, reason: returnSchema.entries.reason }, 'api.problem.unlike');
export const returnedJson = v.object({ versionId: id, reason: v.string(), returnedAt: instant });

export const putReturn = operation({
  id: 'returnSession',
  summary: 'Return a version that waits to its trainer, with the reason; the same again changes nothing',
  who: whoReturns,
  body: returnJson,
  answer: returnedJson,
  refusals: [SessionMissing, MayNotRelease, VersionNotWaiting],
  async carryOut({ locals, params, body: { versionId, reason } }) {
    const { own, version } = await findOwnVersion(locals, params, versionId);
    if (!mayReturn(locals.actor, own)) throw new MayNotRelease();
    if (version.returned?.reason !== reason) await locals.carryOut(returnSession, versionId, reason);
    const { returned } = (await findOwnVersion(locals, params, versionId)).version;
    if (!returned) throw new VersionNotWaiting();
    return { versionId, reason: returned.reason, returnedAt: returned.at.toISOString() };
  },
});
