import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { answer, carryOut } from '#platform/database/database.ts';
import { carryOn } from '#app/imports/carry-on.ts';
import { composeImport } from '#app/imports/compose.ts';
import { openWords } from '#app/imports/open-words.ts';
import { readUpload } from '#app/imports/take-in.ts';
import { readSubmissionContext } from '#app/submission-context.ts';
import {
  ImportMissing,
  ImportMovedOn,
  MappingIncomplete,
  MayNotImport,
  MayNotReleaseOwn,
} from '#domains/training/sessions/errors.ts';
import { columnLetters } from '#domains/training/sessions/rules/import-wording.ts';
import { listParticipants } from '#domains/training/persons/server/commands.ts';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import type { ImportMapping } from '#domains/training/sessions/rules/import-columns.ts';
import type { ImportReading } from '#domains/training/sessions/rules/import-reading.ts';
import {
  beginImport,
  forgetUploads,
  keepUpload,
  partLength,
  undoImport,
  workOnImport,
} from '#domains/training/sessions/server/commands/import.ts';
import { findOwnSession, listOwnSessions } from '#domains/training/sessions/server/queries.ts';
import { listStaying } from '#domains/training/sessions/server/queries/import.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import { writeCsvRows } from '#platform/documents/csv.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type SessionId, type VersionId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, sessionVerbs } from '../sessions/verbs.ts';
import { head, importVerbs } from './verbs.ts';

const platform = await openTestPlatform();
const { database, connection, people, ministries } = platform;
await enrolTrainers(platform);
const { access, send, sendRows, begin, releaseAll, undo, problems, find, map } = importVerbs(platform);
const { release, save, submit, giveBack } = sessionVerbs(platform);
const coordinator = people.coordinator.BA;
const ownerId = ministries.BA;

const full = [...head, 'How do you know the numbers?', 'everybody', 'women', 'civilians'];
const row = (day: string, place: string, ...counts: (number | string | null)[]) => [
  ...[null, day, null, 'Peers at home', 'Held', null, place, 'BA', 'A trainer of BA', 'Sign-in sheet'],
  ...counts,
];

const versions = async () =>
  (
    await sql<{ n: number }>`select count(*)::integer as n from session_version where owner_id = ${ownerId}`.execute(
      connection.db,
    )
  ).rows[0]!.n;

describe('a file of past sessions', () => {
  const rows = [full, row('2015-03-01', 'Tuzla', 20, 12, null), row('2015-04-01', 'Mostar', null, 3, 5)];

  test('is checked without anything being written, then comes in as versions that wait', async () => {
    const checked = await sendRows(coordinator, ownerId, rows);
    expect(checked).toMatchObject({ stage: 'checked', counts: { fresh: 2, changed: 0, same: 0, wrong: 0 } });
    expect(await versions()).toBe(0);
    const done = await begin(coordinator, checked.id, ownerId);
    expect(done).toMatchObject({ stage: 'written', standing: 2, writtenRows: 2 });
    const list = await database.read(coordinator, (reading) => answer(reading, listOwnSessions, { state: 'waiting' }));
    expect(list.rows.map(({ place, origin, count }) => [place, origin, count?.total, count?.women])).toEqual([
      ['Mostar', 'imported', null, 3],
      ['Tuzla', 'imported', 20, 12],
    ]);
  });

  test('sent again adds nothing', async () => {
    const again = await sendRows(coordinator, ownerId, rows);
    expect(again.counts).toMatchObject({ fresh: 0, changed: 0, same: 2 });
    await begin(coordinator, again.id, ownerId);
    expect(await versions()).toBe(2);
  });

  test('does not undo what was corrected here since', async () => {
    const list = await database.read(coordinator, (reading) => answer(reading, listOwnSessions, { text: 'Tuzla' }));
    const id = list.rows[0]!.id;
    const own = (await database.read(coordinator, (reading) => answer(reading, findOwnSession, id)))!;
    const content = { ...own.versions[0]!.content, place: 'Tuzla, the barracks' };
    const sent = { sessionId: id, ownerId, versionId: newId<'SessionVersion'>(), content, after: 1, revision: 0 };
    await submit(people.trainer.BA, sent);
    const again = await sendRows(coordinator, ownerId, rows);
    expect(again.counts).toMatchObject({ fresh: 0, changed: 0, same: 2 });
  });

  test("with the ministry's own ids names the same sessions each time, and each ministry's for itself", async () => {
    const withIds = (place: string, ...ids: (string | number)[]) => [
      full,
      ...ids.map((id, at) => [id, ...row(`2010-03-0${at + 1}`, place, 20, null, null).slice(1)]),
    ];
    const sent = await sendRows(coordinator, ownerId, withIds('Drvar', '2019-014', 7, ' 2019/15 a '));
    expect(sent.counts).toMatchObject({ fresh: 3, wrong: 0 });
    await begin(coordinator, sent.id, ownerId);
    expect((await sendRows(coordinator, ownerId, withIds('Drvar', '2019-014 ', '7'))).counts).toMatchObject({
      same: 2,
    });
    // What makes a row without an id the same session can be put right where there is one.
    expect((await sendRows(coordinator, ownerId, withIds('Drvar, town', '2019-014'))).counts).toMatchObject({
      changed: 1,
    });
    const twice = await sendRows(coordinator, ownerId, withIds('Drvar, twice', '2020-1', '2020-1'));
    expect(await problems(coordinator, twice.id)).toMatchObject([{ row: 3, column: 0, name: 'idTwice' }]);
    const theirs = withIds('Bitola', '2019-014').map((cells) =>
      cells.map((cell) => (cell === 'A trainer of BA' ? 'A trainer of MK' : cell)),
    );
    const other = await sendRows(people.coordinator.MK, ministries.MK, theirs);
    expect(other.counts).toMatchObject({ fresh: 1, wrong: 0 });
    const done = await begin(people.coordinator.MK, other.id, ministries.MK);
    expect(done).toMatchObject({ standing: 1, counts: { wrong: 0 } });
  });

  test('with another number in it brings a new version of that session alone', async () => {
    const other = [full, rows[1]!, row('2015-04-01', 'Mostar', 9, 3, 5)];
    const sent = await sendRows(coordinator, ownerId, other);
    expect(sent.counts).toMatchObject({ fresh: 0, changed: 1, same: 1 });
    const done = await begin(coordinator, sent.id, ownerId);
    expect(done).toMatchObject({ stage: 'written', standing: 1 });
  });
});

describe('each problem is told at its row and cell', () => {
  const told = async (...rows: readonly (readonly (string | number | null)[])[]) => {
    const sent = await sendRows(coordinator, ownerId, [full, ...rows]);
    const found = await problems(coordinator, sent.id);
    expect(sent.counts.problems).toBe(found.length);
    return found.map(({ row, column, name, args }) => [row, column, name, args['typed'] ?? args['other'] ?? null]);
  };
  const changed = (change: Record<number, string | number | null>, place: string) =>
    row('2016-01-05', place, 20, 12, null).map((cell, at) => (at in change ? change[at]! : cell));

  test('words, names, days, ids, numbers and what contradicts itself', async () => {
    expect(
      await told(
        changed({ 3: 'Friends' }, 'A'),
        changed({ 8: 'Nobody of this name; A trainer of BA' }, 'B'),
        changed({ 1: '04/05/2016' }, 'C'),
        changed({ 1: '2016-02-30' }, 'D'),
        changed({ 0: 'x'.repeat(61) }, 'E'),
        changed({ 10: 'many' }, 'F'),
        changed({ 10: 11 }, 'G'),
        changed({ 6: '' }, 'H'),
        changed({ 8: null }, 'I'),
      ),
    ).toEqual([
      [2, 3, 'wordUnknown', 'Friends'],
      [3, 8, 'nameUnknown', 'Nobody of this name'],
      [4, 1, 'dayUnclear', '04/05/2016'],
      [5, 1, 'problem.session.dateUnknown', null],
      [6, 0, 'idTooLong', 'x'.repeat(60)],
      [7, 10, 'problem.session.countNotNumber', null],
      [8, 10, 'contradiction', null],
      [9, 6, 'problem.session.placeMissing', null],
      [10, 8, 'trainersEmpty', null],
    ]);
  });

  test('a session that comes twice, also in another part of a long file', async () => {
    const id = newId();
    const many = Array.from({ length: partLength }, (_, n) => changed({}, `Place ${n}`));
    const last = many.length + 3;
    expect(
      await told(changed({ 0: id }, 'A'), ...many, changed({ 0: id.toUpperCase() }, 'B'), changed({}, ' PLACE 0')),
    ).toEqual([
      [last, 0, 'idTwice', 2],
      [last + 1, null, 'sessionTwice', 3],
    ]);
  });

  test('a row that is wider than its headers, unless it is said what stands there', async () => {
    const [wide, empty] = [changed({}, 'Wide'), changed({}, 'Not wide')];
    const sent = await sendRows(coordinator, ownerId, [full, [...wide, null, 'a remark'], [...empty, null, ' ']]);
    expect(sent.counts).toMatchObject({ fresh: 1, wrong: 1 });
    expect(await problems(coordinator, sent.id)).toMatchObject([
      { row: 2, column: full.length + 1, name: 'cellBeyond', args: { typed: 'a remark' } },
    ]);
    const columns = { ...sent.mapping.columns, notes: full.length + 1 };
    const mapped = await map(coordinator, sent.id, ownerId, { ...sent.mapping, columns });
    expect(mapped.counts).toMatchObject({ fresh: 2, wrong: 0 });
  });

  test('an example and empty rows are left out without a word', async () => {
    const sent = await sendRows(coordinator, ownerId, [
      full,
      changed({ 0: 'example' }, 'X'),
      full.map(() => null),
      changed({ 0: 'Пример' }, 'Y'),
      changed({}, 'Only this'),
    ]);
    expect(sent.counts).toMatchObject({ fresh: 1, examples: 2, problems: 0 });
  });

  test('a page of many problems begins where the last one ended', async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => changed({ 3: `Word ${n}` }, `Place ${n}`));
    const sent = await sendRows(coordinator, ownerId, [full, ...rows]);
    expect(sent.counts).toMatchObject({ wrong: 1200, problems: 1200 });
    const pages = await Promise.all([1, 2, 8, 13].map((page) => problems(coordinator, sent.id, page, 97)));
    expect(pages.map((page) => [page.length, page[0]!.row])).toEqual([
      [97, 2],
      [97, 99],
      [97, 2 + 7 * 97],
      [1200 - 12 * 97, 2 + 12 * 97],
    ]);
  });
});

describe('a file of others', () => {
  const theirs = [
    ['Извештај о обукама', null, null],
    ['Датум одржавања', 'Град', 'Свега', 'Жена', 'Предавач'],
    ['5.3.2014.', 'Зеница', 14, 6, 'a trainer of ba'],
    ['12. 04. 2014', 'Бихаћ', null, 7, 'A Trainer of BA'],
  ];

  test('waits until it is said which column is what, and is then read', async () => {
    const sent = await sendRows(coordinator, ownerId, theirs);
    expect(sent).toMatchObject({ stage: 'mapping', rowCount: 2, reading: { headRow: 2 } });
    expect(sent.mapping.columns).toEqual({
      ...{ dateFrom: 0, place: 1, trainerIds: 4, 'count.all.all': 2, 'count.woman.all': 3 },
    });
    await expect(begin(coordinator, sent.id, ownerId)).rejects.toBeInstanceOf(ImportMovedOn);
    await expect(map(coordinator, sent.id, ownerId, sent.mapping)).rejects.toBeInstanceOf(MappingIncomplete);
    const fixed = { ...sent.mapping.fixed, kind: 'peers_at_home', basis: 'published' };
    const checked = await map(coordinator, sent.id, ownerId, { ...sent.mapping, fixed });
    expect(checked).toMatchObject({ stage: 'checked', counts: { fresh: 2, problems: 0 } });
    await begin(coordinator, sent.id, ownerId);
    const list = await database.read(coordinator, (reading) => answer(reading, listOwnSessions, { year: 2014 }));
    expect(list.rows.map(({ place, dateFrom, count }) => [place, dateFrom, count!.total, count!.women])).toEqual([
      ['Бихаћ', '2014-04-12', null, 7],
      ['Зеница', '2014-03-05', 14, 6],
    ]);
  });
});

test('of two columns with the same heading it is said that the second is not read', async () => {
  const file = [
    [...full, 'Place'],
    [...row('2011-03-01', 'Tuzla', 20, null, null), 'Brčko'],
  ];
  const sent = await sendRows(coordinator, ownerId, file);
  const { actor, language } = { actor: coordinator, language: 'en' as const };
  const page = async () =>
    composeImport({ ...access(coordinator), actor, language } as App.Locals, sent.id, new URL('http://localhost/'));
  expect((await page()).doubled).toEqual([{ column: columnLetters(full.length), field: 'Place' }]);
  const columns = { ...sent.mapping.columns, place: full.length };
  await map(coordinator, sent.id, ownerId, { ...sent.mapping, columns });
  expect((await page()).doubled).toEqual([]);
});

describe('a workbook of several sheets', () => {
  test('says which were not read, but for the words of the template', async () => {
    const rows = [row('2011-03-01', 'Tuzla', 20, null, null)];
    const names = ['2011', 'Allowed words', '2012'];
    const sheets = names.map((name) => ({ name, head: full, rows }));
    const bytes = await writeXlsx({ notes: [], sheets });
    const sent = await send(coordinator, ownerId, { name: 'years.xlsx', bytes });
    expect(sent).toMatchObject({ rowCount: 1, reading: { sheet: '2011', unread: ['2012'] } });
  });
});

describe('undoing', () => {
  const rows = [full, ...['Doboj', 'Bihać', 'Zenica'].map((place) => row('2017-05-05', place, 20, null, null))];

  test('takes back everything but what was released or gone on with, and says what stays', async () => {
    const sent = await sendRows(coordinator, ownerId, rows);
    await begin(coordinator, sent.id, ownerId);
    const { rows: lines } = await database.read(coordinator, (reading) =>
      answer(reading, listOwnSessions, { year: 2017 }, 1, { by: 'place', direction: 'asc' }),
    );
    const [bihac, doboj, zenica] = lines.map(({ id, versionId }) => ({ id, versionId: versionId! }));
    await release(people.deputy, bihac!.versionId, 'total');
    await save(people.trainer.BA, {
      sessionId: doboj!.id,
      ownerId,
      revision: 0,
      fields: { ...emptyDraft, place: 'Doboj' },
    });
    await giveBack(people.deputy, zenica!.versionId, 'Something is missing');
    const undone = await undo(people.deputy, sent.id, ownerId);
    expect(undone).toMatchObject({ stage: 'undone', standing: 2, undoneBy: people.deputy.personId });
    const stays = await access(coordinator).ask(listStaying, sent.id, 10);
    expect(new Map(stays.rows.map(({ place, isReleased }) => [place, isReleased]))).toEqual(
      new Map([
        ['Bihać', true],
        ['Doboj', false],
      ]),
    );
    expect(await database.read(coordinator, (reading) => answer(reading, findOwnSession, zenica!.id))).toBeNull();
    const { rows: noted } = await sql<{ table_name: string; actor_id: string }>`select table_name, actor_id
      from audit_entry where action = 'delete' and row_key in (${zenica!.id}, ${zenica!.versionId}) order by seq`.execute(
      connection.db,
    );
    expect(noted.map(({ table_name }) => table_name)).toEqual([
      'session_return',
      'session_version',
      'training_session',
    ]);
    expect(new Set(noted.map(({ actor_id }) => actor_id))).toEqual(new Set([people.deputy.personId]));
    // Sent again, what was taken back comes again.
    expect((await sendRows(coordinator, ownerId, rows)).counts).toMatchObject({ fresh: 1, same: 2 });
  });

  test('leaves what people wrote to a session by hand: its participants, and signed words about it', async () => {
    const places = ['Glamoč', 'Jajce', 'Konjic', 'Kupres', 'Livno'];
    const file = [full, ...places.map((place) => row('2013-05-05', place, 20, null, null))];
    const { id } = await begin(coordinator, (await sendRows(coordinator, ownerId, file)).id, ownerId);
    const { rows: sent } = await sql<{ session_id: SessionId }>`
      select session_id from session_version where import_id = ${id} order by place`.execute(connection.db);
    const [glamoc, jajce, konjic, kupres, livno] = sent.map(({ session_id }) => session_id);
    const list = (sessionId: SessionId, codes: readonly string[], revision: number) =>
      database.work(people.trainer.BA, (work) => carryOut(work, listParticipants, { sessionId, codes, revision }));
    await list(glamoc!, ['K-1', 'K-2'], 0);
    await list(kupres!, ['K-1'], 0);
    await list(kupres!, [], 1);
    const signed = sql`${ownerId}, ${coordinator.personId}, now()`;
    await sql`insert into session_distinction (session_id, other_session_id, owner_id, said_by, said_at)
      values (${jajce}, ${livno}, ${signed})`.execute(connection.db);
    await sql`insert into reach_adjustment (id, session_id, overlaps_session_id, reason, owner_id, signed_by, signed_at)
      values (${newId()}, ${konjic}, ${livno}, 'One training', ${signed})`.execute(connection.db);
    // What waits is released all the same: a list is no reason to leave a session behind.
    expect(await find(coordinator, id)).toMatchObject({ standing: 5, waiting: 5 });

    expect(await undo(coordinator, id, ownerId)).toMatchObject({ stage: 'undone', standing: 3 });
    const stays = await access(coordinator).ask(listStaying, id, 10);
    expect(stays.rows.map(({ place }) => place).sort()).toEqual(['Glamoč', 'Jajce', 'Konjic']);
    const { rows: listed } = await sql<{ code: string }>`
      select code from session_person where session_id = ${glamoc} order by code`.execute(connection.db);
    expect(listed.map(({ code }) => code)).toEqual(['K-1', 'K-2']);
  });

  test('takes a later version back although its session has a list, which stays with the session', async () => {
    const file = (n: number) => [full, row('2012-05-05', 'Bugojno', n, null, null)];
    await begin(coordinator, (await sendRows(coordinator, ownerId, file(20))).id, ownerId);
    const { rows: sent } = await sql<{ session_id: SessionId }>`
      select session_id from session_version where place = 'Bugojno'`.execute(connection.db);
    const sessionId = sent[0]!.session_id;
    await database.work(people.trainer.BA, (work) =>
      carryOut(work, listParticipants, { sessionId, codes: ['K-1'], revision: 0 }),
    );
    const { id } = await begin(coordinator, (await sendRows(coordinator, ownerId, file(21))).id, ownerId);
    expect(await undo(coordinator, id, ownerId)).toMatchObject({ stage: 'undone', standing: 0 });
    const { rows: left } = await sql<{
      number: number;
      listed: number;
    }>`select v.number, l.listed from session_version v
      join person_list l on l.session_id = v.session_id where v.session_id = ${sessionId}`.execute(connection.db);
    expect(left).toEqual([{ number: 1, listed: 1 }]);
  });

  test('nobody releases what they imported, and what nobody undid is not taken back', async () => {
    const sent = await sendRows(coordinator, ownerId, [full, row('2018-05-05', 'Brčko', 20, null, null)]);
    await begin(coordinator, sent.id, ownerId);
    const { rows: lines } = await database.read(coordinator, (r) => answer(r, listOwnSessions, { year: 2018 }));
    await expect(release(coordinator, lines[0]!.versionId!, 'total')).rejects.toBeInstanceOf(MayNotReleaseOwn);
    const takeBack = (who: Actor) =>
      database.work(who, ({ db }) => sql`select take_back_imported(${sent.id}, 10)`.execute(db as never));
    for (const who of [coordinator, people.coordinator.MK, people.secretariat])
      await expect(takeBack(who)).rejects.toBeInstanceOf(NotPermitted);
    await undo(coordinator, sent.id, ownerId);
    await expect(takeBack(people.coordinator.MK)).rejects.toBeInstanceOf(NotPermitted);
    await expect(takeBack(people.trainer.BA)).rejects.toBeInstanceOf(NotPermitted);
  });
});

describe('broken off in the middle', () => {
  const long = (year: number) => [
    full,
    ...Array.from({ length: partLength * 2 + 7 }, (_, n) =>
      row(`${year}-06-0${1 + (n % 9)}`, `Post ${n}`, n % 30, null, null),
    ),
  ];
  const rules = async (who: Actor) => {
    const { vocabulary } = await access(who).asking((ask) => openWords(ask, ownerId));
    const context = await access(who).asking((ask) => readSubmissionContext(ask, ownerId));
    return (mapping: ImportMapping, { is1904, width }: ImportReading) => ({
      mapping,
      is1904,
      width,
      vocabulary,
      context,
    });
  };

  test('it goes on exactly where it stopped, checking, writing and taking back, by whoever goes on', async () => {
    const upload = await readUpload(access(coordinator), ownerId, {
      name: 'long.csv',
      bytes: writeCsvRows(long(2019)),
    });
    const { id } = upload;
    await access(coordinator).carryOut(keepUpload, upload);
    const judge = await rules(coordinator);
    // Each call begins with nothing in mind, like a process that was started anew.
    const one = () => access(people.deputy).carryOut(workOnImport, id, judge, new Map());
    const before = await versions();
    expect(await one()).toBe(true);
    expect(await find(coordinator, id)).toMatchObject({ stage: 'checking', checkedRows: partLength });
    while (await one());
    expect(await find(coordinator, id)).toMatchObject({ stage: 'checked', counts: { fresh: partLength * 2 + 7 } });
    expect(await versions()).toBe(before);
    await access(coordinator).carryOut(beginImport, id);
    await one();
    expect(await find(coordinator, id)).toMatchObject({ stage: 'writing', writtenRows: partLength });
    expect(await versions()).toBe(before + partLength);
    while (await one());
    expect(await find(coordinator, id)).toMatchObject({ stage: 'written', standing: partLength * 2 + 7 });
    await access(coordinator).carryOut(undoImport, id);
    await one();
    expect(await find(coordinator, id)).toMatchObject({ stage: 'undoing' });
    while (await one());
    expect(await find(coordinator, id)).toMatchObject({ stage: 'undone', standing: 0 });
    expect(await versions()).toBe(before);
  });

  test('two at once take turns, and each row comes once', async () => {
    const sent = await sendRows(coordinator, ownerId, long(2020));
    await access(coordinator).carryOut(beginImport, sent.id);
    await Promise.all([
      carryOn(access(coordinator), sent.id, ownerId),
      carryOn(access(people.deputy), sent.id, ownerId),
    ]);
    expect(await find(coordinator, sent.id)).toMatchObject({ stage: 'written', standing: partLength * 2 + 7 });
  });

  test('a session that somebody wrote between check and import is checked again', async () => {
    const sent = await sendRows(coordinator, ownerId, [full, row('2021-01-01', 'Livno', 5, null, null)]);
    const twin = await sendRows(coordinator, ownerId, [full, row('2021-01-01', 'Livno', 6, null, null)]);
    await begin(coordinator, sent.id, ownerId);
    const done = await begin(coordinator, twin.id, ownerId);
    expect(done.counts).toMatchObject({ fresh: 0, changed: 1 });
  });
});

describe('who may', () => {
  const rows = [full, row('2022-05-05', 'Neum', 20, null, null)];

  test('only coordinators and deputies of the ministry', async () => {
    for (const who of [
      people.trainer.BA,
      people.leader,
      people.auditor,
      people.coordinator.MK,
      people.secretariat,
      people.observer,
    ])
      await expect(sendRows(who, ownerId, rows)).rejects.toBeInstanceOf(MayNotImport);
    expect((await sendRows(people.deputy, ownerId, rows)).stage).toBe('checked');
  });

  test('nobody else sees or touches an import', async () => {
    const sent = await sendRows(coordinator, ownerId, rows);
    for (const who of [people.trainer.BA, people.leader, people.coordinator.MK, people.secretariat, people.stranger]) {
      expect(await find(who, sent.id)).toBeNull();
      expect(await problems(who, sent.id)).toEqual([]);
      await expect(begin(who, sent.id, ownerId)).rejects.toBeInstanceOf(ImportMissing);
      await expect(undo(who, sent.id, ownerId)).rejects.toBeInstanceOf(ImportMissing);
    }
  });

  test('an id that another ministry uses brings nothing, and is told', async () => {
    const id = newId<'Session'>();
    const [theirs, fields] = [ministries.MK, { ...emptyDraft, place: 'Skopje' }];
    await save(people.trainer.MK, { sessionId: id, ownerId: theirs, revision: 0, fields });
    const cells = row('2022-06-06', 'Neum', 20, null, null);
    const sent = await sendRows(coordinator, ownerId, [full, [id, ...cells.slice(1)]]);
    const done = await begin(coordinator, sent.id, ownerId);
    expect(done).toMatchObject({ stage: 'written', standing: 0, counts: { fresh: 0, wrong: 1 } });
    expect(await problems(coordinator, sent.id)).toMatchObject([{ row: 2, name: 'idTaken' }]);
  });

  test('an import is noted in the audit, with its file', async () => {
    const { rows: noted } = await sql<{ after: Record<string, unknown> }>`select after from audit_entry
      where table_name = 'session_import' and action = 'insert' and owner_id = ${ownerId} order by seq limit 1`.execute(
      connection.db,
    );
    expect(noted[0]!.after).toMatchObject({ file_name: 'past.csv', row_count: 2 });
    expect(noted[0]!.after).not.toHaveProperty('reading');
  });

  test('what was not imported is forgotten after a month', async () => {
    const sent = await sendRows(coordinator, ownerId, rows);
    await sql`update session_import set created_at = now() - interval '31 days' where id = ${sent.id}`.execute(
      connection.db,
    );
    await database.onDuty('retention', (work) => carryOut(work, forgetUploads));
    expect(await find(coordinator, sent.id)).toBeNull();
  });
});

describe('what was imported', () => {
  const days = Array.from({ length: 30 }, (_, at) => `2017-05-${String(at + 1).padStart(2, '0')}`);
  const rows = [full, ...days.map((day) => row(day, 'Bijeljina', 20, 12, null))];

  test('is released as a whole by somebody else, once, but for what was returned or went on', async () => {
    const { id } = await begin(coordinator, (await sendRows(coordinator, ownerId, rows)).id, ownerId);
    const { rows: sent } = await sql<{ id: VersionId; session_id: SessionId }>`
      select id, session_id from session_version where import_id = ${id} order by date_from`.execute(connection.db);
    await giveBack(people.deputy, sent[0]!.id, 'Look again');
    await save(coordinator, { sessionId: sent[1]!.session_id, ownerId, fields: emptyDraft, revision: 0 });
    expect(await find(coordinator, id)).toMatchObject({ stage: 'written', waiting: 28, release: null });

    await expect(releaseAll(coordinator, id, ownerId, 'sex')).rejects.toBeInstanceOf(MayNotReleaseOwn);
    await expect(releaseAll(people.coordinator.RS, id, ownerId, 'sex')).rejects.toBeInstanceOf(ImportMissing);
    const released = await releaseAll(people.deputy, id, ownerId, 'sex');
    expect(released).toMatchObject({
      stage: 'written',
      waiting: 0,
      release: { grain: 'sex', by: people.deputy.personId },
    });
    const { rows: out } = await sql<{ n: number; women: number; civilian: number | null }>`
      select count(*)::integer as n, sum(women)::integer as women, sum(civilian)::integer as civilian
      from released_session where place = 'Bijeljina'`.execute(connection.db);
    expect(out).toEqual([{ n: 28, women: 28 * 12, civilian: null }]);
    // Said again, at another grain: what was ordered stands.
    expect(await releaseAll(people.deputy, id, ownerId, 'total')).toMatchObject({ release: { grain: 'sex' } });
  });

  test('and is taken back is not released, and what was not written neither', async () => {
    const checked = await sendRows(coordinator, ownerId, [full, row('2017-07-01', 'Doboj', 20, 12, null)]);
    await expect(releaseAll(people.deputy, checked.id, ownerId, 'total')).rejects.toBeInstanceOf(ImportMovedOn);
    await begin(coordinator, checked.id, ownerId);
    await undo(coordinator, checked.id, ownerId);
    await expect(releaseAll(people.deputy, checked.id, ownerId, 'total')).rejects.toBeInstanceOf(ImportMovedOn);
  });
});
