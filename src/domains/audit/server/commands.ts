import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { chainOf } from '../rules.ts';
import type { Noted } from '../types.ts';
import type { AuditTables } from './tables.ts';

/**
 * Notes in its owner's audit that the actor read something or takes it along. Several owners are noted in one order, so
 * that two who do so at once never wait for each other.
 */
export async function noteReads({ db }: Work<AuditTables>, noted: readonly Noted[]): Promise<void> {
  const inOrder = noted.toSorted((a, b) => (chainOf(a.ownerId) < chainOf(b.ownerId) ? -1 : 1));
  for (const { ownerId, kind, rowKey = '', action, detail } of inOrder)
    await sql`select note_read(${ownerId}::uuid, ${kind}, ${rowKey}, ${action},
      ${detail ? JSON.stringify(detail) : null}::text::jsonb)`.execute(db);
}
