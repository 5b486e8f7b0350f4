import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { listPublishedShares, listReportedTotals } from '#domains/training/reach/server/queries.ts';
import { MayNotKeepSourced, SourcedMissing, SourcedStale, SourcedWithdrawn } from '#domains/training/sourced/errors.ts';
import type { SourcedForm } from '#domains/training/sourced/schema.ts';
import { restoreSourced, withdrawSourced, writeSourced } from '#domains/training/sourced/server/commands.ts';
import { listSourcedVersions, listWithdrawals } from '#domains/training/sourced/server/queries.ts';
import type { SourcedRecordId } from '#domains/training/sourced/types.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

/* What others published is kept by the secretariat, and by each ministry for its own country; nobody else writes it. */

const { connection, database, people, ministries } = await openTestPlatform();
const { coordinator, deputy, leader, trainer, secretariat, observer, administrator, auditor, stranger } = people;

type Total = Extract<SourcedForm, { kind: 'reported_total' }>;
const total = (given: Partial<Total> = {}): Total => ({
  ...{
    kind: 'reported_total',
    id: newId<'SourcedVersion'>(),
    recordId: newId<'SourcedRecord'>(),
    after: 0,
    reason: '',
  },
  ...{ countryCode: 'BA', qualifier: 'over', value: 700, counted: 'soldiers trained', basis: 'not stated' },
  ...{ asAt: '2019-05-01' as Day, periodFrom: '2018-01-01' as Day, periodTo: '2019-05-01' as Day },
  ...{ source: 'Yearbook 2019, page 12', note: null, ...given },
});
const share = (): Extract<SourcedForm, { kind: 'published_share' }> => ({
  ...{ kind: 'published_share', id: newId<'SourcedVersion'>(), recordId: newId<'SourcedRecord'>(), after: 0 },
  ...{ reason: '', countryCode: 'BA', population: 'officers', asAt: '2020', women: 10, total: 100, percent: 11 },
  ...{ source: 'Yearbook 2019, page 12', note: null },
});
const write = (actor: Actor, form: SourcedForm) => database.work(actor, (work) => carryOut(work, writeSourced, form));
const withdraw = (actor: Actor, id: SourcedRecordId, reason = 'The source took it back') =>
  database.work(actor, (work) => carryOut(work, withdrawSourced, 'reported_total', id, reason));
const restore = (actor: Actor, id: SourcedRecordId) =>
  database.work(actor, (work) => carryOut(work, restoreSourced, 'reported_total', id));
const correct = (form: Total, given: Partial<Total>): Total => ({
  ...form,
  ...{ id: newId<'SourcedVersion'>(), after: form.after + 1, reason: 'A slip', ...given },
});
const totals = (actor: Actor = stranger) => database.read(actor, (reading) => answer(reading, listReportedTotals));
const find = async (id: string) => (await totals()).find((one) => one.id === id);
const versions = (id: SourcedRecordId) =>
  database.read(stranger, (reading) => answer(reading, listSourcedVersions, id));

const keepers = [secretariat, coordinator.BA, deputy];
const others = [trainer.BA, leader, coordinator.MK, observer, administrator, auditor, stranger];

describe('a reported total', () => {
  test('is entered by the secretariat or by its ministry, and is public at once', async () => {
    for (const keeper of keepers) {
      const form = total();
      await write(keeper, form);
      expect(await find(form.recordId), keeper.name).toMatchObject({ value: 700, countryCode: 'BA', note: null });
    }
  });

  test('is entered, corrected and withdrawn by nobody else', async () => {
    const form = total();
    await write(coordinator.BA, form);
    for (const other of others) {
      await expect(write(other, total()), other.name).rejects.toThrow(MayNotKeepSourced);
      await expect(write(other, correct(form, { value: 1 })), other.name).rejects.toThrow(MayNotKeepSourced);
      await expect(withdraw(other, form.recordId), other.name).rejects.toThrow(MayNotKeepSourced);
      await expect(restore(other, form.recordId), other.name).rejects.toThrow(MayNotKeepSourced);
    }
    expect(await find(form.recordId)).toMatchObject({ value: 700 });
  });

  test('of the network is the secretariat’s', async () => {
    await expect(write(coordinator.BA, total({ countryCode: null }))).rejects.toThrow(MayNotKeepSourced);
    await write(secretariat, total({ countryCode: null }));
  });

  test('keeps its id, its country and what it said before', async () => {
    const form = total();
    await write(coordinator.BA, form);
    await write(secretariat, correct(form, { value: 750, countryCode: 'MK' }));
    expect(await find(form.recordId)).toMatchObject({ value: 750, countryCode: 'BA' });
    expect(await versions(form.recordId)).toMatchObject([
      { number: 2, reason: 'A slip', ownerId: null, writtenBy: secretariat.personId, said: { value: 750 } },
      { number: 1, reason: null, ownerId: ministries.BA, writtenBy: coordinator.BA.personId, said: { value: 700 } },
    ]);
  });

  test('sent twice is written once; corrected by two at once, the second is told', async () => {
    const form = total();
    await write(coordinator.BA, form);
    await write(coordinator.BA, form);
    const first = correct(form, { value: 800 });
    await write(coordinator.BA, first);
    await write(coordinator.BA, first);
    await expect(write(deputy, correct(form, { value: 900 }))).rejects.toThrow(SourcedStale);
    await expect(write(deputy, total({ recordId: form.recordId }))).rejects.toThrow(SourcedStale);
    expect(await versions(form.recordId)).toHaveLength(2);
    expect(await find(form.recordId)).toMatchObject({ value: 800 });
  });

  test('that is not there is not corrected', async () => {
    await expect(write(secretariat, total({ after: 1, reason: 'A slip' }))).rejects.toThrow(SourcedMissing);
    await expect(withdraw(secretariat, newId<'SourcedRecord'>())).rejects.toThrow(SourcedMissing);
  });

  test('from before versions were kept has what it said then as its first', async () => {
    const id = newId<'SourcedRecord'>();
    await connection.transact('read write', async (db) => {
      await sql`insert into reported_total values (${id}, '2015-09-24', 'over', 3000, 'people', null, '2014-03-13',
        '2015-09-24', 'attendances', 'https://example.org/a', null)`.execute(db as never);
    });
    await write(secretariat, total({ recordId: id, after: 1, reason: 'A slip', value: 3100, countryCode: null }));
    expect(await versions(id)).toMatchObject([
      { number: 2, said: { value: 3100 } },
      { number: 1, said: { value: 3000, periodFrom: '2014-03-13', note: null }, writtenBy: null, writtenAt: null },
    ]);
  });
});

test('a withdrawn record is shown as such with its reason, stands no more, and stands again', async () => {
  const form = total();
  await write(coordinator.BA, form);
  await withdraw(deputy, form.recordId);
  await withdraw(deputy, form.recordId, 'Another reason');
  expect(await find(form.recordId)).toBeUndefined();
  const gone = await database.read(stranger, (reading) => answer(reading, listReportedTotals, 'withdrawn'));
  expect(gone.map(({ id }) => id)).toContain(form.recordId);
  const why = await database.read(stranger, (reading) => answer(reading, listWithdrawals));
  expect(why.find(({ recordId }) => recordId === form.recordId)).toMatchObject({ reason: 'The source took it back' });
  await expect(write(deputy, correct(form, {}))).rejects.toThrow(SourcedWithdrawn);
  await expect(restore(coordinator.MK, form.recordId)).rejects.toThrow(MayNotKeepSourced);
  await restore(coordinator.BA, form.recordId);
  expect(await find(form.recordId)).toMatchObject({ value: 700 });
});

test('a share is kept by its country, with the percent that its source states', async () => {
  const form = share();
  await expect(write(coordinator.MK, form)).rejects.toThrow(MayNotKeepSourced);
  await write(coordinator.BA, form);
  const shares = await database.read(stranger, (reading) => answer(reading, listPublishedShares));
  expect(shares.find(({ id }) => id === form.recordId)).toMatchObject({ women: 10, total: 100, percent: 11 });
});

test('a contradiction is the secretariat’s', async () => {
  const form: SourcedForm = {
    ...{
      kind: 'contradiction',
      id: newId<'SourcedVersion'>(),
      recordId: newId<'SourcedRecord'>(),
      after: 0,
      reason: '',
    },
    ...{ subject: 'trainers', first: '5', second: '7', firstSource: 'A report', secondSource: 'Another' },
  };
  await expect(write(coordinator.BA, form)).rejects.toThrow(MayNotKeepSourced);
  await write(secretariat, form);
  expect(await versions(form.recordId)).toHaveLength(1);
});

describe('the database itself', () => {
  const said = (country: string | null) =>
    JSON.stringify({
      ...{
        as_at: '2019-05-01',
        qualifier: 'over',
        value: 1,
        counted: 'x',
        country_code: country,
        basis: 'x',
        note: null,
      },
      ...{ period_from: '2019-01-01', period_to: '2019-05-01', source: 'x' },
    });
  /** Writes a version past the commands, for a ministry, of a country. */
  const insert = (actor: Actor, owner: string | null, country: string | null, recordId: string = newId(), number = 1) =>
    database.work(actor, async ({ db }) => {
      await sql`insert into sourced_version values (${newId()}, ${recordId}, 'reported_total', ${number},
        ${said(country)}::jsonb, ${number > 1 ? 'R' : null}, ${owner}, ${actor.personId}, now())`.execute(db as never);
    });
  const refused = 'NotPermitted';

  test('lets nobody write for a ministry or a country that is not theirs', async () => {
    await insert(coordinator.BA, ministries.BA, 'BA');
    await expect(insert(coordinator.BA, ministries.BA, 'MK')).rejects.toThrow(refused);
    await expect(insert(coordinator.BA, ministries.MK, 'MK')).rejects.toThrow(refused);
    await expect(insert(coordinator.BA, ministries.BA, null)).rejects.toThrow(refused);
    await expect(insert(coordinator.BA, null, 'BA')).rejects.toThrow(refused);
    for (const other of [trainer.BA, leader, observer, administrator, auditor])
      for (const owner of [null, ministries.BA])
        await expect(insert(other, owner, 'BA'), other.name).rejects.toThrow(refused);
  });

  test('lets nobody take over another country’s record, or correct a withdrawn one', async () => {
    const foreign = total({ countryCode: 'MK' });
    await write(coordinator.MK, foreign);
    await expect(insert(coordinator.BA, ministries.BA, 'BA', foreign.recordId, 2)).rejects.toThrow(refused);
    await withdraw(coordinator.MK, foreign.recordId);
    await expect(insert(coordinator.MK, ministries.MK, 'MK', foreign.recordId, 2)).rejects.toThrow(refused);
    const taken = await database.work(coordinator.BA, ({ db }) =>
      sql`delete from sourced_withdrawal returning record_id`.execute(db as never),
    );
    expect(taken.rows.map((row) => (row as { record_id: string }).record_id)).not.toContain(foreign.recordId);
  });

  test('changes no record but by a version, and leaves none out', async () => {
    for (const table of ['reported_total', 'published_share', 'contradiction'])
      await expect(
        database.work(secretariat, ({ db }) => sql`delete from ${sql.table(table)}`.execute(db as never)),
        table,
      ).rejects.toThrow(refused);
    const form = total();
    await write(secretariat, form);
    await expect(insert(secretariat, null, 'BA', form.recordId, 3)).rejects.toThrow('A version is missing');
    await expect(insert(secretariat, null, 'BA', newId(), 2)).rejects.toThrow();
  });
});
