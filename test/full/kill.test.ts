import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '#platform/database/embedded.ts';

const kills = 50;
const program = fileURLToPath(new URL('writer.ts', import.meta.url));

/** Lets a process write, kills it some milliseconds after its first row, and returns the rows that it acknowledged. */
async function writeUntilKilled(folder: string, milliseconds: number): Promise<number[]> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // The last line may be cut off in the middle: what was not told in full was not acknowledged.
  return said.split('\n').slice(0, -1).map(Number);
}

test(`${kills} kills in the middle of writing lose no acknowledged row, and the database opens every time`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaskada-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const first = await openEmbedded(folder);
  await first.script('create schema kaskada; create table kaskada.note (number int primary key, text text)');
  await first.close();

  const acknowledged: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const rows = await writeUntilKilled(folder, (kill * 37) % 400);
    expect(rows.length).toBeGreaterThan(0);
    acknowledged.push(...rows);
  }

  const last = await openEmbedded(folder);
  const { rows } = await sql<{ number: number; whole: boolean }>`
    select number, length(text) = number % 3000 as whole from note order by number`.execute(last.db);
  await last.close();
  const kept = new Set(rows.map(({ number }) => number));
  expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
  expect(rows.filter(({ whole }) => !whole)).toEqual([]);
  console.log(`${kills} kills, ${acknowledged.length} acknowledged rows, ${rows.length} rows found.`);
});
