import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

/** Runs one statement in a transaction of its own. */
export type RunStatement = <Row>(statement: CompiledQuery) => Promise<QueryResult<Row>>;

/**
 * A dialect for a library that sends its statements one by one and knows nothing of actors: each runs in a transaction
 * of its own, which whoever hands in `run` has prepared. There is no longer transaction, and asking for one fails.
 */
export const statementDialect = (run: RunStatement): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => driverOf({ executeQuery: run, streamQuery: refuse }),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});

const driverOf = (connection: DatabaseConnection): Driver => ({
  init: async () => {},
  acquireConnection: async () => connection,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async () => {},
  destroy: async () => {},
});

function refuse(): never {
  throw new Error('Statements of this handle run one by one, each in a transaction of its own.');
}
