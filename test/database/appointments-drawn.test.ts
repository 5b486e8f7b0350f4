import { sql } from 'kysely';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Actor, Role } from '#shared/actor.ts';
import type { AppointmentId, OwnerId, PersonId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import { appoint, signIn } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { added, byCommand, bySql, isOfMinistry } from './appointments/verbs.ts';

const platform = await openTestPlatform();
const { connection, database, ministries, people } = platform;
const { BA, MK } = ministries;
const another = await appoint(platform, 'administrator');
/** Added by an administrator, as that one's own second account would be. */
const puppet = await signIn(database, await added(platform, people.administrator, BA));

const actors = [
  ...[people.administrator, another, puppet, people.secretariat, people.coordinator.BA, people.deputy, people.leader],
  ...[people.auditor, people.trainer.BA, people.coordinator.MK, people.trainer.MK, people.observer, people.stranger],
] as const;
const persons = actors.flatMap(({ personId }) => personId ?? []);
const roles: readonly Role[] = [
  ...(['trainer', 'coordinator', 'deputy', 'leader', 'auditor'] as const),
  ...(['secretariat', 'observer', 'administrator'] as const),
];

const { rows: first } = await sql<{ id: AppointmentId }>`select id from appointment`.execute(connection.db);
const scene = first.map(({ id }) => id);

interface Step {
  readonly as: number;
  readonly way: boolean;
  readonly verb: 'propose' | 'consent' | 'end';
  readonly person: number;
  readonly role: Role;
  readonly owner: OwnerId;
  readonly which: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  as: fc.nat(actors.length - 1),
  way: fc.boolean(),
  verb: fc.constantFrom('propose', 'propose', 'consent', 'consent', 'consent', 'end'),
  person: fc.nat(persons.length - 1),
  role: fc.constantFrom(...roles),
  owner: fc.constantFrom(BA, BA, MK),
  which: fc.nat(),
});

/** Takes one step as a person who signs in anew, so that the seats are those of this moment. Refusals are answers. */
async function take({ as, way, verb, person, role, owner, which }: Step, made: AppointmentId[]): Promise<void> {
  const { personId } = actors[as]!;
  const actor: Actor = personId ? await signIn(database, personId) : people.stranger;
  const verbs = (way ? byCommand : bySql)(platform);
  const known = [...made, ...scene.slice(0, 2)];
  const id = known[which % known.length]!;
  try {
    const ownerId = isOfMinistry(role) ? owner : null;
    if (verb === 'propose') made.push(await verbs.propose(actor, { personId: persons[person]!, role, ownerId }));
    else await verbs[verb](actor, id);
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
  }
}

interface Standing {
  readonly person_id: PersonId;
  readonly role: Role;
  readonly owner_id: OwnerId | null;
  readonly proposed_by: PersonId | null;
  readonly consented_by: PersonId | null;
  readonly consented_at: Date | null;
  /** Of which ministry whoever proposed and whoever consented are. */
  readonly proposer_of: OwnerId | null;
  readonly consenter_of: OwnerId | null;
}

/** Whether two different people stand behind it, or one by a documented exception. */
function isRight(one: Standing): boolean {
  if (one.consented_at === null) return true;
  if (one.consented_by === null) return one.role === 'trainer' && one.proposer_of === one.owner_id;
  // Of the network any ministry’s coordinator may consent as well.
  const isByTwo = one.consented_by !== one.proposed_by && one.consented_by !== one.person_id;
  return isByTwo && (one.owner_id === null || one.consenter_of === null || one.consenter_of === one.owner_id);
}

afterEach(async () => {
  await sql`delete from appointment where not (id = any (${scene}::uuid[]))`.execute(connection.db);
});

test('whatever people do, in whatever order, nobody holds a role that two people do not stand behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const made: AppointmentId[] = [];
      for (const one of steps) await take(one, made);
      const { rows } = await sql<Standing>`select a.*, p.owner_id as proposer_of, c.owner_id as consenter_of
        from appointment a left join person p on p.id = a.proposed_by left join person c on c.id = a.consented_by
        where a.id = any (${made}::uuid[])`.execute(connection.db);
      expect(rows.filter((row) => !isRight(row))).toEqual([]);
      await sql`delete from appointment where not (id = any (${scene}::uuid[]))`.execute(connection.db);
      await sql`update appointment set ended_by = null, ended_at = null where ended_at is not null`.execute(
        connection.db,
      );
    }),
    { numRuns: 40 },
  );
});
