import * as v from 'valibot';
import { ListChangedElsewhere, ListMissing, MayNotList, NobodyIsListed } from '#domains/training/persons/errors.ts';
import { readCodes } from '#domains/training/persons/rules/codes.ts';
import { listParticipants } from '#domains/training/persons/server/commands.ts';
import { findList } from '#domains/training/persons/server/queries.ts';
import { longestCode, mostCodes } from '#domains/training/persons/types.ts';
import { fold } from '#platform/i18n/fold.ts';
import { sessionIdOf } from '../session-id.ts';
import { operation } from './operation.ts';
import { InputInvalid } from './refusals.ts';

const codes = v.array(v.pipe(v.string(), v.maxLength(longestCode)));
const revision = v.pipe(v.number('api.problem.wholeNumber'), v.integer('api.problem.wholeNumber'), v.minValue(0));

/** The list of a session, as its own ministry reads it. */
export const participantListJson = v.object({
  codes: v.pipe(codes, v.description('One of each participant, by your ministry’s own codes; nobody’s name.')),
  revision: v.pipe(revision, v.description('Counts up with every change; 0: there was never a list.')),
  most: v.nullable(
    v.pipe(v.number(), v.description('How many people the head-count leaves room for; null: nothing limits it.')),
  ),
});
export const participantsToKeepJson = v.object(
  {
    codes: v.pipe(v.array(v.string()), v.maxLength(mostCodes, 'api.problem.unlike')),
    revision: v.pipe(revision, v.description('Of the list that this one was written on; 0 when there was none.')),
  },
  'api.problem.unlike',
);

const whoReads = 'The people of a ministry see its lists, and how many persons they hold; nobody else ever does.';
const whoLists = 'Trainers, coordinators and deputies of a ministry list who was at its sessions, by codes.';

async function answerList(locals: App.Locals, params: Parameters<typeof sessionIdOf>[0]) {
  const list = await locals.ask(findList, sessionIdOf(params));
  if (!list) throw new ListMissing();
  return { codes: [...list.codes], revision: list.revision, most: list.most };
}

export const readParticipants = operation({
  id: 'readParticipants',
  summary: 'The participants of a session of your own ministry, by its own codes',
  who: whoReads,
  answer: participantListJson,
  refusals: [ListMissing],
  carryOut: ({ locals, params }) => answerList(locals, params),
});

export const putParticipants = operation({
  id: 'listParticipants',
  summary: 'Make the list of participants what you send, never with a name in it; the same list again changes nothing',
  who: whoLists,
  body: participantsToKeepJson,
  answer: participantListJson,
  refusals: [ListMissing, MayNotList, ListChangedElsewhere, NobodyIsListed],
  async carryOut({ locals, params, body }) {
    const sessionId = sessionIdOf(params);
    const { codes, problems } = readCodes(fold, body.codes);
    if (problems.length > 0)
      throw new InputInvalid(
        problems.map(({ line }) => ({ at: { pointer: `/codes/${line - 1}` }, key: 'api.problem.code' })),
      );
    await locals.carryOut(listParticipants, { sessionId, codes, revision: body.revision });
    return answerList(locals, params);
  },
});
