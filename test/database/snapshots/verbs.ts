import { answer, carryOut } from '#platform/database/database.ts';
import type { Question } from '#platform/database/reading.ts';
import { freezeFigure, noteUse, publishFigures, defineFigure } from '#domains/training/reach/server/commands.ts';
import type { SnapshotScope } from '#domains/training/reach/types.ts';
import { findSnapshot, listSnapshots } from '#domains/training/reach/server/queries/snapshots.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type SessionId, type SnapshotId } from '#shared/ids.ts';
import type { Country } from '#test/people.ts';
import type { TestPlatform } from '#test/platform.ts';
import { enrolTrainers, heldBy, sessionVerbs } from '../sessions/verbs.ts';

/** A session as a test remembers it: how many versions it has. */
export interface Known {
  readonly country: Country;
  readonly sessionId: SessionId;
  after: number;
}

/** What people do to sessions, figures and snapshots: real commands and questions, as whoever is named first. */
export async function snapshotVerbs(platform: TestPlatform) {
  const { database, people, ministries } = platform;
  const roster = await enrolTrainers(platform);
  const verbs = sessionVerbs(platform);
  const ask = <Tables, Args extends unknown[], Answer>(
    actor: Actor,
    question: Question<Tables, Args, Answer>,
    ...args: Args
  ) => database.read(actor, (reading) => answer(reading, question, ...args));

  /** Submits a session, or its next version, and releases it. */
  async function release(country: Country, content: Partial<SessionContent> = {}, known?: Known): Promise<Known> {
    const one = known ?? { country, sessionId: newId<'Session'>(), after: 0 };
    const versionId = newId<'SessionVersion'>();
    await verbs.submit(people.trainer[country], {
      ...{ sessionId: one.sessionId, ownerId: ministries[country], versionId, after: one.after, revision: 0 },
      content: heldBy(roster[country], content),
    });
    one.after += 1;
    await verbs.release(people.coordinator[country], versionId, 'sex_and_status');
    return one;
  }

  return {
    ask,
    release,
    claim: verbs.claim,
    unclaim: verbs.unclaim,
    leaveOut: verbs.leaveOut,
    withdraw: ({ country, sessionId }: Known) => verbs.withdraw(people.coordinator[country], sessionId),
    publish: (actor: Actor, note = 'A note', id = newId<'Publication'>()) =>
      database.work(actor, (work) => carryOut(work, publishFigures, id, note)),
    async freeze(actor: Actor, code: string, scope: SnapshotScope = {}, id: SnapshotId = newId<'Snapshot'>()) {
      await database.work(actor, (work) => carryOut(work, freezeFigure, id, { code, scope }));
      return (await ask(actor, findSnapshot, id))!;
    },
    define: (actor: Actor, form: Parameters<typeof defineFigure>[1]) =>
      database.work(actor, (work) => carryOut(work, defineFigure, form)),
    use: (actor: Actor, form: Parameters<typeof noteUse>[1]) =>
      database.work(actor, (work) => carryOut(work, noteUse, form)),
    /** The newest snapshot of a figure. */
    async latest(actor: Actor, code: string, scope: SnapshotScope = {}) {
      const [head] = await ask(actor, listSnapshots, { code, scope }, 1);
      return (await ask(actor, findSnapshot, head!.id))!;
    },
  };
}
