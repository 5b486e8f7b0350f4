import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { auditWords } from '#app/audit/compose-page.ts';
import { sayKind } from '#app/audit/describe.ts';
import { meaningOf, sayField } from '#app/audit/say-field.ts';
import { sayValue } from '#app/audit/say-value.ts';
import { auditKinds } from '#domains/audit/types.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { openTestPlatform } from '#test/platform.ts';

/* Whatever is audited has a name in words, and so have its columns and the words that stand in them. */

const { connection } = await openTestPlatform();
/** In Serbian a name of the database's shows: it is in Latin letters. */
const t = createTranslate('sr', await loadWords('sr', auditWords));
const isSaid = (text: string) => /\p{Script=Cyrillic}/u.test(text) && !/[a-z_]/.test(text);

/** Every audited table with its columns. */
const { rows } = await sql<{ kind: string; field: string }>`
  select distinct c.relname as kind, a.attname as field
  from pg_trigger g join pg_class c on c.oid = g.tgrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where g.tgfoid = 'kaskada.audit_change'::regproc order by 1, 2`.execute(connection.db);

test('every audited table and every column of it has a name in words', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect([...new Set(rows.map(({ kind }) => kind))].filter((kind) => !auditKinds.some((one) => one === kind))).toEqual(
    [],
  );
  expect([...new Set(rows.map(({ kind }) => kind))].filter((kind) => !isSaid(sayKind(t, kind)))).toEqual([]);
  const unsaid = rows.filter(({ kind, field }) => !isSaid(sayField(t, meaningOf(kind, field))));
  expect(unsaid.map(({ kind, field }) => `${kind}.${field}`)).toEqual([]);
});

test('every kind is offered once', () => {
  expect(auditKinds.filter((kind, at) => auditKinds.indexOf(kind) !== at)).toEqual([]);
});

test('every choice that a column allows is said in words', async () => {
  const { rows: checks } = await sql<{ kind: string; check: string }>`
    select c.relname as kind, pg_get_constraintdef(k.oid) as check from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_trigger g on g.tgrelid = c.oid
    where k.contype = 'c' and (g.tgfoid = 'kaskada.audit_change'::regproc or c.relname = 'sign_in')`.execute(
    connection.db,
  );
  const choices = checks.flatMap(({ kind, check }) => {
    const [, field, values] = /^CHECK \(\((\w+) = ANY \(ARRAY\[([^\]]*)\]\)\)\)$/.exec(check) ?? [];
    return [...(values ?? '').matchAll(/'(\w+)'::text/g)].map(([, value]) => ({ kind, field: field!, value: value! }));
  });
  const { rows: kinds } = await sql<{ value: string }>`select kind as value from retention_kind`.execute(connection.db);
  choices.push(...kinds.map(({ value }) => ({ kind: 'retention_period', field: 'kind', value })));
  expect(choices.length).toBeGreaterThan(40);
  const said = (kind: string, field: string, value: string) => sayValue(t, new Map(), meaningOf(kind, field), value);
  expect(choices.filter(({ kind, field, value }) => !isSaid(said(kind, field, value)))).toEqual([]);
});

test('what is kept inside a field is said too', () => {
  const fields = ['removed.sign_in', 'content.counts.count.woman.officer', 'content.counts.count.all.all'];
  expect(fields.map((field) => sayField(t, field)).filter((text) => !isSaid(text) || /[a-z]/.test(text))).toEqual([]);
});
