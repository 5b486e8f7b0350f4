import { beforeAll, describe, expect, test } from 'vitest';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit, type Told } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const ownerId = ministries.BA;
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const coordinator = await as(people.coordinator.BA);

const draft = { ...emptyDraft, title: 'Half of it', counts: { 'count.woman.all': '12 or so' } };
const newSession = () => `/sessions/${newId()}`;

describe('a draft', () => {
  const path = newSession();
  const save = (revision: number, title: string) =>
    trainer('PUT', `${path}/draft`, { ownerId, revision, draft: { ...draft, title } });

  test('is saved, saved again, and refused where somebody saved it meanwhile', async () => {
    expect((await save(0, 'First')).json).toMatchObject({ revision: 1, savedAt: expect.stringMatching(/Z$/) });
    expect((await save(0, 'First')).json.revision).toBe(1);
    expect((await save(1, 'Second')).json.revision).toBe(2);
    const late = await save(1, 'Third');
    expect([late.status, late.json.name]).toEqual([409, 'DraftChangedElsewhere']);
  });

  test('is written over by whoever sent it without hearing the answer, and by nobody else', async () => {
    const path = `${newSession()}/draft`;
    const titled = (title: string) => ({ ...draft, title });
    const send = (revision: number, title: string, ...unanswered: unknown[]) =>
      trainer('PUT', path, { ownerId, revision, draft: titled(title), unanswered });
    expect((await send(0, 'First')).json.revision).toBe(1);
    expect((await send(0, 'Second', titled('First'), { title: 7 }, null)).json.revision).toBe(2);
    const late = await send(0, 'Third', titled('First'));
    expect([late.status, late.json.name]).toEqual([409, 'DraftChangedElsewhere']);
    expect((await send(0, 'Third', titled('First'), titled('Second'))).json.revision).toBe(3);
    await trainer('DELETE', path);
    expect((await send(3, 'Fourth', titled('Third'))).status).toBe(409);
  });

  test('is read back as it was typed, and kept in no cache', async () => {
    const { json, headers } = await coordinator('GET', path);
    expect(json).toMatchObject({
      of: 'own',
      ministry: { id: ownerId, countryCode: 'BA' },
      versions: [],
      standing: null,
    });
    expect(json.draft.fields).toEqual({ ...draft, title: 'Second' });
    expect(json.draft.author).toEqual({ id: people.trainer.BA.personId, name: 'A trainer' });
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('is thrown away, twice without harm', async () => {
    expect((await trainer('DELETE', `${path}/draft`)).status).toBe(204);
    expect((await trainer('DELETE', `${path}/draft`)).status).toBe(204);
    expect((await trainer('GET', path)).json.draft).toBeNull();
  });

  test('for another ministry is not taken', async () => {
    const foreign = await trainer('PUT', `${newSession()}/draft`, { ownerId: ministries.RS, revision: 0, draft });
    expect([foreign.status, foreign.json.name]).toEqual([403, 'MayNotRecord']);
  });

  test.each([
    ['only a number', 7, [['', 'api.problem.unlike']]],
    [
      'nothing in it',
      {},
      [
        ['/ownerId', 'api.problem.unlike'],
        ['/revision', 'api.problem.unlike'],
        ['/draft', 'api.problem.unlike'],
      ],
    ],
    ['a revision below zero', { ownerId, revision: -1, draft }, [['/revision', 'api.problem.wholeNumber']]],
    ['half a revision', { ownerId, revision: 0.5, draft }, [['/revision', 'api.problem.wholeNumber']]],
    ['no id', { ownerId: 'BA', revision: 0, draft }, [['/ownerId', 'api.problem.ministryId']]],
    ['no draft', { ownerId, revision: 0, draft: 'text' }, [['/draft', 'problem.session.malformed']]],
    [
      'a megabyte in a line',
      { ownerId, revision: 0, draft: { title: 'x'.repeat(401) } },
      [['/draft/title', 'problem.session.lineTooLong']],
    ],
    [
      'a box that does not exist',
      { ownerId, revision: 0, draft: { counts: { 'count.cat.all': '3' } } },
      [['/draft/counts/count.cat.all', 'problem.session.malformed']],
    ],
  ])('with %s is refused, each problem at its place', async (_, body, problems) => {
    const { status, json } = await trainer('PUT', `${newSession()}/draft`, body);
    expect([status, json.name]).toEqual([422, 'InputInvalid']);
    expect(json.problems.map(({ pointer, key }: Record<string, string>) => [pointer, key])).toEqual(problems);
  });
});

describe('a submission', () => {
  const content = sessionOf(surroundings, 'BA');
  const path = newSession();
  const versionId = newId<'SessionVersion'>();

  test('is taken once, however often it is sent', async () => {
    const send = () => trainer('PUT', `${path}/versions/${versionId}`, { ownerId, after: 0, content });
    const [first, second] = [await send(), await send()];
    expect(first.json).toMatchObject({ versionId, number: 1 });
    expect(second.json).toEqual(first.json);
    const { json } = await coordinator('GET', path);
    expect(json.versions).toHaveLength(1);
    expect(json.versions[0].content).toEqual(content);
  });

  test('that was written on an older version is refused', async () => {
    const { status, json } = await trainer('PUT', `${path}/versions/${newId()}`, { ownerId, after: 0, content });
    expect([status, json.name]).toEqual([409, 'VersionStale']);
  });

  test('with contradictions names them, in the language of who asks', async () => {
    const statements = [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'man', n: 12 }];
    const body = { ownerId, after: 0, content: { ...content, statements } };
    const send = (language: string) =>
      trainer('PUT', `${newSession()}/versions/${newId()}`, body, { 'accept-language': language });
    const { status, json } = await send('en');
    expect(status).toBe(422);
    expect(json.problems[0]).toMatchObject({ key: 'problem.session.countContradiction' });
    expect(json.problems[0].pointer).toMatch(/^\/content\/statements\/\d\/n$/);
    expect(json.contradictions).toEqual([expect.stringContaining('24')]);
    const inSerbian = await send('sr');
    expect(inSerbian.headers.get('content-language')).toBe('sr');
    expect(inSerbian.json.title + inSerbian.json.contradictions).not.toMatch(/[a-z]/i);
    expect(inSerbian.json.contradictions).toEqual([expect.stringContaining('24')]);
  });

  test.each([
    ['dateFrom', '2024-02-30', 'dateUnknown'],
    ['dateTo', '2024-02-01', 'dateEndsBeforeBegin'],
    ['dateFrom', '2099-01-01', 'dateOutOfRange'],
    ['countryCode', 'QQ', 'countryUnknown'],
    ['hours', 'four', 'hoursNotNumber'],
    ['kind', 'party', 'kindUnknown'],
    ['unitIds', [newId()], 'unitUnknown'],
    ['trainerIds', [surroundings.trainerIds.RS], 'trainerUnknown'],
    ['statements', [{ n: -1 }], 'countNegative'],
    ['statements', [{ n: 1.5 }], 'countFraction'],
    ['statements', [{ n: 10_001 }], 'countTooLarge'],
    ['statements', 'many', 'malformed'],
    ['notes', 'x'.repeat(4_001), 'notesTooLong'],
  ])('with %s of %j is refused there', async (field, value, name) => {
    const body = { ownerId, after: 0, content: { ...content, [field]: value } };
    const { status, json } = await trainer('PUT', `${newSession()}/versions/${newId()}`, body);
    expect(status).toBe(422);
    const problem = json.problems.find(({ key }: { key: string }) => key === `problem.session.${name}`);
    expect(problem?.pointer).toMatch(new RegExp(`^/content/${field}(/0(/n)?)?$`));
    expect(problem.message).toMatch(/\.$|\?/);
  });
});

describe('what a coordinator decides', () => {
  let [first, second]: Told[] = [];
  beforeAll(async () => {
    first = await submit(trainer, ownerId, sessionOf(surroundings, 'BA'));
    second = await submit(coordinator, ownerId, sessionOf(surroundings, 'BA'));
  });
  const nameOf = async (asked: Promise<{ json: { name: string } }>) => (await asked).json.name;

  test('is not for a trainer, nor about one’s own submission', async () => {
    const { path, versionId } = first!;
    const told = { versionId, grain: 'total' };
    expect(await nameOf(trainer('PUT', `${path}/release`, told))).toBe('MayNotRelease');
    expect(await nameOf(trainer('PUT', `${path}/return`, { versionId, reason: 'Why' }))).toBe('MayNotRelease');
    const own = { versionId: second!.versionId, grain: 'total' };
    expect(await nameOf(coordinator('PUT', `${second!.path}/release`, own))).toBe('MayNotReleaseOwn');
  });

  test('is about a version of the session in the address, and of no other', async () => {
    const told = { versionId: second!.versionId, grain: 'total' };
    expect(await nameOf(coordinator('PUT', `${first!.path}/release`, told))).toBe('SessionMissing');
    expect(await nameOf(coordinator('PUT', `${newSession()}/release`, told))).toBe('SessionMissing');
  });

  test('stands until it is taken back; the same again changes nothing', async () => {
    const told = first!;
    const released = (await release(coordinator, told, 'total')).json;
    expect(released).toMatchObject({ versionId: told.versionId, grain: 'total' });
    expect((await release(coordinator, told, 'total')).json).toEqual(released);
    const finer = { versionId: told.versionId, grain: 'sex' };
    expect(await nameOf(coordinator('PUT', `${told.path}/release`, finer))).toBe('VersionNotWaiting');
    expect(await nameOf(trainer('DELETE', `${told.path}/release`))).toBe('MayNotRelease');
    expect((await coordinator('DELETE', `${told.path}/release`)).status).toBe(204);
    expect((await coordinator('GET', told.path)).json.standing).toBeNull();
    expect((await release(coordinator, told, 'sex')).json.grain).toBe('sex');
  });

  test('may be to return it, with a reason', async () => {
    const { path, versionId } = second!;
    const giveBack = (reason: string) => coordinator('PUT', `${path}/return`, { versionId, reason });
    expect((await giveBack('  ')).json.problems).toMatchObject([
      { pointer: '/reason', key: 'problem.session.reasonMissing' },
    ]);
    const returned = (await giveBack('Who was there?')).json;
    expect(returned).toMatchObject({ versionId, reason: 'Who was there?' });
    expect((await giveBack('Who was there?')).json).toEqual(returned);
    expect(await nameOf(giveBack('Something else'))).toBe('VersionNotWaiting');
  });
});

describe('what cannot be read', () => {
  const path = `${newSession()}/draft`;
  const body = { ownerId, revision: 0, draft };

  test.each([
    ['no JSON', '{"ownerId":', {}, 400, 'BodyUnreadable'],
    ['nothing at all', '', {}, 400, 'BodyUnreadable'],
    ['a form', 'revision=0', { 'content-type': 'application/x-www-form-urlencoded' }, 403, 'SentFromElsewhere'],
    ['another type', '<draft/>', { 'content-type': 'application/xml' }, 415, 'ContentTypeWrong'],
    ['JSON from another site', body, { origin: 'https://elsewhere.example' }, 403, 'SentFromElsewhere'],
    ['too much', 'x'.repeat(600_000), {}, 413, 'RequestTooLarge'],
  ])('is refused as a problem: %s', async (_, sent, headers, status, name) => {
    const answer = await trainer('PUT', path, sent, headers);
    expect([answer.status, answer.json.name]).toEqual([status, name]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json.requestId).toBe(answer.headers.get('x-request-id'));
  });

  test('a form of our own pages is no way in either', async () => {
    const ours = { origin: site.origin, 'content-type': 'text/plain' };
    expect((await trainer('PUT', path, body, ours)).json.name).toBe('ContentTypeWrong');
    expect((await trainer('PUT', path, body, { origin: site.origin })).status).toBe(200);
  });

  test('a deletion is sent as JSON too', async () => {
    const answer = await trainer('DELETE', path, undefined, { 'content-type': 'application/xml' });
    expect(answer.json.name).toBe('ContentTypeWrong');
  });

  test.each([['nonsense'], ['00000000-0000-0000-0000-000000000000'], ['%20'], [newId().toUpperCase()]])(
    'an id that is none is nobody’s: %s',
    async (id) => {
      expect((await trainer('GET', `/sessions/${id}`)).json.name).toBe('SessionMissing');
      expect((await trainer('PUT', `/sessions/${id}/draft`, body)).json.name).toBe('SessionMissing');
    },
  );

  test('nothing unforeseen happened', () => {
    expect(site.logged()).not.toContain('unexpected failure');
  });
});
