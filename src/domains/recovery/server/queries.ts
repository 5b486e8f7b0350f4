import { sql, type Selectable } from 'kysely';
import { namePeople } from '#domains/identity/server/queries.ts';
import type { Reading } from '#platform/database/reading.ts';
import type { LoginResetId, PersonId } from '#shared/ids.ts';
import { isWaiting } from '../rules.ts';
import type { LoginReset } from '../types.ts';
import type { RecoveryTables } from './tables.ts';

type Asked = Reading<RecoveryTables>;
type Row = Selectable<RecoveryTables['login_reset']>;

/** The resets that the actor sees and that wait for a second person, the latest first. */
export async function listWaitingResets(reading: Asked): Promise<LoginReset[]> {
  const rows = await reading.db
    .selectFrom('login_reset')
    .selectAll()
    .where('granted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('asked_at', 'desc')
    .execute();
  return (await named(reading, rows)).filter((one) => isWaiting(one, reading.now));
}

/** The last reset of a person's login, in whichever state; null when there is none that the actor sees. */
export async function findLastReset(reading: Asked, personId: PersonId): Promise<LoginReset | null> {
  const ofPerson = reading.db.selectFrom('login_reset').selectAll().where('person_id', '=', personId);
  return (await named(reading, await ofPerson.orderBy('asked_at', 'desc').limit(1).execute()))[0] ?? null;
}

/** One reset; null when there is none that the actor sees. */
export async function findReset(reading: Asked, id: LoginResetId): Promise<LoginReset | null> {
  const rows = await reading.db.selectFrom('login_reset').selectAll().where('id', '=', id).execute();
  return (await named(reading, rows))[0] ?? null;
}

/** Of those that wait, which the actor may grant: the database knows who else of a ministry can sign in. */
export async function listGrantableResets({ db }: Asked): Promise<ReadonlySet<LoginResetId>> {
  const may = sql<boolean>`may_grant_reset(login_reset)`;
  const rows = await db.selectFrom('login_reset').select('id').where(may).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Those of some people for whom the actor may ask for a reset, and for whom nobody has yet. */
export async function listResettable({ db }: Asked, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const found = sql<{ id: PersonId }>`people_to_reset(${[...ids]}::uuid[])`.as('found');
  const rows = await db.selectFrom(found).selectAll().execute();
  return new Set(rows.map(({ id }) => id));
}

async function named(reading: Asked, rows: readonly Row[]): Promise<LoginReset[]> {
  const names = await reading.ask(
    namePeople,
    rows.map(({ person_id }) => person_id),
  );
  return rows.map((row) => ({
    id: row.id,
    ownerId: row.owner_id,
    personId: row.person_id,
    personName: names.get(row.person_id) ?? '',
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
    withdrawnAt: row.withdrawn_at,
  }));
}
