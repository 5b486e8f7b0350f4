import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { composeRosterChoices, isToBeAdded } from '#app/roster.ts';
import { openRequest } from '#app/request.ts';
import { listEntries } from '#domains/audit/server/queries.ts';
import { MayNotKeepRoster, TrainerMissing, TrainerOnRoster } from '#domains/network/errors.ts';
import { addTrainer, correctTrainer } from '#domains/network/server/commands.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import type { TrainerEntry } from '#domains/network/schema.ts';
import { listAppointments } from '#domains/appointments/server/queries.ts';
import { listPeople } from '#domains/identity/server/queries.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { everybody } from './access/expected.ts';

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const [own, foreign] = [newId(), newId()];
await connection.script(`insert into kaskada.institution (id, owner_id, name) values
  ('${own}', '${ministries.BA}', '{"en":"A school"}'), ('${foreign}', '${ministries.MK}', '{"en":"Another"}')`);
const as = (actor: Actor) => openRequest(database, actor);
const coordinator = as(people.coordinator.BA);
const entryOf = (said: Partial<TrainerEntry> = {}): TrainerEntry => ({
  ...{ id: newId<'Trainer'>(), ownerId: ministries.BA, personId: null, name: 'Đurđa Šćepanović' },
  ...{ activeFrom: '2024-03-01' as Day, activeTo: null, certifiedOn: null, institutionId: null },
  ...said,
});
const find = async (id: TrainerEntry['id']) => (await coordinator.ask(listTrainers)).find((one) => one.id === id);

describe('a roster', () => {
  it('gets somebody from who coordinates the ministry, once however often it is sent', async () => {
    const entry = entryOf({ certifiedOn: '2023-05-04' as Day, institutionId: own });
    await coordinator.carryOut(addTrainer, entry);
    await coordinator.carryOut(addTrainer, entry);
    expect(await find(entry.id)).toMatchObject({
      ...{ name: entry.name, personId: null, certifiedOn: '2023-05-04', activeFrom: '2024-03-01', activeTo: null },
      ...{ institution: { en: 'A school' }, isDemo: false },
    });
    const deputy = entryOf();
    await as(people.deputy).carryOut(addTrainer, deputy);
    expect(await find(deputy.id)).toBeDefined();
  });

  it('carries the name of a person of the ministry, whatever was typed, and has them once at a time', async () => {
    const person = (await appoint(platform, 'trainer', ministries.BA)).personId!;
    const entry = entryOf({ personId: person, name: 'Somebody else', activeTo: '2024-12-31' as Day });
    await coordinator.carryOut(addTrainer, entry);
    expect(await find(entry.id)).toMatchObject({ personId: person, name: 'A trainer' });
    const again = entryOf({ personId: person, activeFrom: '2024-12-31' as Day });
    await expect(coordinator.carryOut(addTrainer, again)).rejects.toThrow(TrainerOnRoster);
    const later = { ...again, activeFrom: '2025-01-01' as Day };
    await coordinator.carryOut(addTrainer, later);
    await expect(coordinator.carryOut(correctTrainer, { ...entry, activeTo: null })).rejects.toThrow(TrainerOnRoster);
  });

  it('is corrected and ended, and its audit says by whom; the name stands there sealed', async () => {
    const entry = entryOf({ name: 'Djurdja' });
    await coordinator.carryOut(addTrainer, entry);
    const mended = { ...entry, name: 'Đurđa', certifiedOn: '2023-01-02' as Day, activeTo: '2025-06-30' as Day };
    await coordinator.carryOut(correctTrainer, mended);
    await coordinator.carryOut(correctTrainer, mended);
    expect(await find(entry.id)).toMatchObject({ name: 'Đurđa', certifiedOn: '2023-01-02', activeTo: '2025-06-30' });
    const { entries } = await as(people.auditor).ask(listEntries, ministries.BA, { kind: 'trainer' }, null, 50);
    const told = entries.filter(({ rowKey }) => rowKey === entry.id);
    expect(told.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['update', people.coordinator.BA.personId],
      ['insert', people.coordinator.BA.personId],
    ]);
    const { rows } = await sql<{ kept: string }>`select after::text as kept from audit_entry
      where table_name = 'trainer' and row_key = ${entry.id}`.execute(connection.db);
    expect(rows.map(({ kept }) => kept).join()).not.toMatch(/Djurdja|Đurđa/);
  });

  it('gives an entry to a person once, and to nobody else after', async () => {
    const [one, other] = [
      await appoint(platform, 'trainer', ministries.BA),
      await appoint(platform, 'trainer', ministries.BA),
    ];
    const entry = entryOf();
    await coordinator.carryOut(addTrainer, entry);
    await coordinator.carryOut(correctTrainer, { ...entry, personId: one.personId });
    await coordinator.carryOut(correctTrainer, { ...entry, personId: other.personId, name: 'Renamed' });
    expect(await find(entry.id)).toMatchObject({ personId: one.personId, name: 'A trainer' });
  });

  it('leaves an erased entry as it is', async () => {
    const entry = entryOf();
    await coordinator.carryOut(addTrainer, entry);
    await connection.script(`update kaskada.trainer set name = '~AB12', erased_at = now() where id = '${entry.id}'`);
    await expect(coordinator.carryOut(correctTrainer, entry)).rejects.toThrow(TrainerMissing);
    await expect(
      coordinator.carryOut(({ db }) =>
        sql`select correct_trainer(${entry.id}, null, 'A', null, null, '2024-01-01', null)`.execute(db),
      ),
    ).rejects.toThrow('NotPermitted');
  });

  it('takes nobody and no institution of another ministry, and no id that is taken', async () => {
    const held = entryOf();
    await coordinator.carryOut(addTrainer, held);
    const wrong = [
      entryOf({ personId: people.trainer.MK.personId }),
      entryOf({ personId: people.administrator.personId }),
      entryOf({ institutionId: foreign }),
      { ...entryOf(), id: held.id, name: 'Another' },
    ];
    for (const entry of wrong) await expect(coordinator.carryOut(addTrainer, entry)).rejects.toThrow('NotPermitted');
    const elsewhere = { ...held, ownerId: ministries.MK };
    await expect(as(people.coordinator.MK).carryOut(addTrainer, elsewhere)).rejects.toThrow('NotPermitted');
  });
});

describe('nobody else', () => {
  const keepers = ['own coordinator', 'own deputy'];
  const others = Object.entries(everybody).filter(([name]) => !keepers.includes(name));
  it.each([
    ...others.map(([name, who]) => [name, async () => who(people)] as const),
    [
      'own coordinator without a second factor',
      () => signIn(database, people.coordinator.BA.personId!, weakly),
    ] as const,
    ['trainer who stands in', standsIn] as const,
  ])('%s adds or corrects, by command or past it', async (_, who) => {
    const actor = await who();
    const { carryOut } = as(actor);
    const entry = entryOf({ name: 'Never' });
    const held = entryOf();
    await coordinator.carryOut(addTrainer, held);
    await expect(carryOut(addTrainer, entry)).rejects.toThrow(MayNotKeepRoster);
    await expect(carryOut(correctTrainer, { ...held, name: 'Never' })).rejects.toThrow(
      /MayNotKeepRoster|TrainerMissing/,
    );
    const past = [
      sql`select add_trainer(${entry.id}, ${ministries.BA}, null, 'Never', null, null, '2024-01-01', null)`,
      sql`select correct_trainer(${held.id}, null, 'Never', null, null, '2024-01-01', null)`,
      sql`insert into trainer (id, owner_id, name, active_from, origin)
        values (${entry.id}, ${ministries.BA}, 'Never', '2024-01-01', 'recorded')`,
      sql`update trainer set name = 'Never'`,
      sql`delete from trainer`,
    ];
    for (const statement of past)
      await expect(carryOut(({ db }) => statement.execute(db))).rejects.toThrow('NotPermitted');
    expect((await coordinator.ask(listTrainers)).map(({ name }) => name)).not.toContain('Never');
    expect(await as(actor).asking((ask) => composeRosterChoices(ask, actor, new Date()))).toMatchObject(
      actor.personId === people.coordinator.MK.personId ? { ministries: [{ id: ministries.MK }] } : { people: [] },
    );
  });

  async function standsIn() {
    const { personId } = await appoint(platform, 'trainer', ministries.BA);
    await connection.script(`insert into kaskada.emergency_access
      (id, owner_id, person_id, reason, hours, asked_at, granted_by, granted_at)
      values ('${newId()}', '${ministries.BA}', '${personId}', 'R', 2, now(), '${people.leader.personId}', now())`);
    return signIn(database, personId!);
  }
});

it('a trainer who was appointed and is not on it is offered to be added, to who may', async () => {
  const { personId } = await appoint(platform, 'trainer', ministries.BA);
  const offered = (actor: Actor) =>
    as(actor).asking(async (ask) => {
      const person = (await ask(listPeople)).find(({ id }) => id === personId);
      const lines = (await ask(listAppointments)).filter((one) => one.personId === personId);
      return person !== undefined && isToBeAdded(ask, actor, person, lines, new Date());
    });
  expect(await offered(people.coordinator.BA)).toBe(true);
  expect(await offered(people.leader)).toBe(false);
  expect(await offered(people.administrator)).toBe(false);
  await coordinator.carryOut(addTrainer, entryOf({ personId }));
  expect(await offered(people.coordinator.BA)).toBe(false);
});
