import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { PersonId } from '#shared/ids.ts';
import { keepsFor, mayKeepSourced } from '../access.ts';
import { MayNotKeepSourced, SourcedMissing, SourcedStale, SourcedWithdrawn } from '../errors.ts';
import { toColumns } from '../rules.ts';
import type { SourcedForm } from '../schema.ts';
import type { Said, SourcedKind, SourcedRecordId } from '../types.ts';
import { findSourcedScope, listSourcedVersions, listWithdrawals } from './queries.ts';
import type { SourcedTables } from './tables.ts';

type SourcedWork = Work<SourcedTables>;

/** Enters a record, or corrects it: what it said until now stays as a version. The same form sent twice is written once. */
export async function writeSourced(work: SourcedWork, form: SourcedForm): Promise<void> {
  const { id, recordId, after, reason, kind, ...said } = form;
  const country = await holdScope(work, form);
  if (!mayKeepSourced(work.actor, country)) throw new MayNotKeepSourced();
  const versions = await work.ask(listSourcedVersions, recordId);
  if (versions.some((version) => version.id === id)) return;
  if (await isWithdrawn(work, recordId)) throw new SourcedWithdrawn();
  // A record from before versions were kept has said one thing so far.
  if (after > 0 && after !== (versions[0]?.number ?? 1)) throw new SourcedStale();
  const columns = { ...toColumns(said as Said), ...('countryCode' in said && { country_code: country }) };
  const written = await work.db
    .insertInto('sourced_version')
    .values({
      ...{ id, record_id: recordId, kind, number: after + 1, said: JSON.stringify(columns) },
      ...{ reason: after > 0 ? reason : null, owner_id: keepsFor(work.actor, country) },
      ...{ written_by: work.actor.personId as PersonId, written_at: work.now },
    })
    // Somebody elsewhere may have used the id.
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) throw new SourcedStale();
}

/** Withdraws a record, with the reason: it is still shown, and stands no more. Doing it twice is harmless. */
export async function withdrawSourced(
  work: SourcedWork,
  kind: SourcedKind,
  recordId: SourcedRecordId,
  reason: string,
): Promise<void> {
  const country = await holdOwn(work, kind, recordId);
  await work.db
    .insertInto('sourced_withdrawal')
    .values({
      ...{ record_id: recordId, kind, reason, owner_id: keepsFor(work.actor, country) },
      ...{ withdrawn_by: work.actor.personId as PersonId, withdrawn_at: work.now },
    })
    .onConflict((conflict) => conflict.column('record_id').doNothing())
    .execute();
}

/** Lets a withdrawn record stand again. */
export async function restoreSourced(work: SourcedWork, kind: SourcedKind, recordId: SourcedRecordId): Promise<void> {
  await holdOwn(work, kind, recordId);
  await work.db.deleteFrom('sourced_withdrawal').where('record_id', '=', recordId).execute();
}

/** The country of the record that is written: of one that is there already, its own, whatever the form says. */
async function holdScope(work: SourcedWork, form: SourcedForm): Promise<string | null> {
  await hold(work, form.recordId);
  const scope = await work.ask(findSourcedScope, form.kind, form.recordId);
  const isSentAgain = (await work.ask(listSourcedVersions, form.recordId)).some(({ id }) => id === form.id);
  if (form.after > 0 && scope === null) throw new SourcedMissing();
  if (form.after === 0 && scope !== null && !isSentAgain) throw new SourcedStale();
  if (scope !== null) return scope || null;
  return 'countryCode' in form ? form.countryCode : null;
}

/** The country of a record that one keeps, which nobody else writes before this work is done. */
async function holdOwn(work: SourcedWork, kind: SourcedKind, recordId: SourcedRecordId): Promise<string | null> {
  await hold(work, recordId);
  const scope = await work.ask(findSourcedScope, kind, recordId);
  if (scope === null) throw new SourcedMissing();
  if (!mayKeepSourced(work.actor, scope || null)) throw new MayNotKeepSourced();
  return scope || null;
}

const hold = ({ db }: SourcedWork, recordId: SourcedRecordId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`sourced ${recordId}`}, 0))`.execute(db);

const isWithdrawn = async (work: SourcedWork, recordId: SourcedRecordId) =>
  (await work.ask(listWithdrawals)).some((one) => one.recordId === recordId);
