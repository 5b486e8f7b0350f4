import type { PGlite } from '@electric-sql/pglite';

/** What PGlite calls of the database program while it answers a message. */
interface Program {
  _PostgresMainLoopOnce(): void;
  stackRestore(pointer: number): void;
  _PostgresSendReadyForQueryIfNecessary(): void;
  _pgl_pq_flush(): void;
}

/** The exit status by which the program jumps back to its main loop after an ordinary error. */
const jumpBack = 100;

/**
 * Ends a database program that has broken down, such as by a PANIC when its log cannot be written. PGlite would run
 * it again at once, in a loop that never ends and holds the whole process; so from the first breakdown on, every call
 * is answered by what `tell` says of it.
 */
export function watchForCrash(pglite: PGlite, tell: (cause: unknown) => Error): void {
  const program = pglite.Module as unknown as Program;
  const runOnce = program._PostgresMainLoopOnce;
  program._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (thrown) {
      if ((thrown as { status?: number } | null)?.status !== jumpBack) end(tell(thrown));
      throw thrown;
    }
  };

  // PGlite catches all that the main loop throws, then restores the stack: what that throws leaves its loop.
  function end(failure: Error) {
    const answer = () => {
      throw failure;
    };
    program._PostgresMainLoopOnce = answer;
    program.stackRestore = answer;
    program._PostgresSendReadyForQueryIfNecessary = () => {};
    program._pgl_pq_flush = () => {};
  }
}
