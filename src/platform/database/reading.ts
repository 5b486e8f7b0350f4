import type { Actor } from '#shared/actor.ts';
import type { Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';

/** A question that a domain answers: looks, and cannot write. */
export type Question<Tables, Args extends unknown[], Answer> = (
  reading: Reading<Tables>,
  ...args: Args
) => Promise<Answer>;

/** Asks another domain's question in the same transaction. */
export type Ask = <Other, Args extends unknown[], Answer>(
  question: Question<Other, Args, Answer>,
  ...args: Args
) => Promise<Answer>;

/** Looking: a read-only handle that sees what the actor may see, and one clock. */
export interface Reading<Tables> {
  readonly db: ReadonlyKysely<Tables>;
  readonly actor: Actor;
  readonly now: Date;
  readonly ask: Ask;
}

/** News of a change, named in the past tense. Its payload holds ids, never content. */
export interface Fact<Name extends string = string> {
  readonly name: Name;
  readonly payload: Readonly<Record<string, string>>;
}

/** Touching: one open transaction, the actor, one clock. Facts leave with the commit or not at all. */
export interface Work<Tables> {
  readonly db: Kysely<Tables>;
  readonly actor: Actor;
  readonly now: Date;
  readonly ask: Ask;
  announce(fact: Fact): void;
}

/** A verb that a domain carries out inside one transaction. */
export type Command<Tables, Args extends unknown[], Answer> = (work: Work<Tables>, ...args: Args) => Promise<Answer>;
