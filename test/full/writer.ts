// A process that writes rows as fast as it can and says each number once its commit was acknowledged.
import { writeSync } from 'node:fs';
import { sql } from 'kysely';
import { openEmbedded } from '#platform/database/embedded.ts';

const connection = await openEmbedded(process.argv[2]!);
const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0) as last from note`.execute(connection.db);
for (let number = rows[0]!.last + 1; ; number += 1) {
  await connection.transact('read write', (transaction) =>
    sql`insert into note values (${number}, repeat('x', ${number % 3000}::int))`.execute(transaction),
  );
  writeSync(1, `${number}\n`);
}
