import { sql, type SqlBool } from 'kysely';
import type { EntryText } from '#platform/audit/entry.ts';
import type { Reading } from '#platform/database/reading.ts';
import { timeZone } from '#shared/dates.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import { chainOf } from '../rules.ts';
import type { AuditFilter } from '../schema.ts';
import type { AuditEntry, AuditHead, JsonObject } from '../types.ts';
import type { AuditTables } from './tables.ts';

type Tables = AuditTables;

/** How many entries a page shows. */
export const pageLength = 50;

/** A part of an audit, the newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly isMore: boolean;
}

/** The newest entries of an audit, a ministry's or (null) the network's, that a filter lets through, or those before a number. */
export async function listEntries(
  reading: Reading<Tables>,
  ownerId: OwnerId | null,
  filter: AuditFilter,
  before: number | null = null,
  length = pageLength,
): Promise<AuditPage> {
  const rows = await filtered(reading, ownerId, filter)
    .$if(before !== null, (query) => query.where('seq', '<', before))
    .select(['seq', 'at', 'actor_id', 'table_name', 'row_key', 'action'])
    .select([openedAt('before'), openedAt('after')])
    .select([hexOf('hash').as('hash'), inEmergency.as('in_emergency')])
    .orderBy('seq', 'desc')
    .limit(length + 1)
    .execute();
  const entries = rows.slice(0, length).map((row) => ({
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    kind: row.table_name,
    rowKey: row.row_key,
    action: row.action,
    before: row.before,
    after: row.after,
    hash: row.hash,
    inEmergency: row.in_emergency,
  }));
  return { entries, isMore: rows.length > length };
}

/** What one side of an entry says, with the names in it that are sealed and were not erased. */
const openedAt = (side: 'before' | 'after') =>
  sql<JsonObject | null>`opened(${sql.ref(side)}, chain, seq, ${side})`.as(side);

/** The same entries as text, the way their hashes were taken, to be signed. */
export async function listEntryTexts(
  reading: Reading<Tables>,
  ownerId: OwnerId | null,
  filter: AuditFilter,
  length: number,
): Promise<EntryText[]> {
  const newest = await asText(filtered(reading, ownerId, filter))
    .orderBy('seq', 'desc')
    .limit(length)
    .execute();
  return newest;
}

/** The entries of a chain after a number, in order: a step of a walk. */
export const listNextTexts = (
  reading: Reading<Tables>,
  ownerId: OwnerId | null,
  after: number,
  length: number,
): Promise<EntryText[]> =>
  asText(filtered(reading, ownerId, {}).where('seq', '>', after))
    .orderBy('seq')
    .limit(length)
    .execute();

/** Where the chain of a ministry or of the network ends; null for who does not audit it. */
export async function findHead({ db }: Reading<Tables>, ownerId: OwnerId | null): Promise<AuditHead | null> {
  const head = sql<{ seq: number | null; hash: string | null; at: Date | null; last_seq: number | null }>`(
    select seq, encode(hash, 'hex') as hash, at, last_seq from find_audit_head(${ownerId}::uuid))`.as('head');
  const [row] = await db.selectFrom(head).selectAll().execute();
  return row ? { seq: row.seq, hash: row.hash, at: row.at, lastSeq: row.last_seq } : null;
}

/** The names of all who acted on what is a ministry's, or the network's; none for who does not audit it. */
export async function nameActors({ db }: Reading<Tables>, ownerId: OwnerId | null): Promise<Map<string, string>> {
  const actors = sql<{ person_id: PersonId; name: string }>`name_actors(${ownerId}::uuid)`.as('actors');
  const rows = await db.selectFrom(actors).selectAll().orderBy('name').execute();
  return new Map(rows.map(({ person_id, name }) => [person_id, name]));
}

function filtered(
  { db }: Reading<Tables>,
  ownerId: OwnerId | null,
  { person, kind, action, from, to, record, emergency }: AuditFilter,
) {
  let query = db
    .selectFrom('audit_entry')
    .where('chain', '=', chainOf(ownerId))
    .where('owner_id', 'is not distinct from', ownerId);
  if (person) query = query.where('actor_id', '=', person);
  if (kind) query = query.where('table_name', '=', kind);
  if (action) query = query.where('action', '=', action);
  if (from) query = query.where(sql<SqlBool>`at >= ${from}::date::timestamp at time zone ${timeZone}`);
  if (to) query = query.where(sql<SqlBool>`at < (${to}::date + 1)::timestamp at time zone ${timeZone}`);
  if (record) query = query.where('row_key', '=', record);
  return emergency ? query.where(inEmergency) : query;
}

const inEmergency = sql<boolean>`coalesce(in_emergency(owner_id, actor_id, at), false)`;
const hexOf = (column: 'hash' | 'previous_hash') => sql<string>`encode(${sql.ref(column)}, 'hex')`;

const asText = (query: ReturnType<typeof filtered>) =>
  query.select([
    'seq',
    sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`.as('at'),
    sql<string | null>`actor_id::text`.as('actor'),
    'table_name as table',
    'row_key as rowKey',
    'action',
    sql<string | null>`before::text`.as('before'),
    sql<string | null>`after::text`.as('after'),
    hexOf('previous_hash').as('previousHash'),
    hexOf('hash').as('hash'),
  ]);
