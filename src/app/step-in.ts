import { stepIn } from '#domains/identity/server/commands.ts';
import { listDemoPeople } from '#domains/identity/server/queries.ts';
import type { DemoPerson, SignInPlace } from '#domains/identity/types.ts';
import { carryOut } from '#platform/database/database.ts';
import type { PersonId } from '#shared/ids.ts';
import { runningPlatform } from './platform.ts';

/** The invented people as whom a visitor of the demo may step in. */
export const demoPeople = (): Promise<DemoPerson[]> =>
  runningPlatform().database.onDuty('sign-in', (work) => work.ask(listDemoPeople));

/** Signs a visitor in as one of the demo people; returns the token. */
export const stepInAs = (personId: PersonId, from: SignInPlace): Promise<string> =>
  runningPlatform().database.onDuty('sign-in', (work) => carryOut(work, stepIn, personId, from));
