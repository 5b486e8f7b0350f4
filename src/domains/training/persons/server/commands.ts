import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId, PersonsReleaseId, SessionId } from '#shared/ids.ts';
import { mayList, mayReleasePersons } from '../access.ts';
import {
  ListChangedElsewhere,
  ListMissing,
  ListTooLong,
  MayNotList,
  MayNotReleasePersons,
  NobodyIsListed,
  PersonsWait,
} from '../errors.ts';
import type { Obstacle, ParticipantList } from '../types.ts';
import { findList } from './queries.ts';
import type { PersonTables } from './tables.ts';

type PersonWork = Work<PersonTables>;

/** A list as it is to be, and the revision of the one that it was written on. */
export interface ListToKeep {
  readonly sessionId: SessionId;
  readonly codes: readonly string[];
  readonly revision: number;
}

/** Makes the list of a session what was sent, and an empty one none. The same list sent again changes nothing. */
export async function listParticipants(work: PersonWork, { sessionId, codes, revision }: ListToKeep): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`participants ${sessionId}`}, 0))`.execute(work.db);
  const list = await holdList(work, sessionId);
  if (list.most !== null && codes.length > list.most) throw new ListTooLong(codes.length, list.most);
  if (!(await changes(work, sessionId, codes))) return;
  if (list.revision !== revision) throw new ListChangedElsewhere();
  await strikeOthers(work, sessionId, codes);
  await add(work, { sessionId, ownerId: list.ownerId, codes });
}

async function holdList(work: PersonWork, sessionId: SessionId): Promise<ParticipantList> {
  const list = await work.ask(findList, sessionId);
  if (!list) throw new ListMissing();
  if (!mayList(work.actor, list)) throw new MayNotList();
  if (!list.isCounted) throw new NobodyIsListed();
  return list;
}

/** What was sent, each code as it is compared. */
const sent = (codes: readonly string[]) =>
  sql`(select one.code, fold(one.code) as folded
    from jsonb_array_elements_text(${JSON.stringify(codes)}::text::jsonb) as one (code))`;

async function changes({ db }: PersonWork, sessionId: SessionId, codes: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ changes: boolean }>`
    select exists (select from (select folded from session_person where session_id = ${sessionId}) as stored
      full join ${sent(codes)} as sent using (folded)
      where stored.folded is null or sent.folded is null) as changes`.execute(db);
  return rows[0]!.changes;
}

const strikeOthers = ({ db }: PersonWork, sessionId: SessionId, codes: readonly string[]) =>
  sql`delete from session_person p where p.session_id = ${sessionId}
    and not exists (select from ${sent(codes)} as sent where sent.folded = p.folded)`.execute(db);

interface Added {
  readonly sessionId: SessionId;
  readonly ownerId: OwnerId;
  readonly codes: readonly string[];
}
const add = ({ db, actor, now }: PersonWork, { sessionId, ownerId, codes }: Added) =>
  sql`insert into session_person (session_id, owner_id, code, listed_by, listed_at)
    select ${sessionId}, ${ownerId}, sent.code, ${actor.personId}, ${now}::timestamptz from ${sent(codes)} as sent
    where not exists (select from session_person p where p.session_id = ${sessionId} and p.folded = sent.folded)`.execute(
    db,
  );

/** Lets everybody know how many persons there were at least. The same number again changes nothing. */
export async function releasePersons(
  { db, actor }: PersonWork,
  id: PersonsReleaseId,
  ownerId: OwnerId,
  kind: SessionKind,
): Promise<void> {
  if (!mayReleasePersons(actor, { ownerId })) throw new MayNotReleasePersons();
  const { rows } = await sql<{ obstacle: Obstacle | null }>`
    select release_persons(${id}::uuid, ${ownerId}::uuid, ${kind}) as obstacle`.execute(db);
  if (rows[0]?.obstacle) throw new PersonsWait();
}

/** Takes back what everybody was told. */
export async function withdrawPersons({ db, actor }: PersonWork, ownerId: OwnerId, kind: SessionKind): Promise<void> {
  if (!mayReleasePersons(actor, { ownerId })) throw new MayNotReleasePersons();
  await sql`select withdraw_persons(${ownerId}::uuid, ${kind})`.execute(db);
}
