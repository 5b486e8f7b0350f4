import { defineConfig } from 'vitest/config';
import { findPostgres } from './test/postgres.ts';

const postgres = findPostgres();
if (!postgres)
  console.log('PostgreSQL was not found on this machine: the database tests run on the embedded one only.');

const embeddedOnly = 'test/database/embedded/**/*.test.ts';
const serverOnly = 'test/database/server/**/*.test.ts';

/** The database tests run twice, on the embedded database and on a PostgreSQL of their own, where there is one. */
const onServer = {
  test: {
    name: 'postgres',
    include: ['test/database/**/*.test.ts'],
    exclude: [embeddedOnly],
    globalSetup: ['test/postgres-setup.ts'],
    provide: { engine: 'server' as const },
    testTimeout: 30_000,
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'demo/**/*.test.ts', 'architecture/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['test/database/**/*.test.ts'],
          exclude: [serverOnly],
          provide: { engine: 'embedded' },
          testTimeout: 30_000,
        },
      },
      ...(postgres ? [onServer] : []),
      {
        test: {
          name: 'entry',
          include: ['test/entry/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'full',
          include: ['test/full/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
