import { listMinistries } from '#domains/identity/server/queries.ts';
import { countTrainers, listCohorts, listTrainers } from '#domains/network/server/queries.ts';
import { ministriesOf } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  locals.asking(async (ask) => ({
    ministries: await ask(listMinistries),
    trainerCounts: await ask(countTrainers),
    cohorts: await ask(listCohorts),
    roster: ministriesOf(locals.actor).length > 0 ? await ask(listTrainers) : null,
  }));
