import type { Actor } from '#shared/actor.ts';
import { Kysely, sql, type ColumnType, type Generated, type Transaction } from 'kysely';
import type { Connection, NoTables } from './connection.ts';
import { openDelivery } from './delivery.ts';
import type { Command, Fact, Question, Reading, Work } from './reading.ts';
import { explainFailure } from './failure.ts';
import { statementDialect } from './statement-dialect.ts';

/** Hears what was announced, after the commit. */
export type Listener = (fact: Fact) => void | Promise<void>;

/** The database as the platform uses it: every statement runs as somebody. */
export interface Database {
  readonly kind: Connection['kind'];
  /** Answers questions in one read-only transaction, as the actor. */
  read<Answer>(actor: Actor, body: (reading: Reading<never>) => Promise<Answer>): Promise<Answer>;
  /** Carries out one command in one transaction, as the actor; then delivers its facts. */
  work<Answer>(actor: Actor, body: (work: Work<never>) => Promise<Answer>): Promise<Answer>;
  /** Runs as a piece of machinery rather than a person; policies name the duty. */
  onDuty<Answer>(duty: string, body: (work: Work<never>) => Promise<Answer>): Promise<Answer>;
  /** A handle for a library that knows nothing of this: each of its statements runs by itself, on this duty. */
  handleOnDuty(duty: string): Kysely<NoTables>;
  listen(listener: Listener): void;
  /** Hands out facts that an earlier process announced and did not live to deliver. */
  deliver(): Promise<void>;
  close(): Promise<void>;
}

const nobody = { personId: null, name: '', isDemo: false, isStrong: false, seats: [] } as unknown as Actor;

/**
 * Wraps a connection so that nothing runs without a role, an actor and a clock. What goes wrong after a commit is told
 * to `report`: the command itself was carried out, and its caller must not hear otherwise.
 */
export function openDatabase(
  connection: Connection,
  clock: () => Date = () => new Date(),
  report: (failure: unknown) => void = console.error,
): Database {
  const listeners: Listener[] = [];

  async function enter(transaction: Transaction<NoTables>, actor: Actor, duty: string) {
    await sql`select set_config('role', 'kaskada_app', true), set_config('kaskada.actor', ${actor.personId ?? ''}, true),
      set_config('kaskada.strong', ${actor.isStrong ? 'yes' : ''}, true), set_config('kaskada.duty', ${duty}, true)`.execute(
      transaction,
    );
  }

  function readingOf(transaction: Transaction<NoTables>, actor: Actor): Reading<never> {
    const reading = {
      db: transaction,
      actor,
      now: clock(),
      ask: (question: (reading: unknown, ...args: unknown[]) => unknown, ...args: unknown[]) =>
        question(reading, ...args),
    };
    return reading as unknown as Reading<never>;
  }

  async function read<Answer>(actor: Actor, body: (reading: Reading<never>) => Promise<Answer>): Promise<Answer> {
    return explainFailure(() =>
      connection.transact('read only', async (transaction) => {
        await enter(transaction, actor, '');
        return body(readingOf(transaction, actor));
      }),
    );
  }

  async function workAs<Answer>(actor: Actor, duty: string, body: (work: Work<never>) => Promise<Answer>) {
    const announced: Fact[] = [];
    const answer = await explainFailure(() =>
      connection.transact('read write', async (transaction) => {
        await enter(transaction, actor, duty);
        const work = Object.assign(readingOf(transaction, actor), {
          announce: (fact: Fact) => void announced.push(fact),
        });
        const done = await body(work as unknown as Work<never>);
        await keep(transaction, announced, work.now);
        return done;
      }),
    );
    if (announced.length > 0) await deliver().catch(report);
    return answer;
  }

  async function keep(transaction: Transaction<NoTables>, facts: Fact[], at: Date) {
    if (facts.length === 0) return;
    await (transaction as unknown as Kysely<FactTables>)
      .insertInto('fact')
      .values(facts.map(({ name, payload }) => ({ name, payload: JSON.stringify(payload), announced_at: at })))
      .execute();
  }

  const deliver = openDelivery({
    take: () =>
      workAs(nobody, 'delivery', ({ db }) =>
        (db as unknown as Kysely<FactTables>)
          .selectFrom('fact')
          .select(['id', 'name', 'payload'])
          .where('delivered_at', 'is', null)
          .orderBy('id')
          .execute(),
      ),
    async hear(fact) {
      for (const listener of listeners) await hear(listener, fact).catch(report);
    },
    mark: (facts) =>
      workAs(nobody, 'delivery', async ({ db, now }) => {
        const ids = facts.map(({ id }) => id);
        const heard = (db as unknown as Kysely<FactTables>).updateTable('fact').set({ delivered_at: now });
        await heard.where(sql<boolean>`id = any (${ids}::bigint[])`).execute();
      }),
  });

  return {
    kind: connection.kind,
    read,
    work: (actor, body) => workAs(actor, '', body),
    onDuty: (duty, body) => workAs(nobody, duty, body),
    handleOnDuty: (duty) =>
      new Kysely<NoTables>({
        dialect: statementDialect((statement) =>
          workAs(nobody, duty, ({ db }) => (db as unknown as Kysely<NoTables>).executeQuery(statement) as never),
        ),
      }),
    listen: (listener) => void listeners.push(listener),
    deliver,
    close: () => connection.close(),
  };
}

/** A listener may throw as it likes, at once or later. */
const hear = async (listener: Listener, fact: Fact): Promise<void> => listener(fact);

interface FactTables {
  fact: {
    id: Generated<number>;
    name: string;
    payload: ColumnType<Fact['payload'], string>;
    announced_at: Date;
    delivered_at: ColumnType<Date | null, never, Date>;
  };
}

/** Binds a question of a domain to a reading that sees all tables. */
export const answer = <Tables, Args extends unknown[], Answer>(
  reading: Reading<never>,
  question: Question<Tables, Args, Answer>,
  ...args: Args
): Promise<Answer> => question(reading as unknown as Reading<Tables>, ...args);

/** Binds a command of a domain to a transaction that sees all tables. */
export const carryOut = <Tables, Args extends unknown[], Answer>(
  work: Work<never>,
  command: Command<Tables, Args, Answer>,
  ...args: Args
): Promise<Answer> => command(work as unknown as Work<Tables>, ...args);
