import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId, type OwnerId } from '#shared/ids.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { addressesOf, fill, subjectOf } from '#test/sight/addresses.ts';
import { expectedSight } from '#test/sight/expected.ts';
import { hiddenStates, layOutMarks, marksIn, type Marked } from '#test/sight/marks.ts';
import {
  assembleLookers,
  columns,
  isAuditorOf,
  isInNetwork,
  isOf,
  seesAccounts,
  type Looker,
} from '#test/sight/roles.ts';
import { listWrites } from '#test/sight/writes.ts';
import { textOfPdf } from '#test/pdf-text.ts';
import { unzip } from '#test/unzip.ts';
import { readSiteMap } from '#test/site-map.ts';
import { openTestSite } from '#test/site.ts';

/* Every address of the site, as every role of every ministry, of the network, and as a stranger. */

const platform = await openTestPlatform();
const { database, connection, people, ministries } = platform;
const site = await openTestSite(database);
const api = await openTestApi(site, people.stranger);
const marked = await layOutMarks(platform, (country, role) => api.as(people[role][country]));
const lookers = await assembleLookers(platform);
const routes = await readSiteMap();

test('every address has a line that says who is answered what', () => {
  expect([...new Set(expectedSight.map(({ route }) => route))].sort()).toEqual(routes.map(({ path }) => path).sort());
});

/** An audit says what the records of its own ministry said. */
const isAudit = /^\/(?:api\/v1\/)?audit\b/;

const nameOf = ({ column, country }: Looker) => (country ? `${column} of ${country}` : column);

describe.each(lookers.map((looker) => [nameOf(looker), looker] as const))('%s', (_, looker) => {
  const isHome = ({ country }: Marked) => isOf(looker, country);

  test('is answered as it is written, and sees nothing that is not theirs', async () => {
    const ask = await site.as(looker.actor);
    const wrong: string[] = [];
    for (const line of expectedSight) {
      const status = line.answers[columns.indexOf(looker.column)]!;
      for (const path of addressesOf(line, looker, marked)) {
        const answer = await ask(path);
        const text = (await readText(answer)) + JSON.stringify(headersOf(answer));
        const told = statusOf(answer, text);
        if (told !== status) wrong.push(`${path} answers ${told}, not ${status}`);
        // What somebody typed into the address comes back to them: that is no secret of anybody.
        const shown = crossings(text, path).filter((mark) => !path.includes(mark));
        wrong.push(...shown.map((mark) => `${path} shows ${mark}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  test('is told of what another ministry has as of what never was', async () => {
    const ask = await site.as(looker.actor);
    for (const { country, sessions, personId, trainerId } of marked.filter(
      (one) => !isHome(one) && one.country !== looker.country,
    ))
      for (const { path } of routes.filter((route) => route.path.includes('[id]'))) {
        const subject = subjectOf(path);
        if (subject === 'person' && seesAccounts(looker, country)) continue;
        const theirs: Readonly<Record<string, string>> = { person: personId, trainer: trainerId, ...sessions };
        for (const state of subject === 'session' ? hiddenStates : [subject]) {
          const id = theirs[state]!;
          const [hidden, never] = [await ask(fill(path, id)), await ask(fill(path, newId()))];
          expect([path, country, state, hidden.status]).toEqual([path, country, state, never.status]);
          expect(essence(await hidden.text(), hidden)).toBe(essence(await never.text(), never));
        }
      }
  });

  test('leaves nothing in a cache', async () => {
    const ask = await site.as(looker.actor);
    for (const path of [
      '/home',
      '/sessions',
      '/network',
      '/api/v1/sessions',
      '/api/v1/network.csv',
      '/find/results?text=a',
    ])
      if (looker.actor.personId) expect((await ask(path)).headers.get('cache-control'), path).toContain('no-store');
  });

  function crossings(text: string, path: string): string[] {
    const others = marked.filter((one) => !isHome(one) && !(isAudit.test(path) && isAuditorOf(looker, one.country)));
    const keptBack = marked.flatMap((one) => marksIn(text, [one.keptBack]));
    const crossed = others.flatMap((one) => [
      ...marksIn(text, one.hidden),
      ...(isInNetwork(looker) ? [] : marksIn(text, one.released)),
      ...(seesAccounts(looker, one.country) ? [] : marksIn(text, one.accounts)),
    ]);
    return [...keptBack, ...crossed];
  }
});

/** Everything that a ministry owns, one number a table: any change changes it. That somebody looked is none. */
async function fingerprint(ownerId: OwnerId, but: readonly string[] = []): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'owner_id'
    where c.relnamespace = 'kaskada'::regnamespace and c.relkind = 'r' order by 1`.execute(connection.db);
  const parts = [];
  for (const { name } of tables.filter(({ name }) => !but.includes(name))) {
    const { rows } = await sql<{ print: string }>`
      select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print
      from ${sql.table(name)} t where owner_id = ${ownerId}
        and coalesce(to_jsonb(t) ->> 'action', 'insert') in ('insert', 'update', 'delete')`.execute(connection.db);
    parts.push(`${name} ${rows[0]!.print}`);
  }
  return parts;
}

const writes = listWrites(routes);
/** What is written of accounts: by administrators, by the secretariat that consents and grants, by a ministry's own. */
const ofAccounts = [
  'person',
  'appointment',
  'emergency_access',
  'login_reset',
  'account_shut',
  'audit_entry',
  'audit_head',
  'audit_sealed',
];
/** Whoever administers also corrects what a ministry is called. */
const ofMinistries = ({ column }: Looker) => (column === 'administrator' ? ['ministry'] : []);
/** What everybody of a ministry writes about themselves: a wish to be erased. */
const ofOneself = ({ country }: Looker) => (country === 'BA' ? ['erasure_request'] : []);
const keepsAccounts = ({ column, country }: Looker) =>
  column === 'administrator' || column === 'secretariat' || country === 'BA';
const mayWrite = ({ column }: Looker) => ['trainer', 'coordinator', 'deputy'].includes(column);

test('every way to write is known', () => {
  expect(writes.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      '/sessions/[id]?/release',
      '/sessions/[id]/record?/submit',
      'PUT /api/v1/sessions/[id]/release',
    ]),
  );
});

describe.each(
  lookers.filter((one) => one.country !== 'BA' || !mayWrite(one)).map((looker) => [nameOf(looker), looker] as const),
)('%s', (_, looker) => {
  test('changes nothing that Bosnia and Herzegovina has, whichever way is tried', async () => {
    const home = marked.find(({ country }) => country === 'BA')!;
    const but = [...(keepsAccounts(looker) ? ofAccounts : []), ...ofMinistries(looker), ...ofOneself(looker)];
    const before = await fingerprint(ministries.BA, but);
    const ask = await site.as(looker.actor);
    const wrong = [];
    for (const { name, request } of writes) {
      const { path, init } = request(home, ministries.BA);
      const headers = { ...(init.headers as Record<string, string>), origin: site.origin };
      const { status } = await ask(path, { ...init, headers });
      if (status >= 500) wrong.push(`${name} answers ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(ministries.BA, but)).toEqual(before);
  });
});

test('the marks are there to be seen', async () => {
  const seen = async (looker: Looker) => {
    const ask = await site.as(looker.actor);
    const texts = expectedSight.flatMap((line) =>
      addressesOf(line, looker, marked).map((path) => ask(path).then(readText)),
    );
    return (await Promise.all(texts)).join('\n');
  };
  const coordinator = await seen(lookers.find(({ column, country }) => column === 'coordinator' && country === 'BA')!);
  const home = marked.find(({ country }) => country === 'BA')!;
  expect(marksIn(coordinator, [...home.hidden, ...home.released])).toHaveLength(
    home.hidden.length + home.released.length,
  );
  for (const [path, actor] of [
    ['/privacy/my-data.pdf', people.trainer.BA],
    ['/api/v1/people.xlsx', people.coordinator.BA],
  ] as const)
    expect(marksIn(await (await site.as(actor))(path).then(readText), home.accounts), path).toEqual(home.accounts);
  const secretariat = await seen(lookers.find(({ column }) => column === 'secretariat')!);
  for (const { released } of marked) expect(marksIn(secretariat, released).length).toBeGreaterThan(0);
});

test('the same tries change something when they are its coordinator’s', async () => {
  const before = await fingerprint(ministries.BA);
  const ask = await site.as(people.coordinator.BA);
  const home = marked.find(({ country }) => country === 'BA')!;
  for (const { request } of writes) {
    const { path, init } = request(home, ministries.BA);
    await ask(path, { ...init, headers: { ...(init.headers as Record<string, string>), origin: site.origin } });
  }
  expect(await fingerprint(ministries.BA)).not.toEqual(before);
});

/** The data behind a page tells in its body of being led elsewhere, and of a refusal. */
function statusOf({ status }: Response, text: string): number {
  if (text.startsWith('{"type":"redirect"')) return 303;
  const refused = text.startsWith('{"type":"data"') && /"type":"error".*"status":(\d{3})/.exec(text);
  return refused ? Number(refused[1]) : status;
}

/** What an answer says to who reads it. The bytes of a packed file say nothing, and may look like any mark by chance. */
async function readText(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/pdf')) return textOfPdf(bytes);
  return type.startsWith('application/vnd.') ? [...unzip(bytes).values()].join('\n') : bytes.toString();
}

/** The headers but the length of the body, which may be any number by chance. */
const headersOf = ({ headers }: Response) => [...headers].filter(([name]) => name !== 'content-length');

/** An answer without what belongs to one request only: the ids in it, its moment, and names of files made when built. */
const essence = (text: string, { headers }: Response) =>
  text
    .replaceAll(headers.get('x-request-id') ?? '-', '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '')
    .replaceAll(/nonce-[\w+/=]+|__sveltekit_\w+/g, '');
