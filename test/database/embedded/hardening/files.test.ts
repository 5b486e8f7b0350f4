import { gzipSync, brotliCompressSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { actionPath } from '#test/site-map.ts';
import { header, openHardenedSite } from '#test/hardening.ts';
import { unzip } from '#test/unzip.ts';

/* Files that go out, files that somebody would like to get out, and files that somebody would like to bring in. */

const { platform, site, routes, pathOf, send } = await openHardenedSite();

describe('downloads', () => {
  const downloads = routes.filter(({ path }) => /\.(?:csv|xlsx|ics|pdf)$/.test(path));
  const paths = downloads.flatMap((route) => [
    pathOf(route),
    ...(route.path.includes('/sessions.') ? [`${pathOf(route)}?of=network`] : []),
  ]);

  /** What opens as a table: a formula means nothing anywhere else. */
  const sheets = paths.filter((path) => /\.(?:csv|xlsx)\b/.test(path));

  test('there are some', () => expect(sheets.length).toBeGreaterThan(8));

  test.each(paths)('%s has a name of ours, whatever is asked', async (path) => {
    const query = `${path.includes('?') ? '&' : '?'}filename=a%0d%0aset-cookie:%20a%3Db&name=%22;x=`;
    for (const asked of [path, path + query]) {
      const answer = await send({ path: asked });
      expect(answer.headers).not.toContain('a=b');
      if (answer.status === 200)
        expect(header(answer, 'content-disposition')).toMatch(
          /^attachment; filename="[\w.-]+\.(?:csv|xlsx|ics|pdf|json)"$/,
        );
    }
  });

  describe.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'Ante;=1', 'Ante\t+1'])(
    'a text that begins %j',
    (begin) => {
      test('is a formula in none of them', async () => {
        await beginEveryText(begin);
        for (const path of sheets) {
          const { status, body, type } = await send({ path });
          expect([path, status]).toEqual([path, 200]);
          for (const cell of cellsOf(type, body))
            expect([path, cell]).not.toEqual([path, expect.stringMatching(formula)]);
        }
      });
    },
  );

  /** What a spreadsheet takes for a formula; a number below zero is none. */
  const formula = /^(?:[=+@\t\r]|-(?!\d+$))/;

  /** Everything that a person or a source wrote and a file may hold begins like this. */
  async function beginEveryText(begin: string) {
    const { db } = platform.connection;
    const { rows } = await sql<{ table: string; column: string; type: string }>`
      select table_name as "table", column_name as "column", data_type as type from information_schema.columns
      where table_schema = 'kaskada' and is_generated = 'NEVER' and data_type in ('text', 'jsonb')
        and table_name in ('person', 'appointment', 'released_session', 'session_version', 'institution', 'ministry', 'network', 'meeting', 'trainer',
          'trainer_cohort', 'reported_total', 'contradiction', 'published_share', 'country_name', 'unit', 'publication')
        and column_name in ('title', 'place', 'host', 'notes', 'source', 'name', 'note', 'subject', 'first', 'second',
          'first_source', 'second_source', 'course', 'provider', 'counted', 'basis_note', 'population', 'footnote', 'accreditation',
          'institution', 'order_number')`.execute(db);
    expect(rows.length).toBeGreaterThan(15);
    const words = JSON.stringify({ en: { name: `${begin} text`, rule: `${begin} text` } });
    await sql`update kaskada.figure_definition set words = ${words}::jsonb`.execute(db);
    for (const { table, column, type } of rows) {
      const value = type === 'jsonb' ? JSON.stringify({ en: `${begin} text`, sr: `${begin} text` }) : `${begin} text`;
      await sql`update kaskada.${sql.id(table)} set ${sql.id(column)} = ${value} where ${sql.id(column)} is not null`.execute(
        db,
      );
    }
  }

  const cellsOf = (type: string, body: Buffer): string[] =>
    type.includes('spreadsheet')
      ? [...unzip(body).entries()].flatMap(([name, text]) => {
          expect(text).not.toMatch(/<f[ >]/);
          return name.endsWith('sharedStrings.xml')
            ? [...text.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, cell]) => cell!)
            : [];
        })
      : [
          ...(parse(body, { bom: true, relax_column_count: true }) as string[][]).flat(),
          // As a spreadsheet reads it that takes another mark for the end of a cell.
          ...body
            .toString()
            .split(/[;\t]/)
            .slice(1)
            .map((cell) => cell.replace(/^[ "]+/, '')),
        ];
});

describe('paths that lead out of the folder', () => {
  const up = ['..', '%2e%2e', '.%2e', '%252e%252e', '..;', '..%00', '....//..', '..%c0%af..', '..\\..', '..%5c..'];
  const begins = [
    '/',
    '/_app/',
    '/_app/immutable/',
    '/_app/immutable/assets/',
    '/favicon.svg/',
    '/api/v1/',
    '/api/v1/figures/',
    '/sessions/',
  ];
  test.each(begins)('lead to nothing: %s', async (begin) => {
    for (const step of up)
      for (const target of [
        'package.json',
        'etc/passwd',
        'data/database/PG_VERSION',
        '.git/config',
        'build/handler.js',
        '.env',
      ])
        for (const between of ['/', '%2f', '%252f']) {
          const path = `${begin}${Array.from({ length: 6 }, () => step).join(between)}${between}${target}`;
          const { status, body } = await send({ path });
          expect([path, status < 500]).toEqual([path, true]);
          if (status === 200) expect(body.toString()).toMatch(/^<!doctype html>/);
          expect(body.toString()).not.toMatch(/"dependencies"|root:x?:0|\[core\]|import \{ t as handler/);
        }
  });

  test.each([
    '/.git/config',
    '/package.json',
    '/.env',
    '/data/database',
    '/src/app/serve.ts',
    '/_app/',
    '/_app/immutable/',
    '/server-status',
    '/node_modules/pg/package.json',
    '/_app/immutable/entry/..',
    '/favicon.svg.map',
  ])('nor is there a list of files, or a file that is not of the site: %s', async (path) =>
    expect([301, 302, 303, 307, 308, 404]).toContain((await send({ path }, true)).status),
  );
});

describe('uploads, of which there are none', () => {
  const targets = routes.flatMap((route) => [
    ...route.actions.map((action) => actionPath(pathOf(route), action)),
    ...(route.methods.includes('POST') ? [pathOf(route)] : []),
  ]);
  const names = [
    'version',
    'reason',
    'grain',
    'owner',
    'title',
    'notes',
    'person',
    'theme',
    'code',
    'file',
    'revision',
    'count.all.all',
  ];
  const mark = 'CONTENT-OF-A-FILE';

  test.each(targets)('%s keeps no file, and none shows', async (path) => {
    const parts = names.map(
      (name) =>
        `--cut\r\ncontent-disposition: form-data; name="${name}"; filename="a.zip"\r\ncontent-type: application/zip\r\n\r\nPK\u0003\u0004${mark}\r\n`,
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=cut', origin: site.origin, accept: 'text/html' };
    const answer = await send({ method: 'POST', path, headers, body: `${parts.join('')}--cut--\r\n` });
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.toString()).not.toContain(mark);
    expect(await isKept(mark)).toBe(false);
  });

  test('a form that is read and brings a file is refused as no form', async () => {
    const body = '--cut\r\ncontent-disposition: form-data; name="theme"; filename="a"\r\n\r\ndark\r\n--cut--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=cut', origin: site.origin };
    expect((await send({ method: 'POST', path: '/theme', headers, body })).status).toBe(400);
  });

  test.each(['/theme', '/sign-out', '/sessions/new', '/api/v1/sessions'])('%s takes nothing packed', async (path) => {
    for (const [encoding, body] of [
      ['gzip', gzipSync('0'.repeat(50_000_000))],
      ['br', brotliCompressSync('theme=dark')],
      ['deflate', Buffer.from('x')],
      ['GZIP, gzip', Buffer.from('x')],
    ] as const) {
      const answer = await fetch(`${site.origin}${path}`, {
        method: 'POST',
        headers: {
          origin: site.origin,
          'content-type': 'application/x-www-form-urlencoded',
          'content-encoding': encoding,
        },
        body,
        redirect: 'manual',
      });
      expect(answer.status).toBe(415);
    }
  });

  test('what says that it is not packed is taken', async () => {
    const headers = {
      origin: site.origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-encoding': 'identity',
    };
    expect((await send({ method: 'POST', path: '/theme', headers, body: 'theme=dark' })).status).toBe(303);
  });

  async function isKept(text: string): Promise<boolean> {
    const { rows } = await sql<{ kept: boolean }>`
      select exists (select from kaskada.audit_entry where after::text like ${`%${text}%`}) as kept`.execute(
      platform.connection.db,
    );
    return rows[0]!.kept;
  }
});
