import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
  DefinitionStale,
  MayNotCite,
  MayNotFreeze,
  MayNotPublish,
  NoSuchFigure,
} from '#domains/training/reach/errors.ts';
import { showFigure } from '#domains/training/reach/rules/figure.ts';
import { partOf } from '#domains/training/reach/rules/narrowing.ts';
import { findFigure } from '#domains/training/reach/server/queries.ts';
import { compareSnapshot, listStoodPieces } from '#domains/training/reach/server/queries/comparison.ts';
import { findDefinition, listDefinitionVersions } from '#domains/training/reach/server/queries/definitions.ts';
import {
  computeFigure,
  findFingerprinted,
  findSnapshot,
  listPublications,
  listSnapshots,
  listUses,
} from '#domains/training/reach/server/queries/snapshots.ts';
import type { Snapshot } from '#domains/training/reach/types.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import { openTestPlatform } from '#test/platform.ts';
import { verifyAll } from './recount.ts';
import { snapshotVerbs } from './verbs.ts';

const platform = await openTestPlatform();
const { connection, people, ministries } = platform;
const { ask, release, withdraw, publish, freeze, define, use, latest } = await snapshotVerbs(platform);
const headline = 'attendances-peers_at_home';
const compare = (snapshot: Snapshot, who = people.secretariat) => ask(who, compareSnapshot, snapshot);
const many = (n: number, women = 0) => ({
  statements: women ? [{ n }, { sex: 'woman' as const, n: women }, { sex: 'man' as const, n: n - women }] : [{ n }],
});

test('a snapshot stays, and computing it again names exactly the sessions that changed, and why', async () => {
  const [stays, corrected, withdrawn] = [
    await release('BA', many(20)),
    await release('BA', many(30)),
    await release('RS', many(40)),
  ];
  await publish(people.secretariat);
  const frozen = await latest(people.stranger, headline);
  expect(frozen.value).toBe(90);
  expect((await compare(frozen)).isSame).toBe(true);

  await release('BA', many(50), corrected);
  await withdraw(withdrawn);
  const added = await release('ME', many(25));
  expect(await ask(people.stranger, findSnapshot, frozen.id)).toEqual(frozen);

  const compared = await compare(frozen);
  expect(compared).toMatchObject({ isSame: false, difference: 5, newer: null, hasMorePieces: false });
  const told = compared.pieces!.map(({ why, before, now }) => [
    (before ?? now)!.sessionId,
    why,
    before?.total ?? null,
    now?.total ?? null,
  ]);
  expect(new Set(told)).toEqual(
    new Set([
      [corrected.sessionId, 'corrected', 30, 50],
      [withdrawn.sessionId, 'withdrawn', 40, null],
      [added.sessionId, 'released', null, 25],
    ]),
  );
  const { pieces } = await ask(people.secretariat, listStoodPieces, frozen);
  expect(new Set(pieces.map(({ sessionId }) => sessionId))).toEqual(
    new Set([stays, corrected, withdrawn].map(({ sessionId }) => sessionId)),
  );
  expect(await verifyAll(platform, frozen.id)).toBe(true);
});

test('who may not see sessions is told counts by ministry and year, and no session', async () => {
  const frozen = await latest(people.stranger, headline);
  for (const who of [people.stranger, people.observer, people.administrator]) {
    const compared = await compare(frozen, who);
    expect(compared.pieces, who.name).toBeNull();
    expect(compared.rows.map(({ ownerId, before, now }) => [ownerId, before?.total, now?.total])).toEqual(
      expect.arrayContaining([
        [ministries.BA, 50, 70],
        [ministries.RS, 40, undefined],
        [ministries.ME, undefined, 25],
      ]),
    );
    expect((await ask(who, listStoodPieces, frozen)).pieces).toEqual([]);
  }
});

test('the fingerprint is that of its text, and another one once any record behind it is another', async () => {
  const one = await release('MK', many(20));
  const take = () => freeze(people.secretariat, headline, { owner: ministries.MK });
  const first = await take();
  const text = await ask(people.stranger, findFingerprinted, first.id);
  expect(createHash('sha256').update(text!).digest('hex')).toBe(first.fingerprint);
  expect((await take()).fingerprint).toBe(first.fingerprint);
  // The same numbers, by another version of the record.
  await release('MK', many(20), one);
  const second = await take();
  expect(second.value).toBe(first.value);
  expect(second.fingerprint).not.toBe(first.fingerprint);
  expect((await compare(first)).pieces).toMatchObject([
    { why: 'corrected', before: { total: 20 }, now: { total: 20 } },
  ]);
});

test('a figure of other domains changes with its records', async () => {
  await connection.script(`insert into kaskada.meeting values ('GMT', 5, '2020-10-21', '2020-10-21', 'online', null, null, 26,
    '{}', '{}', 'https://example.org/5'), ('GMT', 3, null, null, null, null, null, null, '{}', '{}', 'https://example.org/3');
    insert into kaskada.reported_total values ('00000000-0000-7000-8000-00000000abcd', '2017-01-31', 'more than', 4700, 'people',
    null, '2011-01-01', '2017-01-31', 'published', 'https://example.org/total', null);
    insert into kaskada.trainer_cohort values ('2014-03-13', 'A course', 'A centre', null, 'A place', 'BA', '{"BA": 6}', 16,
    'https://example.org/cohort', null)`);
  await publish(people.secretariat);
  const value = async (code: string, scope = {}) => (await latest(people.stranger, code, scope)).value;
  const fifth = { series: 'GMT', number: 5 } as const;
  expect(await value('meeting-participants', fifth)).toBe(26);
  expect(await value('meeting-number', fifth)).toBe(5);
  expect(await value('meetings-held', { series: 'GMT' })).toBe(5);
  expect(await value('reported-total', { reported: '00000000-0000-7000-8000-00000000abcd' })).toBe(4700);
  expect(await value('certified-trainers')).toBe(16);
  expect(await value('ministries')).toBe(4);
  expect(await ask(people.stranger, listSnapshots, { code: 'meeting-participants' })).toHaveLength(1);
  const frozen = await latest(people.stranger, 'meeting-participants', fifth);
  expect(frozen.splits.meeting).toMatchObject({ dateFrom: '2020-10-21', mode: 'online' });
  expect((await compare(frozen)).isSame).toBe(true);
  await connection.script(`update kaskada.meeting set place = 'Skopje' where number = 5`);
  expect(await compare(frozen)).toMatchObject({
    isSame: false,
    difference: 0,
    records: [{ record: 'GMT/5', what: 'changed' }],
  });
  expect(await verifyAll(platform, frozen.id)).toBe(true);
});

test('a new version of a definition changes what is computed, and no snapshot', async () => {
  await release('BA', { ...many(30, 20), dateFrom: '2015-03-01' as Day, dateTo: '2015-03-01' as Day });
  await publish(people.secretariat, 'Before');
  const before = await latest(people.stranger, headline);
  const definition = (await ask(people.stranger, findDefinition, headline))!;
  const form = { ...definition, after: 1, filters: { firstYear: 2015, lastYear: 2015 }, reason: 'One year' };
  for (const who of [people.coordinator.BA, people.observer, people.administrator, people.stranger])
    await expect(define(who, form), who.name).rejects.toThrow(MayNotPublish);
  await define(people.secretariat, form);
  await expect(define(people.secretariat, form)).rejects.toThrow(DefinitionStale);

  expect(await ask(people.stranger, findSnapshot, before.id)).toEqual(before);
  expect(await compare(before)).toMatchObject({ isSame: true, newer: { value: 30, definition: { version: 2 } } });
  expect((await ask(people.stranger, findFigure, { kind: 'peers_at_home' })).whole.total).toBe(30);
  await define(people.secretariat, { ...form, after: 2, filters: { firstYear: 2015, audience: 'women' } });
  const women = await freeze(people.secretariat, headline, { to: 2015 });
  expect(women).toMatchObject({ version: 3, value: 20 });
  expect(await verifyAll(platform, before.id)).toBe(true);
  expect(await verifyAll(platform, women.id)).toBe(true);
  await define(people.secretariat, { ...form, after: 3, filters: {} });
  expect((await ask(people.stranger, listDefinitionVersions, headline)).map(({ version }) => version)).toEqual([
    4, 3, 2, 1,
  ]);
  await expect(
    define(people.secretariat, { ...form, after: 4, filters: { audience: 'everybody' as 'women' } }),
  ).rejects.toThrow();
});

test('a value is the one that the page shows, also where something is withheld or was not recorded', async () => {
  const kinds = ['training_of_trainers', 'partner_activity', 'peers_from_outside'] as const;
  await release('BA', { ...many(3), kind: kinds[0] });
  await release('BA', { ...many(20, 18), kind: kinds[1] });
  await release('BA', { ...many(20), kind: kinds[2] });
  for (const kind of kinds)
    for (const audience of [undefined, 'women', 'civilian'] as const) {
      const definition = (await ask(people.stranger, findDefinition, `attendances-${kind}`))!;
      const after = (await ask(people.stranger, listDefinitionVersions, definition.code))[0]!.version;
      await define(people.secretariat, {
        ...definition,
        after,
        filters: audience ? { audience } : {},
        reason: 'Tried',
      });
      const newest = (await ask(people.stranger, findDefinition, definition.code))!;
      const { value, splits } = await ask(people.stranger, computeFigure, newest, {});
      const shown = partOf(showFigure(splits.rows!).whole, audience);
      expect(value, `${kind} ${audience}`).toBe(typeof shown === 'number' ? shown : null);
    }
});

test('the secretariat publishes, once however often it is sent; nobody else does', async () => {
  for (const who of [people.coordinator.BA, people.trainer.BA, people.observer, people.administrator, people.stranger])
    await expect(publish(who), who.name).rejects.toThrow(MayNotPublish);
  const before = (await ask(people.stranger, listPublications)).length;
  const id = newId<'Publication'>();
  await publish(people.secretariat, 'Once', id);
  await publish(people.secretariat, 'Once', id);
  expect(await ask(people.stranger, listPublications)).toHaveLength(before + 1);
});

test('a coordinator freezes what the others see of their own ministry, and nothing else', async () => {
  await release('BA', { ...many(3), kind: 'partner_activity' });
  const own = await freeze(people.coordinator.BA, 'attendances-partner_activity', { owner: ministries.BA });
  expect(own).toMatchObject({ ownerId: ministries.BA, publicationId: null });
  expect(own.splits.rows![0]).toMatchObject({ heldSessions: 1 });
  const tries = [
    [people.coordinator.RS, { owner: ministries.BA }],
    [people.coordinator.BA, {}],
    [people.trainer.BA, { owner: ministries.BA }],
    [people.leader, { owner: ministries.BA }],
    [people.observer, {}],
    [people.stranger, {}],
  ] as const;
  for (const [who, scope] of tries) await expect(freeze(who, headline, scope), who.name).rejects.toThrow(MayNotFreeze);
  for (const [code, scope] of [
    ['no-such-figure', {}],
    [headline, { series: 'GMT' }],
    ['meeting-number', { series: 'GMT', number: 99 }],
  ] as const)
    await expect(freeze(people.secretariat, code, scope), code).rejects.toThrow(NoSuchFigure);
});

test('the functions themselves refuse whom the commands refuse', async () => {
  const calls = [
    sql`select publish_figures(${newId()}, 'x')`,
    sql`select freeze_figure(${newId()}, ${headline}, '{}')`,
    sql`select define_figure(${headline}, 1, '{}', '{}', 'x')`,
  ];
  for (const who of [people.coordinator.BA, people.trainer.RS, people.observer, people.administrator, people.stranger])
    for (const call of calls)
      await expect(
        platform.database.work(who, ({ db }) => call.execute(db)),
        who.name,
      ).rejects.toThrow(NotPermitted);
  const foreign = sql`select freeze_figure(${newId()}, ${headline}, ${JSON.stringify({ owner: ministries.BA })}::jsonb)`;
  await expect(platform.database.work(people.coordinator.RS, ({ db }) => foreign.execute(db))).rejects.toThrow(
    NotPermitted,
  );
});

test('where it was used is told to everybody, by whom to the network', async () => {
  const { id } = await latest(people.stranger, headline);
  const form = { snapshotId: id, place: 'A news item', address: 'https://example.org/news' };
  await expect(use(people.trainer.BA, form)).rejects.toThrow(MayNotCite);
  await expect(use(people.stranger, form)).rejects.toThrow(MayNotCite);
  await expect(use(people.secretariat, { ...form, address: 'javascript:alert(1)' })).rejects.toThrow();
  await use(people.coordinator.BA, form);
  for (const [who, usedBy] of [
    [people.stranger, null],
    [people.observer, null],
    [people.trainer.MK, people.coordinator.BA.personId],
  ] as const)
    expect(await ask(who, listUses, [id])).toMatchObject([{ place: form.place, address: form.address, usedBy }]);
});
