import { SignInNeeded } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { mayReadProfiles, mayReadRoster, mayReadTrainerCounts, profileOwnerOf } from '#domains/network/access.ts';
import { countTrainers, listCohorts, listPublished, listTrainers } from '#domains/network/server/queries.ts';
import type { PublishedPerson, Trainer, TrainerCohort } from '#domains/network/types.ts';
import type { Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import { noteRead, ownersOf } from './note-read.ts';
import type { Asking } from './request.ts';

/** What somebody sees of the network's people: the same for the page and for the interface. */
export interface NetworkPeople {
  readonly ministries: readonly Ministry[];
  readonly trainerCounts: ReadonlyMap<OwnerId, number>;
  readonly cohorts: readonly TrainerCohort[];
  /** The trainers of their own ministries; null for people of none. */
  readonly roster: readonly Trainer[] | null;
  /** Who of the network shows something of their profile; empty for who is not in it. */
  readonly published: readonly PublishedPerson[];
  /** Whether they keep a profile of their own. */
  readonly keepsProfile: boolean;
}

/** Gathers what the actor may see of the network's people. */
export async function composeNetwork(ask: Asking, actor: Actor): Promise<NetworkPeople> {
  if (!mayReadTrainerCounts(actor)) throw new SignInNeeded();
  return {
    ministries: await ask(listMinistries),
    trainerCounts: await ask(countTrainers),
    cohorts: await ask(listCohorts),
    roster: mayReadRoster(actor) ? await ask(listTrainers) : null,
    published: mayReadProfiles(actor) ? await ask(listPublished) : [],
    keepsProfile: profileOwnerOf(actor) !== null,
  };
}

/** Notes that the rosters among what was gathered were read, or taken along as a file. */
export const noteRoster = (
  locals: Pick<App.Locals, 'carryOut' | 'actor'>,
  { roster }: NetworkPeople,
  { action, as }: { action: 'read' | 'export'; as?: string },
): Promise<void> =>
  noteRead(locals, {
    ownerIds: roster ? ownersOf(locals.actor, roster) : [],
    kind: 'trainer',
    action,
    detail: { ...(as && { as }), rows: roster?.length ?? 0 },
  });
