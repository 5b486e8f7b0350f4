import { beginSignIn } from '#domains/identity/server/commands.ts';
import { listDemoPeople, proveActor, stranger } from '#domains/identity/server/queries.ts';
import { answer, carryOut, type Database } from '#platform/database/database.ts';
import type { Actor, Role } from '#shared/actor.ts';

/** How the person signed in, which what is measured does not ask. */
const means = { method: 'passkey', isStrong: true, device: 'A browser', address: '127.0.0.1' } as const;

/** The first demo person of this role, signed in. */
export async function proveDemoActor(database: Database, role: Role): Promise<Actor> {
  const people = await database.onDuty('sign-in', (work) => work.ask(listDemoPeople));
  const { personId } = people.find((person) => person.role === role)!;
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId, means));
  return database.read(stranger, (reading) => answer(reading, proveActor, token));
}
