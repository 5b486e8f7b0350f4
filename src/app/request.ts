import { answer, carryOut, type Database } from '#platform/database/database.ts';
import type { Command, Question } from '#platform/database/reading.ts';
import type { Actor } from '#shared/actor.ts';

/** Puts one question, in its own transaction or in one shared by several. */
export type Asking = <Tables, Args extends unknown[], Answer>(
  question: Question<Tables, Args, Answer>,
  ...args: Args
) => Promise<Answer>;

/** What a request may do with the database: always as its actor. */
export interface RequestAccess {
  readonly ask: Asking;
  /** Several questions in one transaction: they see the same moment. */
  asking<Answer>(body: (ask: Asking) => Promise<Answer>): Promise<Answer>;
  /** Carries out one command in one transaction. */
  carryOut<Tables, Args extends unknown[], Answer>(
    command: Command<Tables, Args, Answer>,
    ...args: Args
  ): Promise<Answer>;
}

/** Opens the database to one request, as the actor that identity has proven. */
export function openRequest(database: Database, actor: Actor): RequestAccess {
  return {
    ask: (question, ...args) => database.read(actor, (reading) => answer(reading, question, ...args)),
    asking: (body) =>
      database.read(actor, (reading) => body((question, ...args) => answer(reading, question, ...args))),
    carryOut: (command, ...args) => database.work(actor, (work) => carryOut(work, command, ...args)),
  };
}
