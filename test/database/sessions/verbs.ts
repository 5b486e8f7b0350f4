import type { Kysely } from 'kysely';
import { carryOut } from '#platform/database/database.ts';
import type { Command } from '#platform/database/reading.ts';
import {
  releaseSession,
  returnSession,
  saveDraft,
  submitSession,
  withdrawRelease,
} from '#domains/training/sessions/server/commands.ts';
import {
  claimSession,
  signAdjustment,
  suggestAgain,
  tellApart,
  undoClaim,
  withdrawAdjustment,
} from '#domains/training/sessions/server/commands/sharing.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type TrainerId } from '#shared/ids.ts';
import { countries, type Country } from '#test/people.ts';
import type { EmptyPlatform, TestPlatform } from '#test/platform.ts';

/** What people do to sessions: each verb is the real command, carried out as whoever is named first. */
export function sessionVerbs({ database }: EmptyPlatform) {
  const as =
    <Tables, Args extends unknown[], Answer>(command: Command<Tables, Args, Answer>) =>
    (actor: Actor, ...args: Args) =>
      database.work(actor, (work) => carryOut(work, command, ...args));
  return {
    save: as(saveDraft),
    submit: as(submitSession),
    giveBack: as(returnSession),
    release: as(releaseSession),
    withdraw: as(withdrawRelease),
    claim: as(claimSession),
    unclaim: as(undoClaim),
    leaveOut: as(signAdjustment),
    countAgain: as(withdrawAdjustment),
    tellApart: as(tellApart),
    suggestAgain: as(suggestAgain),
  };
}

/** Puts one trainer on the roster of each ministry. */
export async function enrolTrainers({ connection, ministries }: TestPlatform): Promise<Record<Country, TrainerId>> {
  const rows = countries.map((country) => ({
    ...{ id: newId<'Trainer'>(), owner_id: ministries[country], name: `A trainer of ${country}` },
    ...{ active_from: '2012-01-01', origin: 'recorded' },
  }));
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<{ trainer: (typeof rows)[number] }>;
    await db.insertInto('trainer').values(rows).execute();
  });
  return Object.fromEntries(rows.map(({ id }, at) => [countries[at], id])) as Record<Country, TrainerId>;
}

/** A session that was held: 20 people, 12 of them women. */
export const heldBy = (trainer: TrainerId, change: Partial<SessionContent> = {}): SessionContent => ({
  kind: 'peers_at_home',
  occurrence: 'held',
  title: 'A session',
  dateFrom: '2026-03-01' as Day,
  dateTo: '2026-03-02' as Day,
  hours: 6.5,
  place: 'Sarajevo',
  countryCode: 'BA',
  host: 'A school',
  coOwnerIds: [],
  peerCountries: [],
  unitIds: [],
  trainerIds: [trainer],
  statements: [{ n: 20 }, { sex: 'woman', n: 12 }],
  basis: 'head_count',
  notes: 'For the ministry only',
  ...change,
});
