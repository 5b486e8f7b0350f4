import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { hashOf, type EntryText } from './entry.ts';
import { formats, verifyExport } from './export.ts';
import { inGroups, readHeadFile, readKeptHead } from './kept-head.ts';
import { openSigningKey } from './signing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaskada-'));
afterAll(() => rmSync(folder, { recursive: true }));
const key = openSigningKey(join(folder, 'new', 'signing-key.pem'));

const chain = '01890000-0000-7000-8000-000000000000';
function entriesOf(n: number): EntryText[] {
  const entries: EntryText[] = [];
  for (let seq = 1; seq <= n; seq += 1) {
    const previousHash = entries.at(-1)?.hash ?? '';
    const said = { seq, at: '2026-11-23T14:06:20.123456', actor: null, table: 'person', rowKey: 'x', action: 'read' };
    const entry = { ...said, before: null, after: '{"name": "Шабац š"}', previousHash };
    entries.push({ ...entry, hash: hashOf(chain, entry) });
  }
  return entries;
}
const entries = entriesOf(3);
const head = { seq: 3, hash: entries[2]!.hash, at: '' };
const signed = (some: readonly EntryText[] = entries) =>
  key.sign({ format: formats.export, chain, head, entries: some as never });
const check = (document: object) => verifyExport(JSON.stringify(document)).problems;

describe('the canonical form', () => {
  test('does not depend on order or blanks, and takes no fraction', () => {
    expect(canonical({ b: [1, 'ш"\u2028', null], a: { d: true, c: '' } })).toBe(
      '{"a":{"c":"","d":true},"b":[1,"ш\\"\u2028",null]}',
    );
    expect(() => canonical({ a: 0.5 })).toThrow(TypeError);
  });
});

describe('the signing key', () => {
  test('is made once, for its user alone, and is the same ever after', () => {
    const path = join(folder, 'new', 'signing-key.pem');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(openSigningKey(path).fingerprint).toBe(key.fingerprint);
    expect(readFileSync(path, 'utf8')).not.toContain(key.publicPem.split('\n')[1]);
  });
  test('is refused when it is none', () => {
    const path = join(folder, 'broken.pem');
    writeFileSync(path, 'x');
    expect(() => openSigningKey(path)).toThrow();
  });
});

describe('an export', () => {
  test('is verified without a database, whole or in part, in any order of its names', () => {
    const { problems, fingerprint, entries: n } = verifyExport(JSON.stringify(signed()));
    expect([problems, fingerprint, n]).toEqual([[], key.fingerprint, 3]);
    expect(check(signed([entries[2]!, entries[0]!]))).toEqual([]);
    expect(check(Object.fromEntries(Object.entries(signed()).reverse()))).toEqual([]);
  });
  test('that was changed after it was signed is found', () => {
    expect(check({ ...signed(), chain: 'network' })[0]).toMatch(/signature/);
    expect(check({ ...signed(), signature: 'AAAA' })[0]).toMatch(/signature/);
  });
  test('with an entry that is not what its hash says is found, even signed', () => {
    expect(check(signed([{ ...entries[0]!, actor: 'x' }]))).toEqual(['Entry 1 is not what its hash was taken of.']);
    const alone = { ...entries[1]!, previousHash: '' };
    const relinked = { ...alone, hash: hashOf(chain, alone) };
    expect(check(signed([entries[0]!, relinked]))).toEqual(['Entry 2 does not follow from the one before it.']);
  });
  test('whose head is not that of its last entry is found', () => {
    expect(
      check(key.sign({ format: formats.export, chain, head: { ...head, hash: 'x' }, entries: entries as never })),
    ).toEqual(['The head is not that of the last entry.']);
  });
  test.each(['', '{}', '[]', '{"format":"kaskada-audit-head/1"}', 'null'])('is not %s', (text) => {
    expect(() => verifyExport(text)).toThrow('no signed export');
    expect(readHeadFile(text)).toBeNull();
  });
});

describe('a head kept outside', () => {
  test('is read as people write it', () => {
    expect(readKeptHead(' 4,700 ', inGroups(head.hash).toUpperCase())).toEqual({ seq: 4700, hash: head.hash });
    expect(readHeadFile(JSON.stringify(signed()))).toEqual({ chain, seq: 3, hash: head.hash });
  });
  test.each([
    ['', head.hash],
    ['0', head.hash],
    ['1', head.hash.slice(1)],
    ['1', 'g'.repeat(64)],
  ])('is none: %s %s', (seq, hash) => expect(readKeptHead(seq, hash)).toBeNull());
});
