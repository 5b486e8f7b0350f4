import { noteRead } from '#app/note-read.ts';
import { composeRosterChoices } from '#app/roster.ts';
import { mayKeepRoster } from '#domains/network/access.ts';
import { TrainerMissing } from '#domains/network/errors.ts';
import { correctTrainer } from '#domains/network/server/commands.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { keep } from '../keep.ts';
import type { Actions, PageServerLoad } from './$types';

/** An entry, for who keeps the roster; to everybody else it is missing. */
export const load: PageServerLoad = async ({ locals, params, request }) => {
  const { trainer, choices } = await locals.asking(async (ask) => ({
    trainer: (await ask(listTrainers)).find(({ id }) => id === params.id) ?? null,
    choices: await composeRosterChoices(ask, locals.actor, new Date()),
  }));
  const isKept = trainer !== null && !trainer.isErased && mayKeepRoster(locals.actor, trainer.ownerId);
  // A form that was sent after sign-out is answered; it shows nothing of the entry.
  if (!isKept && (locals.actor.personId || request.method !== 'POST')) throw new TrainerMissing();
  if (!isKept) return { ...choices, trainer: null };
  await noteRead(locals, { ownerIds: [trainer.ownerId], kind: 'trainer', action: 'read', detail: { rows: 1 } });
  const isOwn = ({ ownerId }: { readonly ownerId: string | null }) => ownerId === trainer.ownerId;
  return {
    ministries: choices.ministries.filter(({ id }) => id === trainer.ownerId),
    people: choices.people.filter(isOwn),
    institutions: choices.institutions.filter(isOwn),
    trainer,
  };
};

export const actions: Actions = {
  correct: keep(correctTrainer, 'corrected'),
};
