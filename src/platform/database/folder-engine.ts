import { statfsSync } from 'node:fs';
import { PGlite, type PGliteOptions, type Results } from '@electric-sql/pglite';
import { watchForCrash } from './crash.ts';
import type { DurableFolder } from './durable-folder.ts';
import { rowsOfLast, type Engine } from './engine.ts';
import { CannotOpen } from './failure.ts';
import { checkpointEvery, careEvery, careForTables } from './housekeeping.ts';

export interface FolderOptions {
  readonly path: string;
  readonly pglite: PGliteOptions;
  /** The file system over the folder; a fresh one each time that the database is opened. */
  readonly files: (path: string) => DurableFolder;
  /** Bytes that must be free before anything is written. */
  readonly keepFree: number;
}

interface Running {
  readonly pglite: PGlite;
  readonly files: DurableFolder;
}

/**
 * The embedded database over a folder. It refuses to write before the disk is full, tidies up after itself, and when
 * the program breaks down all the same it is started again, as PostgreSQL would be: what was acknowledged is in its log.
 */
export class FolderEngine implements Engine {
  readonly #options: FolderOptions;
  #running: Running | null = null;
  #ended: Error = new Error('The database is not open.');
  #isClosed = false;
  #caredAt = 0;
  #checkpointAt = 0;

  constructor(options: FolderOptions) {
    this.#options = options;
  }

  get isRunning() {
    return this.#running !== null;
  }

  async prepare() {
    if (this.#running) return;
    if (this.#isClosed) throw this.#ended;
    this.#running = await this.#start();
    this.#caredAt = -careEvery;
    this.#checkpointAt = 0;
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<Results> {
    return this.#get().query(sql, [...parameters]);
  }

  async script(sql: string) {
    return rowsOfLast(await this.#get().exec(sql));
  }

  requireRoom() {
    const { bavail, bsize } = statfsSync(this.#options.path);
    if (bavail * bsize < this.#options.keepFree) throw diskFull('The disk is nearly full.');
  }

  /** Whether enough was written to tidy up. */
  get needsCare() {
    return this.#running !== null && this.#running.files.logBytes - this.#caredAt >= careEvery;
  }

  async care() {
    if (!this.needsCare) return;
    const { files } = this.#running!;
    this.#caredAt = files.logBytes;
    await careForTables(this);
    if (files.logBytes - this.#checkpointAt < checkpointEvery) return;
    this.#checkpointAt = files.logBytes;
    await this.script('checkpoint');
  }

  async close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ended = new Error('The database is closed.');
    const running = this.#running;
    this.#running = null;
    await running?.pglite.close();
  }

  #get(): PGlite {
    if (!this.#running) throw this.#ended;
    return this.#running.pglite;
  }

  async #start(): Promise<Running> {
    const files = this.#options.files(this.#options.path);
    let lastWords = '';
    const onStderr = (text: string) => {
      if (/(PANIC|FATAL): /.test(text)) lastWords = text;
      return false;
    };
    try {
      const pglite = await PGlite.create({ ...this.#options.pglite, fs: files, onStderr });
      watchForCrash(pglite, (cause) => this.#breakDown(files, lastWords, cause));
      return { pglite, files };
    } catch (cause) {
      await letGo(files);
      throw tell(this.#options.path, lastWords, cause);
    }
  }

  #breakDown(files: DurableFolder, lastWords: string, cause: unknown): Error {
    this.#running = null;
    this.#ended = tell(this.#options.path, lastWords, cause);
    void letGo(files);
    return this.#ended;
  }
}

/** Closes the files that a program left open which does not run any more. */
const letGo = (files: DurableFolder) => files.closeFs().catch(() => undefined);

/** By the code that PostgreSQL gives to a full disk. */
const diskFull = (message: string, cause?: unknown) => Object.assign(new Error(message, { cause }), { code: '53100' });

function tell(path: string, lastWords: string, cause: unknown): Error {
  const isFull = /No space left on device/.test(lastWords) || (cause as { code?: string } | null)?.code === 'ENOSPC';
  if (isFull) return diskFull(`The disk of ${path} is full: ${lastWords}`, cause);
  return new CannotOpen(`The database in ${path} broke down: ${lastWords || String(cause)}`, { cause });
}
