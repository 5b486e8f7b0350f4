import * as v from 'valibot';
import { withoutTexts } from '#domains/audit/rules.ts';
import { namePeople } from '#domains/identity/server/queries.ts';
import { mayReadReleased } from '#domains/training/sessions/access.ts';
import { MayNotReadSessions, SessionMissing } from '#domains/training/sessions/errors.ts';
import {
  ownSessionJson,
  releasedSessionJson,
  sessionLineJson,
  writeLine,
  writeOwn,
  writeReleased,
} from '#domains/training/sessions/rules/json.ts';
import { peopleOf } from '#domains/training/sessions/rules/versions.ts';
import {
  findOwnSession,
  findReleasedSession,
  listOwnSessions,
  listReleased,
  pageLength,
  type Page,
} from '#domains/training/sessions/server/queries.ts';
import {
  sessionKinds,
  sessionStates,
  type ReleasedSession,
  type SessionLine,
} from '#domains/training/sessions/types.ts';
import { ministriesOf, type Actor } from '#shared/actor.ts';
import { cleanLine } from '#shared/clean-text.ts';
import { noteRead, ownersOf } from '../note-read.ts';
import type { Asking } from '../request.ts';
import { sessionIdOf } from '../session-id.ts';
import { ministryParameter, openMinistries, yearParameter, type Ministries } from './asked-scope.ts';
import { operation } from './operation.ts';
import { InputInvalid } from './refusals.ts';

const whoReads = 'The network reads what was released, session by session; donors and the public read counts.';

/** How a list of sessions is narrowed. */
export const sessionsQuery = v.object({
  of: v.optional(
    v.pipe(
      v.picklist(['own', 'network'], 'api.problem.of'),
      v.description('Your own ministry’s sessions in every state, or what every ministry released to the network.'),
    ),
  ),
  text: v.optional(
    v.pipe(
      v.string(),
      v.transform(cleanLine),
      v.trim(),
      v.maxLength(100, 'api.problem.text'),
      v.description('Part of a title, place or host, in either script, with or without diacritics.'),
    ),
  ),
  state: v.optional(
    v.pipe(v.picklist(sessionStates, 'api.problem.state'), v.description('Of your own ministry’s sessions only.')),
  ),
  year: yearParameter,
  kind: v.optional(v.picklist(sessionKinds, 'api.problem.kind')),
  ministry: ministryParameter,
});
export type SessionsWanted = v.InferOutput<typeof sessionsQuery>;

const page = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,3}$/, 'api.problem.page'),
    v.description(`Counted from 1, ${pageLength} sessions each.`),
    v.transform(Number),
  ),
  '1',
);

const counted = {
  page: v.pipe(v.number(), v.integer()),
  pageLength: v.pipe(v.number(), v.integer()),
  total: v.pipe(v.number(), v.integer(), v.description('How many there are on all pages; counted up to 10,000.')),
  isMore: v.pipe(v.boolean(), v.description('There are more than were counted.')),
};
export const ownListJson = v.object({ of: v.literal('own'), ...counted, sessions: v.array(sessionLineJson) });
export const networkListJson = v.object({
  of: v.literal('network'),
  ...counted,
  sessions: v.array(releasedSessionJson),
});
export const sessionListJson = v.variant('of', [ownListJson, networkListJson]);
export const sessionJson = v.variant('of', [ownSessionJson, releasedSessionJson]);

export const listSessions = operation({
  id: 'listSessions',
  summary: 'Sessions, latest first: of your own ministry, or released to the network',
  who: whoReads,
  query: v.object({ ...sessionsQuery.entries, page }),
  answer: sessionListJson,
  refusals: [MayNotReadSessions],
  async carryOut({ locals, query: { page, ...wanted } }) {
    insistOnReader(locals.actor);
    const { ministries, found } = await locals.asking(async (ask) => {
      const ministries = await openMinistries(ask);
      const found = await findSessions(ask, locals.actor, ministries, wanted, page, pageLength);
      return { ministries, found };
    });
    await noteOwnSessions(locals, found, wanted, 'json');
    const shared = { page, pageLength, total: found.total, isMore: found.isMore };
    if (found.of === 'own')
      return {
        of: 'own' as const,
        ...shared,
        sessions: found.rows.map((line) => writeLine(line, ministries.write(line.ownerId))),
      };
    return {
      of: 'network' as const,
      ...shared,
      sessions: found.rows.map((session) => writeReleased(session, ministries.write(session.ownerId))),
    };
  },
});

export const readSession = operation({
  id: 'readSession',
  summary: 'One session: with its draft and versions for its own ministry, as it was released for others',
  who: `Everybody of the owner's ministry sees all its sessions and versions, its leaders too, and nobody else does. ${whoReads}`,
  answer: sessionJson,
  refusals: [MayNotReadSessions, SessionMissing],
  async carryOut({ locals: { actor, asking }, params }) {
    insistOnReader(actor);
    const id = sessionIdOf(params);
    return asking(async (ask) => {
      const ministries = await openMinistries(ask);
      const own = await ask(findOwnSession, id);
      if (own) return writeOwn(own, ministries.write(own.ownerId), await ask(namePeople, peopleOf(own)));
      const released = await ask(findReleasedSession, id);
      if (!released) throw new SessionMissing();
      return writeReleased(released, ministries.write(released.ownerId));
    });
  },
});

/** Refuses those who do not read single sessions, before anything is looked for. */
export function insistOnReader(actor: Actor): void {
  if (!mayReadReleased(actor)) throw new MayNotReadSessions();
}

/** A part of one of the two lists. */
export type FoundSessions =
  ({ readonly of: 'own' } & Page<SessionLine>) | ({ readonly of: 'network' } & Page<ReleasedSession>);

/**
 * Notes that a list of a ministry's own sessions, in every state, is taken along, also an empty one. What was released is
 * not noted.
 */
export const noteOwnSessions = (
  locals: Pick<App.Locals, 'carryOut' | 'actor'>,
  found: FoundSessions,
  wanted: SessionsWanted,
  as: string,
): Promise<void> =>
  noteRead(locals, {
    ownerIds: found.of === 'own' ? ownersOf(locals.actor, found.rows) : [],
    kind: 'training_session',
    action: 'export',
    detail: { as, rows: found.rows.length, filter: withoutTexts(wanted, ['text']) },
  });

const latestFirst = { by: 'held', direction: 'desc' } as const;

/** Finds a part of the list that is wanted; of those who record, their own ministry's unless said otherwise. */
export async function findSessions(
  ask: Asking,
  actor: Actor,
  ministries: Ministries,
  { of, text, state, year, kind, ministry }: SessionsWanted,
  page: number,
  length: number,
): Promise<FoundSessions> {
  const list = of ?? (ministriesOf(actor).length > 0 ? 'own' : 'network');
  const filter = { text, year, kind, ownerId: ministries.ownerOf(ministry) };
  if (list === 'own')
    return { of: 'own', ...(await ask(listOwnSessions, { ...filter, state }, page, latestFirst, length)) };
  if (state) throw new InputInvalid([{ at: { parameter: 'state' }, key: 'api.problem.stateOfOwn' }]);
  return { of: 'network', ...(await ask(listReleased, filter, page, latestFirst, length)) };
}
