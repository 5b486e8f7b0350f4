import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { MayNotKeepProfile, ProfileChangedElsewhere, ProfilePartEmpty } from '#domains/network/errors.ts';
import { emptyProfile, isKept } from '#domains/network/rules.ts';
import { endAppointment } from '#domains/appointments/server/commands.ts';
import { listAppointments } from '#domains/appointments/server/queries.ts';
import { erasePart, publishPart, saveAndPublish, saveProfile, withdrawPart } from '#domains/network/server/commands.ts';
import { findOwnProfile, findPublished, listOwnConsents, listPublished } from '#domains/network/server/queries.ts';
import { profileParts, type OwnProfile, type ProfileContent, type ProfilePart } from '#domains/network/types.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { appoint, signIn } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const trainer = people.trainer.BA;
const profile: ProfileContent = {
  ...emptyProfile,
  about: 'About me',
  deployments: 'A mission',
  email: 'a@mod.example',
};

const own = (who = trainer): Promise<OwnProfile> => database.read(who, (reading) => answer(reading, findOwnProfile));
const seen = (who: Actor) => database.read(who, (reading) => answer(reading, findPublished, trainer.personId!));
const save = async (typed: ProfileContent, who = trainer) => {
  const { revisions } = await own(who);
  await database.work(who, (work) => carryOut(work, saveProfile, typed, revisions));
};
const publish = (part: ProfilePart, id = newId<'Consent'>()) =>
  database.work(trainer, (work) => carryOut(work, publishPart, part, id));
const withdraw = (part: ProfilePart) => database.work(trainer, (work) => carryOut(work, withdrawPart, part));

const network = {
  'the own coordinator': people.coordinator.BA,
  'a foreign trainer': people.trainer.MK,
  'the secretariat': people.secretariat,
  'the own leader': people.leader,
};
const outside = {
  'the own auditor': people.auditor,
  'an observer': people.observer,
  'an administrator': people.administrator,
  'a stranger': people.stranger,
};

test('what is not published is seen by nobody but its person, and leaves no trace in the audit', async () => {
  await save(profile);
  expect((await own()).content).toEqual(profile);
  for (const [name, who] of Object.entries({ ...network, ...outside })) expect(await seen(who), name).toBeNull();
  const entries = await database.read(people.coordinator.BA, ({ db }) =>
    sql`select * from audit_entry where table_name = 'profile_part'`.execute(db as never),
  );
  expect(entries.rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(entries.rows)).not.toContain('About me');
});

test('a published part, and only that, is seen by the network; withdrawn, it is gone at once', async () => {
  await publish('about');
  for (const [name, who] of Object.entries(network)) {
    const shown = await seen(who);
    expect(shown?.content, name).toEqual({ ...emptyProfile, about: 'About me' });
    expect(shown?.parts.map(({ part }) => part)).toEqual(['about']);
  }
  for (const [name, who] of Object.entries(outside)) expect(await seen(who), name).toBeNull();
  expect(await database.read(people.observer, (reading) => answer(reading, listPublished))).toEqual([]);
  await withdraw('about');
  for (const [name, who] of Object.entries(network)) expect(await seen(who), name).toBeNull();
  expect((await own()).content.about).toBe('About me');
});

test('a consent is kept with both its dates; sent again after it was withdrawn, it gives nothing', async () => {
  const id = newId<'Consent'>();
  await publish('contact', id);
  await publish('contact', id);
  await withdraw('contact');
  await publish('contact', id);
  expect(await seen(people.trainer.MK)).toBeNull();
  const consents = await database.read(trainer, (reading) => answer(reading, listOwnConsents));
  expect(consents.filter(({ part }) => part === 'contact')).toEqual([
    { part: 'contact', givenAt: expect.any(Date), withdrawnAt: expect.any(Date) },
  ]);
});

test('a form sent twice is harmless; an older one overwrites nothing', async () => {
  const before = await own();
  const sent = { ...profile, about: 'Newer' };
  const send = (typed: ProfileContent) =>
    database.work(trainer, (work) => carryOut(work, saveProfile, typed, before.revisions));
  await send(sent);
  await send(sent);
  expect((await own()).revisions.about).toBe(before.revisions.about + 1);
  await expect(send({ ...profile, about: 'From an older window' })).rejects.toBeInstanceOf(ProfileChangedElsewhere);
  expect((await own()).content.about).toBe('Newer');
});

test('an emptied part is shown no longer; nothing can be published that is not there', async () => {
  await publish('deployments');
  await save({ ...(await own()).content, deployments: '' });
  expect(await seen(people.trainer.MK)).toBeNull();
  expect((await own()).publishedAt.deployments).toBeNull();
  await expect(publish('deployments')).rejects.toBeInstanceOf(ProfilePartEmpty);
});

test('saving and publishing are done both or neither', async () => {
  const { revisions } = await own();
  const typed = { ...(await own()).content, about: 'Not kept' };
  const both = database.work(trainer, (work) =>
    carryOut(work, saveAndPublish, typed, revisions, 'languages', newId<'Consent'>()),
  );
  await expect(both).rejects.toBeInstanceOf(ProfilePartEmpty);
  expect((await own()).content.about).toBe('Newer');
});

test('who is no trainer keeps no profile', async () => {
  for (const who of [people.coordinator.BA, people.secretariat, people.administrator])
    await expect(
      database.work(who, (work) => carryOut(work, saveProfile, profile, emptyRevisions)),
    ).rejects.toBeInstanceOf(MayNotKeepProfile);
});

test('what is shown ends with the role; its person still opens the profile, withdraws and erases', async () => {
  const former = await appoint(platform, 'trainer', ministries.ME);
  const shown = (who: Actor) => database.read(who, (reading) => answer(reading, findPublished, former.personId!));
  const typed = { ...profile, languages: ['sr'] };
  for (const part of ['about', 'contact'] as const)
    await database.work(former, (work) =>
      carryOut(work, saveAndPublish, typed, emptyRevisions, part, newId<'Consent'>()),
    );
  expect((await shown(people.trainer.MK))?.parts).toHaveLength(2);
  expect(await shown(people.trainer.MK)).not.toHaveProperty('institution');

  const appointments = await database.read(people.coordinator.ME, (reading) => answer(reading, listAppointments));
  const { id } = appointments.find(({ personId }) => personId === former.personId)!;
  await database.work(people.coordinator.ME, (work) => carryOut(work, endAppointment, id));
  const now = await signIn(database, former.personId!);
  for (const who of [people.trainer.MK, people.coordinator.ME, people.secretariat]) {
    expect(await shown(who)).toBeNull();
    for (const table of ['profile_part', 'profile_consent'])
      expect(
        await database.read(who, async ({ db }) => {
          const { rows } = await sql`select * from ${sql.table(table)} where person_id = ${former.personId}`.execute(
            db as never,
          );
          return rows;
        }),
        table,
      ).toEqual([]);
  }

  expect(isKept(await own(now))).toBe(true);
  await expect(save({ ...typed, about: 'New' }, now)).rejects.toBeInstanceOf(MayNotKeepProfile);
  await expect(
    database.work(now, (work) => carryOut(work, publishPart, 'languages', newId<'Consent'>())),
  ).rejects.toBeInstanceOf(MayNotKeepProfile);
  await database.work(now, (work) => carryOut(work, withdrawPart, 'about'));
  expect((await own(now)).publishedAt).toMatchObject({ about: null, contact: expect.any(Date) });
  for (const part of profileParts) await database.work(now, (work) => carryOut(work, erasePart, part));
  expect(await own(now)).toMatchObject({ content: emptyProfile, publishedAt: { contact: null } });
  expect(isKept(await own(now))).toBe(false);
});
const emptyRevisions = { about: 0, languages: 0, units: 0, deployments: 0, contact: 0 };
