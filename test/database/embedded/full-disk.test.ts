import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Connection } from '#platform/database/connection.ts';
import { DiskFull, explainFailure } from '#platform/database/failure.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { FullDiskFolder, type Disk } from './full-disk.ts';
import { makeOriginal } from './temporary-folder.ts';

const dataFolder = await makeOriginal();

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** An embedded database on a disk of its own, with a table to write to. */
async function openOn(disk: Disk): Promise<Connection> {
  const connection = await openEmbedded(dataFolder(), {
    keepFree: 0,
    files: (path) => new FullDiskFolder(path, disk),
  });
  onTestFinished(() => connection.close());
  await connection.script('create schema kaskada; create table kaskada.note (number int, text text)');
  return connection;
}

const write = (connection: Connection, number: number, size: number) =>
  explainFailure(() =>
    connection.transact('read write', (transaction) =>
      sql`insert into note values (${number}, (select string_agg(md5(n::text), '') from generate_series(1, ${size / 32}::int) n))`.execute(
        transaction,
      ),
    ),
  );

const count = async (connection: Connection) =>
  (await sql<{ number: number }>`select number from note order by number`.execute(connection.db)).rows.map(
    ({ number }) => number,
  );

test.each([8 * kilobyte, 64 * kilobyte, 300 * kilobyte, megabyte, 3 * megabyte, 17 * megabyte])(
  'a disk that is full after %i more bytes loses nothing acknowledged, and works again when there is room',
  async (room) => {
    const disk = { room: Infinity };
    const connection = await openOn(disk);
    const acknowledged: number[] = [];
    disk.room = room;
    let refusal: unknown = null;
    for (let number = 1; refusal === null && number < 500; number += 1)
      await write(connection, number, 64 * kilobyte).then(
        () => acknowledged.push(number),
        (failure: unknown) => (refusal = failure),
      );
    expect(refusal).toBeInstanceOf(DiskFull);
    await expect(write(connection, 900, 64 * kilobyte)).rejects.toBeInstanceOf(DiskFull);

    disk.room = Infinity;
    await write(connection, 1000, 64 * kilobyte);
    expect(await count(connection)).toEqual([...acknowledged, 1000]);
  },
);

test('nothing is written when less is free than must stay free, and reading goes on', async () => {
  const connection = await openEmbedded(dataFolder(), { keepFree: Number.MAX_SAFE_INTEGER });
  onTestFinished(() => connection.close());
  await expect(
    explainFailure(() => connection.transact('read write', (transaction) => sql`select 1`.execute(transaction))),
  ).rejects.toBeInstanceOf(DiskFull);
  const { rows } = await connection.transact('read only', (transaction) => sql`select 1 as one`.execute(transaction));
  expect(rows).toEqual([{ one: 1 }]);
});
