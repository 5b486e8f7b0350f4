import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openTestPlatform } from '#test/platform.ts';
import { expectedAccess } from '../access/expected.ts';
import { layOut } from '../access/scene.ts';
import { listTables, tryTable } from '../access/trial.ts';

// The test of the test: take away what a policy asks for, and the table's line of expectations must fail, alone. A policy
// decides on its own table, and on those whose policies look into that one: these lines are tried.
// Policies are the same on both databases, so the embedded one is enough.
const platform = await openTestPlatform();
const attempts = await layOut(platform);
const tables = await listTables(platform);

interface Policy {
  table: string;
  name: string;
  using: string | null;
  check: string | null;
}

/** The policies that ask who is there: not those that are open to everybody. */
async function listDecidingPolicies(): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select tablename as "table", policyname as name, qual as using, with_check as check from pg_policies
    where schemaname = 'kaskada' and 'kaskada_app' = any (roles)
      and concat(qual, with_check) ~ '(own_ministries|coordinated_ministries|in_network|actor_id|on_duty)'
    order by 1, 2`.execute(platform.connection.db);
  return rows;
}

const alter = ({ table, name }: Policy, using: string | null, check: string | null) =>
  platform.connection.script(
    `alter policy ${name} on kaskada.${table} ${using ? `using (${using})` : ''} ${check ? `with check (${check})` : ''}`,
  );

const policies = await listDecidingPolicies();
const looksInto = (table: string, other: string) =>
  policies.some(
    (policy) => policy.table === table && new RegExp(`\\b${other}\\b`).test(`${policy.using} ${policy.check}`),
  );

describe.each(policies)('without the condition of $name', (policy) => {
  test(`exactly the line of ${policy.table} is wrong`, async () => {
    const wrong: string[] = [];
    await alter(policy, policy.using && 'true', policy.check && 'true');
    try {
      for (const table of tables.filter(({ name }) => name === policy.table || looksInto(name, policy.table))) {
        const line = await tryTable(platform, table, attempts[table.name]);
        if (line.join() !== expectedAccess.get(table.name)?.join()) wrong.push(table.name);
      }
    } finally {
      await alter(policy, policy.using, policy.check);
    }
    expect(wrong).toEqual([policy.table]);
  });
});
