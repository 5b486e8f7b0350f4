import {
  AbortedTransactionError,
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Engine } from './engine.ts';
import { Queue, refuseNesting } from './one-at-a-time.ts';

/** Kysely over an embedded database: PostgreSQL with one connection, which all take in turn. */
export const embeddedDialect = (engine: Engine): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new EmbeddedDriver(engine),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});

class EmbeddedDriver implements Driver {
  readonly #engine: Engine;
  readonly #queue = new Queue();
  readonly #connection: EmbeddedConnection;
  #leave = () => {};

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#connection = new EmbeddedConnection(engine);
  }

  async init() {}

  async acquireConnection() {
    refuseNesting();
    const leave = await this.#queue.enter();
    try {
      await this.#engine.prepare();
    } catch (failure) {
      leave();
      throw failure;
    }
    this.#leave = leave;
    return this.#connection;
  }

  async releaseConnection() {
    this.#leave();
    if (this.#engine.needsCare) void this.#care();
  }

  /** As one more in the queue. What goes wrong here is met, and told, by the next transaction. */
  async #care() {
    const leave = await this.#queue.enter();
    await this.#engine
      .care()
      .catch(() => undefined)
      .finally(leave);
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode = 'read write' }: TransactionSettings) {
    if (accessMode === 'read write') this.#engine.requireRoom();
    await connection.executeQuery(CompiledQuery.raw(`start transaction ${accessMode}`));
  }

  /** A transaction in which a statement failed is rolled back by its commit: nobody may take that for done. */
  async commitTransaction() {
    const { command } = await this.#engine.query('commit', []);
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  /** A database that has crashed has no transaction any more, and says why with every further statement. */
  async rollbackTransaction() {
    if (this.#engine.isRunning) await this.#engine.query('rollback', []);
  }

  async destroy() {
    const leave = await this.#queue.enter();
    await this.#engine.close().finally(leave);
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affectedRows } = await this.#engine.query(sql, parameters);
    return { rows: rows as Row[], numAffectedRows: BigInt(affectedRows ?? 0) };
  }

  streamQuery(): never {
    throw new Error('The embedded database answers a query at once, not row by row.');
  }
}
