import { expect, test } from 'vitest';
import { answer } from '#platform/database/database.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import {
  AdjustmentMissing,
  MayNotAdjust,
  MayNotClaim,
  NotHeldTogether,
  OverlapNotCounted,
} from '#domains/training/sessions/errors.ts';
import { findReleasedSession, listReleasedRows } from '#domains/training/sessions/server/queries.ts';
import { listOverlaps } from '#domains/training/sessions/server/queries/overlaps.ts';
import { listClaimable, listClaims, listLeftOut } from '#domains/training/sessions/server/queries/sharing.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type SessionId, type UnitId, type VersionId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import type { Country } from '#test/people.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './sessions/verbs.ts';

/* One session once: what is suggested as the same, who may say so, and who may claim what was held together. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const roster = await enrolTrainers(platform);
const { submit, release, withdraw, claim, unclaim, tellApart, suggestAgain, leaveOut, countAgain } =
  sessionVerbs(platform);
const unit = newId<'Unit'>() as UnitId;
await connection.script(`insert into unit (id, number, title) values ('${unit}', 1, '{"en": "A unit"}')`);

let place = 0;
/** A place of its own for each test, so that none sees the sessions of another. */
const newPlace = () => `Grad ${(place += 1)}`;

async function submitted(country: Country, change: Partial<SessionContent>, sessionId = newId<'Session'>(), after = 0) {
  const versionId = newId<'SessionVersion'>();
  const content = heldBy(roster[country], { unitIds: [unit], ...change });
  await submit(people.trainer[country], {
    ...{ sessionId, ownerId: ministries[country], versionId, content, after, revision: 0 },
  });
  return { sessionId, versionId };
}
async function released(country: Country, change: Partial<SessionContent>): Promise<SessionId> {
  const { sessionId, versionId } = await submitted(country, change);
  await release(people.coordinator[country], versionId as VersionId, 'sex');
  return sessionId;
}
const read = <Answer>(who: Actor, question: Parameters<typeof answer<never, [], Answer>>[1]) =>
  database.read(who, (reading) => answer(reading as never, question));
/** The pairs that are suggested to somebody, as ids, in one order. */
const pairs = async (who: Actor) =>
  ((await read(who, listOverlaps as never)) as Awaited<ReturnType<typeof listOverlaps>>).map(({ session, other }) =>
    [session.id, other.id].sort(),
  );
const { BA, RS, MK } = people.coordinator;

test('two sessions of a ministry with a day, the place and a trainer in common are suggested, in either script', async () => {
  const where = newPlace();
  const first = await released('BA', { place: where, dateFrom: '2026-03-01' as Day, dateTo: '2026-03-03' as Day });
  const second = (
    await submitted('BA', {
      place: ` ${where.toUpperCase()} `,
      dateFrom: '2026-03-03' as Day,
      dateTo: '2026-03-04' as Day,
    })
  ).sessionId;
  await released('BA', { place: where, dateFrom: '2026-03-05' as Day, dateTo: '2026-03-05' as Day });
  await released('BA', { place: newPlace(), dateFrom: '2026-03-01' as Day });
  await released('BA', { place: where, occurrence: 'cancelled' });
  expect(await pairs(BA)).toEqual([[first, second].sort()]);
  expect(await pairs(people.deputy)).toEqual([[first, second].sort()]);
  for (const who of [RS, people.trainer.BA, people.leader, people.secretariat, people.observer, people.stranger])
    expect(await pairs(who)).toEqual([]);
  await tellApart(BA, first, second);
  expect(await pairs(BA)).toEqual([]);
  await suggestAgain(BA, first, second);
  expect(await pairs(BA)).toHaveLength(1);
  await tellApart(BA, second, first);
  expect(await pairs(BA)).toEqual([]);
});

test('what another ministry released is suggested where a unit and the country are in common too', async () => {
  const where = newPlace();
  const own = await released('BA', { place: where });
  const foreign = await released('RS', { place: where });
  await released('RS', { place: where, unitIds: [] });
  await released('RS', { place: where, countryCode: 'RS' });
  await submitted('MK', { place: where });
  expect(await pairs(BA)).toEqual([[own, foreign].sort()]);
  expect((await pairs(RS)).filter((pair) => pair.includes(own))).toHaveLength(1);
  // Whose session waits sees it beside what the others released; they do not.
  expect(await pairs(MK)).toHaveLength(2);
  await tellApart(BA, own, foreign);
  expect(await pairs(BA)).toEqual([]);
  // What one ministry said of its own does not speak for the other.
  expect((await pairs(RS)).filter((pair) => pair.includes(own))).toHaveLength(1);
});

const reasonOf = async (id: SessionId) =>
  (await database.read(MK, (reading) => answer(reading, findReleasedSession, id)))?.leftOut;
const leftOutOf = (who: Actor) => database.read(who, (reading) => answer(reading, listLeftOut, {}));

test('what is signed is left out, with its reason, until it is withdrawn; nobody else signs', async () => {
  const where = newPlace();
  const stays = await released('BA', { place: where });
  const out = await released('BA', { place: where });
  const sign = (who: Actor, session = out, other = stays) =>
    leaveOut(who, { id: newId<'Adjustment'>(), session, other, reason: 'Entered twice' });
  for (const who of [RS, people.trainer.BA, people.leader, people.secretariat, people.observer, people.stranger])
    await expect(sign(who)).rejects.toBeInstanceOf(MayNotAdjust);
  const id = newId<'Adjustment'>();
  await leaveOut(people.deputy, { id, session: out, other: stays, reason: 'Entered twice' });
  await leaveOut(people.deputy, { id, session: out, other: stays, reason: 'Entered twice' });
  expect(await reasonOf(out)).toBe('Entered twice');
  expect(await reasonOf(stays)).toBeNull();
  const listed = await database.read(MK, (reading) =>
    answer(reading, listReleasedRows, { ownerId: ministries.BA, counts: true as const }, 1),
  );
  const ids = listed.map((one) => one.id);
  expect(ids).toContain(stays);
  expect(ids).not.toContain(out);
  expect(await leftOutOf(MK)).toMatchObject([{ id, sessionId: out, overlapCounts: true }]);
  expect(await leftOutOf(people.observer)).toEqual([]);
  expect(await leftOutOf(people.stranger)).toEqual([]);
  // Of two that leave each other out nothing would count, and nothing is left out twice.
  await expect(sign(BA, stays, out)).rejects.toBeInstanceOf(OverlapNotCounted);
  await expect(sign(BA)).rejects.toBeInstanceOf(OverlapNotCounted);
  await expect(countAgain(RS, id, 'Why')).rejects.toBeInstanceOf(MayNotAdjust);
  await withdraw(BA, stays);
  expect(await leftOutOf(MK)).toMatchObject([{ id, overlapCounts: false }]);
  await countAgain(BA, id, 'The other one was taken back');
  expect(await reasonOf(out)).toBeNull();
  await expect(countAgain(BA, id, 'Again')).rejects.toBeInstanceOf(AdjustmentMissing);
});

const claimable = async (who: Actor) =>
  (await database.read(who, (reading) => answer(reading, listClaimable))).map(({ id }) => id);
const claimsOf = async (id: SessionId) =>
  (await database.read(people.trainer.MK, (reading) => answer(reading, listClaims, id))).map(({ ownerId }) => ownerId);

test('a co-owner claims what was released, and the claim falls with what it rests on', async () => {
  const where = newPlace();
  const { sessionId, versionId } = await submitted('RS', { place: where, coOwnerIds: [ministries.BA] });
  await expect(claim(BA, sessionId, ministries.BA)).rejects.toBeInstanceOf(NotHeldTogether);
  await release(RS, versionId as VersionId, 'sex');
  expect(await claimable(BA)).toEqual([sessionId]);
  for (const who of [RS, MK, people.trainer.BA, people.leader]) expect(await claimable(who)).toEqual([]);
  await expect(claim(MK, sessionId, ministries.MK)).rejects.toBeInstanceOf(NotHeldTogether);
  for (const who of [MK, RS, people.trainer.BA, people.leader, people.secretariat, people.observer, people.stranger])
    await expect(claim(who, sessionId, ministries.BA)).rejects.toBeInstanceOf(MayNotClaim);
  await claim(people.deputy, sessionId, ministries.BA);
  await claim(BA, sessionId, ministries.BA);
  expect(await claimsOf(sessionId)).toEqual([ministries.BA]);
  const opened = await database.read(MK, (reading) =>
    answer(reading, listReleasedRows, { ownerId: ministries.BA, counts: true as const }, 1),
  );
  expect(opened.map((one) => one.id)).toContain(sessionId);
  expect(await claimable(BA)).toEqual([]);
  await expect(unclaim(RS, sessionId, ministries.BA)).rejects.toBeInstanceOf(MayNotClaim);
  await unclaim(BA, sessionId, ministries.BA);
  await claim(BA, sessionId, ministries.BA);
  const next = await submitted('RS', { place: where, coOwnerIds: [ministries.ME] }, sessionId as never, 1);
  expect(await claimsOf(sessionId)).toEqual([ministries.BA]);
  await release(RS, next.versionId as VersionId, 'sex');
  expect(await claimsOf(sessionId)).toEqual([]);
  await claim(people.coordinator.ME, sessionId, ministries.ME);
  await withdraw(RS, sessionId);
  expect(await claimsOf(sessionId)).toEqual([]);
});

test('by SQL alone nobody claims what does not name their ministry', async () => {
  const id = await released('RS', { place: newPlace(), coOwnerIds: [ministries.ME] });
  const claiming = database.work(BA, async ({ db }) => {
    const row = { session_id: id, owner_id: ministries.BA, claimed_by: BA.personId, claimed_at: new Date() };
    await (db as never as { insertInto(t: string): { values(r: object): { execute(): Promise<unknown> } } })
      .insertInto('session_claim')
      .values(row)
      .execute();
  });
  await expect(claiming).rejects.toBeInstanceOf(NotPermitted);
});
