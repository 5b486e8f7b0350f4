import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { fromColumns } from '../rules.ts';
import type { SourcedKind, SourcedRecordId, SourcedVersion, Withdrawal } from '../types.ts';
import type { SourcedTables } from './tables.ts';

type SourcedReading = Reading<SourcedTables>;

/** What a record said over time, the newest first; nothing where it was never written here. */
export async function listSourcedVersions(
  { db }: SourcedReading,
  recordId: SourcedRecordId,
): Promise<SourcedVersion[]> {
  const rows = await db
    .selectFrom('sourced_version')
    .selectAll()
    .where('record_id', '=', recordId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ id, number, said, reason, owner_id, written_by, written_at }) => ({
    ...{ id, number, said: fromColumns(said), reason },
    ...{ ownerId: owner_id, writtenBy: written_by, writtenAt: written_at },
  }));
}

/** The records that stand no more, and why. */
export async function listWithdrawals({ db }: SourcedReading): Promise<Withdrawal[]> {
  const rows = await db.selectFrom('sourced_withdrawal').selectAll().orderBy('withdrawn_at').execute();
  return rows.map(({ record_id, kind, reason, owner_id, withdrawn_by, withdrawn_at }) => ({
    ...{ recordId: record_id, kind, reason, ownerId: owner_id },
    ...{ withdrawnBy: withdrawn_by, withdrawnAt: withdrawn_at },
  }));
}

/** Of which country a record is, `''` for the network as a whole; null where there is no such record. */
export async function findSourcedScope(
  { db }: SourcedReading,
  kind: SourcedKind,
  recordId: SourcedRecordId,
): Promise<string | null> {
  const { rows } = await sql<{ scope: string | null }>`select sourced_scope(${kind}, ${recordId}) as scope`.execute(
    db as never,
  );
  return rows[0]?.scope ?? null;
}
