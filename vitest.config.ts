import { defineConfig } from 'vitest/config';
import { findPostgres } from './test/postgres.ts';

const postgres = findPostgres();
if (!postgres)
  console.log('PostgreSQL was not found on this machine: the database tests run on the embedded one only.');

/**
 * One file for each core; left to itself, a machine of two runs one after the other. Each file opens a database of its own; the
 * modules below are loaded once for many files.
 */
const shared = { maxWorkers: '100%', isolate: false };

const embeddedOnly = 'test/database/embedded/**/*.test.ts';
const serverOnly = 'test/database/server/**/*.test.ts';

/** The same tests on a PostgreSQL of their own, where there is one: here those of what the two databases might do apart. */
const apart = [
  serverOnly,
  'test/database/{row-level-security,transactions,migrate,clock,released-copy,reach-summary,emergencies}.test.ts',
  'test/database/{audit,recovery}/**/*.test.ts',
];
/** What is tried at random, and in the full run for longer. */
const random = [
  'test/database/reach-summary.test.ts',
  'test/database/publication/*.test.ts',
  'test/database/snapshots/ledger.test.ts',
];
const onServer = (name: string, include: string[], exclude: string[]) => ({
  test: {
    name,
    include,
    exclude,
    globalSetup: ['test/postgres-setup.ts'],
    provide: { engine: 'server' as const, rounds: 1 },
    ...shared,
    testTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'demo/**/*.test.ts', 'architecture/**/*.test.ts'],
          ...shared,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['test/database/**/*.test.ts'],
          exclude: [serverOnly],
          provide: { engine: 'embedded', rounds: 1 },
          ...shared,
          testTimeout: 60_000,
        },
      },
      ...(postgres
        ? [
            onServer('postgres', apart, []),
            onServer('full-postgres', ['test/database/**/*.test.ts'], [embeddedOnly, ...apart]),
          ]
        : []),
      {
        test: {
          name: 'entry',
          include: ['test/entry/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          maxWorkers: '100%',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'full',
          include: ['test/full/**/*.test.ts', ...random],
          provide: { engine: 'embedded', rounds: 8 },
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
