import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { findRoom } from '#domains/training/sessions/server/queries.ts';
import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import { rangeOfPersons } from '../rules.ts';
import type { ListedSum, OwnPersons, ParticipantList, Publishable, PublishedPersons } from '../types.ts';
import type { PersonTables } from './tables.ts';

type PersonReading = Reading<PersonTables>;

/** The list of a session of the actor's own ministry, empty where nobody wrote one; null for everybody else. */
export async function findList(reading: PersonReading, id: SessionId): Promise<ParticipantList | null> {
  const room = await reading.ask(findRoom, id);
  if (!room) return null;
  const list = await reading.db.selectFrom('person_list').selectAll().where('session_id', '=', id).executeTakeFirst();
  const rows = await reading.db
    .selectFrom('session_person')
    .select('code')
    .where('session_id', '=', id)
    .orderBy('folded')
    .execute();
  return {
    ownerId: room.ownerId,
    codes: rows.map(({ code }) => code),
    revision: list?.revision ?? 0,
    listedBy: list?.listed_by ?? null,
    listedAt: list?.listed_at ?? null,
    most: room.most,
    recorded: room.recorded,
    isCounted: room.kind !== 'coaching',
  };
}

/** How many stand on the list of a session of the actor's own ministry; 0 where there is none. */
export async function countListed({ db }: PersonReading, id: SessionId): Promise<number> {
  const row = await db.selectFrom('person_list').select('listed').where('session_id', '=', id).executeTakeFirst();
  return row?.listed ?? 0;
}

/** Which persons are asked for: of one kind and ministry, of some years or all. */
export interface PersonScope {
  readonly kind: SessionKind;
  readonly ownerId: OwnerId;
  readonly period?: { readonly from: number; readonly to: number };
}

/** The persons of a ministry of one's own. Whoever is of another one is told of no list. */
export async function findOwnPersons({ db }: PersonReading, scope: PersonScope): Promise<OwnPersons> {
  const { from, to } = scope.period ?? { from: 0, to: 9999 };
  const { rows } = await sql<ListedSum>`
    select sessions, attendances, lists, unfit_lists as "unfitLists", listed, codes, largest
    from sum_persons(${scope.ownerId}::uuid, ${scope.kind}, ${from}::integer, ${to}::integer)`.execute(db as never);
  const sum = rows[0]!;
  return { ...sum, range: rangeOfPersons(sum) };
}

/** What ministries let everybody know of their persons. */
export async function listPublishedPersons({ db }: PersonReading): Promise<PublishedPersons[]> {
  const rows = await db.selectFrom('published_persons').selectAll().execute();
  return rows.map(({ owner_id, published_at, ...row }) => ({ ...row, ownerId: owner_id, publishedAt: published_at }));
}

/** What would leave a ministry that the actor coordinates. */
export async function findPublishable(
  { db }: PersonReading,
  ownerId: OwnerId,
  kind: SessionKind,
): Promise<Publishable> {
  const { rows } = await sql<Publishable>`
    select persons as "least", attendances, obstacle from publishable_persons(${ownerId}::uuid, ${kind})`.execute(
    db as never,
  );
  return rows[0]!;
}
