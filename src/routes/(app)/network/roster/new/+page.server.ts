import { composeRosterChoices } from '#app/roster.ts';
import { listAppointments } from '#domains/appointments/server/queries.ts';
import { MayNotKeepRoster } from '#domains/network/errors.ts';
import { addTrainer } from '#domains/network/server/commands.ts';
import { today } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { keep } from '../keep.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const choices = await composeRosterChoices(ask, locals.actor, new Date());
    // Without a sign-in, this is a form that comes back after sign-out and keeps what was typed.
    if (locals.actor.personId && choices.ministries.length === 0) throw new MayNotKeepRoster();
    const wanted = choices.people.find(({ id }) => id === url.searchParams.get('person'));
    const appointed = wanted && (await ask(listAppointments)).filter(({ personId }) => personId === wanted.id);
    const begins = appointed?.filter(({ role }) => role === 'trainer').map(({ from }) => from);
    return {
      ...choices,
      start: {
        id: newId<'Trainer'>(),
        ownerId: wanted?.ownerId ?? choices.ministries[0]?.id ?? '',
        personId: wanted?.id ?? '',
        activeFrom: begins?.sort().at(-1) ?? today(),
      },
    };
  });

export const actions: Actions = {
  add: keep(addTrainer, 'added'),
};
