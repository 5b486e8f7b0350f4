import { listMinistries } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { countryCodes } from '#domains/network/types.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import type { SubmissionContext } from '#domains/training/sessions/schema.ts';
import { today } from '#shared/dates.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from './request.ts';

/** What a submission is judged against: the day, and what the network and this ministry know. */
export const readSubmissionContext = async (ask: Asking, ownerId: OwnerId): Promise<SubmissionContext> => ({
  today: today(),
  countries: new Set(countryCodes),
  networkCountries: new Set((await ask(listMinistries)).map(({ countryCode }) => countryCode)),
  unitIds: new Set<string>((await ask(listUnits)).map(({ id }) => id)),
  trainerIds: new Set<string>(
    (await ask(listTrainers)).filter((trainer) => trainer.ownerId === ownerId).map(({ id }) => id),
  ),
  coOwnerIds: new Set<string>((await ask(listMinistries)).flatMap(({ id }) => (id === ownerId ? [] : [id]))),
});
