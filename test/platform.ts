import { afterAll, inject } from 'vitest';
import type { Connection } from '#platform/database/connection.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { openServer } from '#platform/database/server.ts';
import { openMigrated } from './embedded.ts';
import { appointPeople, foundMinistries, type Ministries, type People } from './people.ts';
import { copyTemplate, urlOf } from './postgres.ts';

/** A database of a test file's own, migrated and empty. */
export interface EmptyPlatform {
  /** As the running platform uses it: every statement runs as somebody. */
  readonly database: Database;
  /** As its administrator: sees and changes everything, for setting a scene and for looking behind it. */
  readonly connection: Connection;
}

/** The same with the four ministries and one person of each kind. */
export interface TestPlatform extends EmptyPlatform {
  readonly ministries: Ministries;
  readonly people: People;
}

interface Options {
  /** What the platform takes for now; the real time when left out. */
  clock?: () => Date;
}

/** Opens a platform for one test file, with people; closes it after the file. Call it at the top of the file. */
export async function openTestPlatform(options: Options = {}): Promise<TestPlatform> {
  const empty = await openEmptyPlatform(options);
  const ministries = await foundMinistries(empty.connection);
  return { ...empty, ministries, people: await appointPeople(empty, ministries) };
}

/** The same without anybody: for the first run and for loading a network. */
export async function openEmptyPlatform({ clock }: Options = {}): Promise<EmptyPlatform> {
  const { connection, running } = inject('engine') === 'server' ? await openOnServer() : await openInMemory();
  const database = openDatabase(running, clock);
  afterAll(async () => {
    await database.close();
    if (running !== connection) await connection.close();
  });
  return { database, connection };
}

async function openInMemory() {
  const connection = await openMigrated();
  return { connection, running: connection };
}

async function openOnServer() {
  const server = inject('server');
  const name = await copyTemplate(server);
  const open = (login: 'postgres' | 'kaskada_runner') => openServer(urlOf(server, login, name));
  return { connection: open('postgres'), running: open('kaskada_runner') };
}
