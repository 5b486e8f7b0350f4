import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { invite } from '#domains/authentication/server/commands.ts';
import { askReset, grantReset, withdrawReset } from '#domains/recovery/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type LoginResetId, type PersonId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { EmptyPlatform } from '#test/platform.ts';

type Whom = { readonly personId: PersonId | null };

/** What is done to logins: through the commands, or past them by calling the database's own functions. */
export interface Verbs {
  /** Whether the invitation was given. */
  invites(as: Actor, whom: Whom): Promise<boolean>;
  /** Whether the platform let it be done. */
  asks(as: Actor, whom: Whom, id?: LoginResetId): Promise<boolean>;
  grants(as: Actor, id: LoginResetId): Promise<boolean>;
  withdraws(as: Actor, id: LoginResetId): Promise<boolean>;
}

const done = (act: Promise<unknown>): Promise<boolean> =>
  act.then(
    (answer) => answer !== false,
    (failure: unknown) => {
      if (isRefusal(failure)) return false;
      throw failure;
    },
  );

/** As the pages do it. */
export const byCommand = ({ database }: EmptyPlatform): Verbs => ({
  invites(as, { personId }) {
    const to = { personId: personId!, email: `${newId()}@example.org`, language: 'en' };
    return done(database.work(as, (work) => carryOut(work, invite, to)));
  },
  asks(as, { personId }, id = newId()) {
    const form = { id, personId: personId!, reason: 'The phone fell into a lake.' };
    return done(database.work(as, (work) => carryOut(work, askReset, form)));
  },
  grants: (as, id) => done(database.work(as, (work) => carryOut(work, grantReset, id))),
  withdraws: (as, id) => done(database.work(as, (work) => carryOut(work, withdrawReset, id))),
});

/** As somebody would do it who can send any SQL as the platform, signed in as a person: no rule of ours is asked first. */
export const bySql = ({ database }: EmptyPlatform): Verbs => {
  const call = (as: Actor, statement: ReturnType<typeof sql>) =>
    database.work(as, async ({ db }) => (await statement.execute(db)).rows as { outcome: unknown }[]);
  return {
    invites(as, { personId }) {
      const [token, email] = [randomBytes(32), `${newId()}@example.org`];
      const given = call(as, sql`select invite_person(${newId()}, ${personId}, ${token}, ${email}, 'en') as outcome`);
      return done(given.then(([row]) => row!.outcome === 'invited'));
    },
    asks: (as, { personId }, id = newId()) =>
      done(call(as, sql`select ask_login_reset(${id}, ${personId}, 'A reason')`)),
    grants: (as, id) => done(call(as, sql`select grant_login_reset(${id})`)),
    withdraws: (as, id) => done(call(as, sql`select withdraw_login_reset(${id})`)),
  };
};
