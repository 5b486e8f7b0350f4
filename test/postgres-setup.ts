import type { TestProject } from 'vitest/node';
import { findPostgres, startPostgres, type TestServer } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** On which database a file's tests run. */
    engine: 'embedded' | 'server';
    /** How many times as many random cases are tried as in `npm test`. */
    rounds: number;
    server: TestServer;
  }
}

/** Starts the PostgreSQL that all files of the project share, and stops it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startPostgres(findPostgres()!);
  project.provide('server', server);
  return stop;
}
