import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '#platform/database/database.ts';
import { openTestPlatform } from '#test/platform.ts';

const { database, connection, people, ministries } = await openTestPlatform();
const trainer = people.trainer.BA;

const countFacts = async () =>
  (await sql<{ facts: number }>`select count(*) as facts from fact`.execute(connection.db)).rows[0]!.facts;
const fact = { name: 'somethingHappened', payload: {} };

test('a transaction begun inside another is refused at once, and says why', async () => {
  const nested = database.read(trainer, () => database.read(trainer, async () => 1));
  await expect(nested).rejects.toThrow('begun inside another');
  const deep = database.work(trainer, async () => {
    await Promise.resolve();
    return Promise.all([database.onDuty('sign-in', async () => 1)]);
  });
  await expect(deep).rejects.toThrow('begun inside another');
});

test('one begun after another has ended is not', async () => {
  const later: Promise<number>[] = [];
  await database.read(trainer, async () => {
    later.push(new Promise((resolve) => setTimeout(resolve, 20)).then(() => database.read(trainer, async () => 2)));
  });
  expect(await Promise.all(later)).toEqual([2]);
});

test('transactions asked for at the same time do not mix', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, number) =>
      database.work(number % 2 ? trainer : people.coordinator.MK, async ({ db, actor }) => {
        const { rows } = await sql<{ id: string }>`select actor_id() as id`.execute(db);
        return rows[0]!.id === actor.personId;
      }),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([true]));
});

test('what fails leaves nothing behind, also no fact', async () => {
  const before = await countFacts();
  const failing = database.work(trainer, async (work) => {
    work.announce(fact);
    await sql`insert into training_session values (gen_random_uuid(), ${ministries.BA}, ${trainer.personId}, now(), 'recorded')`.execute(
      work.db,
    );
    throw new Error('halfway');
  });
  await expect(failing).rejects.toThrow('halfway');
  const { rows } = await sql`select 1 from training_session`.execute(connection.db);
  expect(rows).toEqual([]);
  expect(await countFacts()).toBe(before);
});

test('a commit that the database turns into a roll-back is told', async () => {
  const swallowing = database.work(trainer, async ({ db }) => {
    await sql`select 1 / 0`.execute(db).catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow(/rolled back/i);
});

test('a question cannot write, whatever it says', async () => {
  const writing = database.read(trainer, ({ db }) =>
    sql`insert into fact (name, payload, announced_at) values ('x', '{}', now())`.execute(db as never),
  );
  await expect(writing).rejects.toThrow('read-only transaction');
});

test('a listener that fails harms neither the command nor the other listeners', async () => {
  const failures: unknown[] = [];
  const careful = openDatabase(connection, undefined, (failure) => void failures.push(failure));
  const heard: string[] = [];
  careful.listen(() => Promise.reject(new Error('deaf')));
  careful.listen(({ name }) => void heard.push(name));
  const done = await careful.work(trainer, async (work) => {
    work.announce(fact);
    return 'done';
  });
  expect(done).toBe('done');
  expect(heard).toEqual([fact.name]);
  expect(failures).toEqual([new Error('deaf')]);
});

test('facts are heard after the commit, in order, once', async () => {
  const heard: string[] = [];
  database.listen(({ name }) => void heard.push(name));
  await database.work(trainer, async (work) => {
    work.announce({ name: 'first', payload: {} });
    work.announce({ name: 'second', payload: {} });
    expect(heard).toEqual([]);
  });
  await database.deliver();
  expect(heard).toEqual(['first', 'second']);
});

test('a fact whose listeners never came to an end is heard by the next process', async () => {
  const heard: string[] = [];
  const ending = openDatabase(connection);
  let reached!: () => void;
  const inTheMiddle = new Promise<void>((resolve) => (reached = resolve));
  ending.listen(() => new Promise(() => reached()));
  void ending.work(trainer, async (work) => work.announce({ name: 'unheard', payload: {} }));
  await inTheMiddle;
  const next = openDatabase(connection);
  next.listen(({ name }) => void heard.push(name));
  await next.deliver();
  await next.deliver();
  expect(heard).toEqual(['unheard']);
});

test('a listener may announce in its turn: that is heard after what it heard', async () => {
  const heard: string[] = [];
  const echoing = openDatabase(connection);
  echoing.listen(async ({ name }) => {
    heard.push(name);
    if (name === 'call') await echoing.work(trainer, async (work) => work.announce({ name: 'echo', payload: {} }));
  });
  await Promise.all(
    ['call', 'other'].map((name) => echoing.work(trainer, async (work) => work.announce({ name, payload: {} }))),
  );
  expect(heard).toHaveLength(3);
  expect(heard.indexOf('echo')).toBeGreaterThan(heard.indexOf('call'));
});
