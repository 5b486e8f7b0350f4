import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type ConsentId, type OwnerId, type PersonId } from '#shared/ids.ts';
import { mayKeepRoster, profileOwnerOf } from '../access.ts';
import {
  MayNotKeepProfile,
  MayNotKeepRoster,
  NetworkFounded,
  ProfileChangedElsewhere,
  ProfilePartEmpty,
  TrainerMissing,
  TrainerOnRoster,
} from '../errors.ts';
import { networkFounded } from '../events.ts';
import { contentOf, saysSame } from '../rules.ts';
import type { TrainerEntry } from '../schema.ts';
import { profileParts, type ProfileContent, type ProfilePart } from '../types.ts';
import { findNetwork, listTrainers } from './queries.ts';
import type { NetworkTables } from './tables.ts';

/** Founds the network and appoints its first administrator. Needs the duty of the first run; works once. */
export async function foundNetwork(
  work: Work<NetworkTables>,
  networkName: string,
  personName: string,
): Promise<PersonId> {
  if (await work.ask(findNetwork)) throw new NetworkFounded();
  const person = newId<'Person'>();
  const name = JSON.stringify({ en: networkName });
  await sql`select found_network(${name}::jsonb, ${person}, ${personName}, ${newId()})`.execute(work.db);
  work.announce(networkFounded());
  return person;
}

/**
 * Adds somebody to the roster of a ministry; one of its people is linked, and the entry carries their name.
 * The same one sent twice is added once.
 * @throws TrainerOnRoster when the person has an entry for these days
 */
export async function addTrainer({ db, actor }: Work<NetworkTables>, entry: TrainerEntry): Promise<void> {
  const { id, ownerId, personId, name, institutionId, certifiedOn, activeFrom, activeTo } = entry;
  if (!mayKeepRoster(actor, ownerId)) throw new MayNotKeepRoster();
  insistKept(
    await sql<Kept>`select add_trainer(${id}, ${ownerId}, ${personId}, ${name}, ${institutionId}, ${certifiedOn},
      ${activeFrom}, ${activeTo}) as kept`.execute(db),
  );
}

/**
 * Corrects an entry of the roster, or ends it by its last day. Its ministry stays, and so does its person once there is one.
 * @throws TrainerOnRoster as above
 */
export async function correctTrainer(work: Work<NetworkTables>, entry: TrainerEntry): Promise<void> {
  const { id, personId, name, institutionId, certifiedOn, activeFrom, activeTo } = entry;
  const held = (await work.ask(listTrainers)).find((one) => one.id === id);
  if (!held || held.isErased) throw new TrainerMissing();
  if (!mayKeepRoster(work.actor, held.ownerId)) throw new MayNotKeepRoster();
  insistKept(
    await sql<Kept>`select correct_trainer(${id}, ${personId}, ${name}, ${institutionId}, ${certifiedOn}, ${activeFrom},
      ${activeTo}) as kept`.execute(work.db),
  );
}

interface Kept {
  readonly kept: boolean;
}
/** Insists that the entry was kept: it is not where there is another one of the same person. */
function insistKept({ rows }: { readonly rows: readonly Kept[] }): void {
  if (!rows[0]!.kept) throw new TrainerOnRoster();
}

/**
 * Saves a profile as it was typed, part by part. What is unchanged is left alone, so a form sent twice is harmless; a
 * part that was saved elsewhere after its `revision` is not overwritten. An emptied part is shown no longer.
 */
export async function saveProfile(
  work: Work<NetworkTables>,
  typed: ProfileContent,
  revisions: Readonly<Record<ProfilePart, number>>,
): Promise<void> {
  const keeper = keeperOf(work);
  const rows = await work.db
    .selectFrom('profile_part')
    .select(['part', 'content', 'revision'])
    .where('person_id', '=', keeper.personId)
    .execute();
  for (const part of profileParts) {
    const held = rows.find((row) => row.part === part);
    const content = contentOf(typed, part);
    if (saysSame(content, held?.content ?? null)) continue;
    if ((held?.revision ?? 0) !== revisions[part]) throw new ProfileChangedElsewhere();
    await writePart(work, keeper, part, content, held?.revision ?? 0);
  }
}

interface Keeper {
  readonly personId: PersonId;
  readonly ownerId: OwnerId;
}

function keeperOf({ actor }: Work<NetworkTables>): Keeper {
  const ownerId = profileOwnerOf(actor);
  if (!actor.personId || !ownerId) throw new MayNotKeepProfile();
  return { personId: actor.personId, ownerId };
}

async function writePart(
  work: Work<NetworkTables>,
  { personId, ownerId }: Keeper,
  part: ProfilePart,
  content: Partial<ProfileContent> | null,
  revision: number,
): Promise<void> {
  const { db, now } = work;
  if (!content) {
    await erasePart(work, part);
    return;
  }
  const saved = { content: JSON.stringify(content), revision: revision + 1, saved_at: now };
  const written =
    revision === 0
      ? await db
          .insertInto('profile_part')
          .values({ person_id: personId, owner_id: ownerId, part, ...saved })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await db
          .updateTable('profile_part')
          .set(saved)
          .where('person_id', '=', personId)
          .where('part', '=', part)
          .where('revision', '=', revision)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : written.numInsertedOrUpdatedRows;
  if (rows === 0n) throw new ProfileChangedElsewhere();
}

/** Shows a part to the network from now on. The same consent sent twice counts once, also after it was withdrawn. */
export async function publishPart(work: Work<NetworkTables>, part: ProfilePart, consentId: ConsentId): Promise<void> {
  const { personId, ownerId } = keeperOf(work);
  const held = await work.db
    .selectFrom('profile_part')
    .select('part')
    .where('person_id', '=', personId)
    .where('part', '=', part)
    .executeTakeFirst();
  if (!held) throw new ProfilePartEmpty();
  await work.db
    .insertInto('profile_consent')
    .values({ id: consentId, person_id: personId, owner_id: ownerId, part, given_at: work.now, withdrawn_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Saves a profile and shows one part of it: both or neither. */
export async function saveAndPublish(
  work: Work<NetworkTables>,
  typed: ProfileContent,
  revisions: Readonly<Record<ProfilePart, number>>,
  part: ProfilePart,
  consentId: ConsentId,
): Promise<void> {
  await saveProfile(work, typed, revisions);
  await publishPart(work, part, consentId);
}

/** Erases a part of one's own profile, and shows it no longer. Everybody may, trainer or not. */
export async function erasePart(work: Work<NetworkTables>, part: ProfilePart): Promise<void> {
  await withdrawPart(work, part);
  await work.db
    .deleteFrom('profile_part')
    .where('person_id', '=', work.actor.personId)
    .where('part', '=', part)
    .execute();
}

/** Takes the consent back: from this moment on the network does not see the part. Everybody may, trainer or not. */
export async function withdrawPart({ db, actor, now }: Work<NetworkTables>, part: ProfilePart): Promise<void> {
  await db
    .updateTable('profile_consent')
    .set({ withdrawn_at: now })
    .where('person_id', '=', actor.personId)
    .where('part', '=', part)
    .where('withdrawn_at', 'is', null)
    .execute();
}
