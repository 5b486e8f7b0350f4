import { sql, type Selectable } from 'kysely';
import { namePeople } from '#domains/identity/server/queries.ts';
import type { Reading } from '#platform/database/reading.ts';
import type { OwnerId } from '#shared/ids.ts';
import type {
  AuditTrace,
  ErasureRequest,
  ErasureState,
  LoginSummary,
  RetentionLine,
  RetentionRun,
  Trace,
} from '../types.ts';
import type { PrivacyTables } from './tables.ts';

type Privately = Reading<PrivacyTables>;
type RequestRow = Selectable<PrivacyTables['erasure_request']>;

/** The actor's own requests to be erased, the latest first. */
export async function listOwnErasures({ db, actor }: Privately): Promise<ErasureRequest[]> {
  const rows = await db
    .selectFrom('erasure_request')
    .selectAll()
    .where('person_id', '=', actor.personId)
    .orderBy('asked_at', 'desc')
    .execute();
  return rows.map((row) => requestOf(row, actor.name));
}

/** The requests that the actor may answer: first those that wait, then the latest. */
export async function listErasures(reading: Privately): Promise<ErasureRequest[]> {
  const { db, actor } = reading;
  const rows = await db
    .selectFrom('erasure_request')
    .selectAll()
    .where('person_id', '<>', actor.personId)
    .where('withdrawn_at', 'is', null)
    .orderBy(sql`answered_at is not null`)
    .orderBy('asked_at', 'desc')
    .execute();
  const names = await reading.ask(
    namePeople,
    rows.map(({ person_id }) => person_id),
  );
  return rows.map((row) => requestOf(row, names.get(row.person_id) ?? ''));
}

function stateOf({ withdrawn_at, answered_at, because }: RequestRow): ErasureState {
  if (withdrawn_at) return 'withdrawn';
  if (!answered_at) return 'waiting';
  return because === null ? 'carried_out' : 'refused';
}

const requestOf = (row: RequestRow, personName: string): ErasureRequest => ({
  id: row.id,
  ownerId: row.owner_id,
  personId: row.person_id,
  personName,
  note: row.note,
  askedAt: row.asked_at,
  state: stateOf(row),
  answeredAt: row.answered_at,
  because: row.because,
});

/** How many days ahead a record counts as due soon. */
const soonDays = 30;

/** How long each kind of record of an owner is kept, and how many are due now and soon. */
export async function listRetention({ db }: Privately, ownerId: OwnerId | null): Promise<RetentionLine[]> {
  const rows = await db
    .selectFrom('retention_kind as k')
    .leftJoin('retention_period as p', (join) =>
      join.onRef('p.kind', '=', 'k.kind').on('p.owner_id', 'is not distinct from', ownerId),
    )
    .select(['k.kind', 'k.usual', 'k.least', 'k.most', 'p.days', 'p.set_at'])
    .select([
      sql<number | null>`count_due(${ownerId}, k.kind, 0)`.as('due'),
      sql<number | null>`count_due(${ownerId}, k.kind, ${soonDays})`.as('soon'),
    ])
    .orderBy('k.place')
    .execute();
  return rows.map(({ days, set_at, ...row }) => ({ ...row, days: days ?? row.usual, setAt: set_at }));
}

/** What the last runs removed of an owner, the latest first. */
export async function listRuns({ db }: Privately, ownerId: OwnerId | null): Promise<RetentionRun[]> {
  const rows = await db
    .selectFrom('retention_run')
    .select(['ran_at', 'removed'])
    .where('owner_id', 'is not distinct from', ownerId)
    .orderBy('ran_at', 'desc')
    .limit(400)
    .execute();
  return rows.map(({ ran_at, removed }) => ({ ranAt: ran_at, removed }));
}

/** Where the actor's own doings stand in the records, the oldest first. */
export async function listOwnTraces({ db }: Privately): Promise<Trace[]> {
  const traces = sql<Trace>`own_traces()`;
  return db.selectFrom(traces.as('traces')).selectAll().orderBy('at').execute();
}

/** The audit's entries by and about the actor, the oldest first. */
export async function listOwnAudit({ db }: Privately): Promise<AuditTrace[]> {
  type Row = { at: Date; by_self: boolean; action: string; table_name: string; row_key: string };
  const rows = await db
    .selectFrom(sql<Row>`own_audit()`.as('entries'))
    .selectAll()
    .execute();
  return rows.map(({ at, by_self, action, table_name, row_key }) => ({
    ...{ at, bySelf: by_self, action, table: table_name, rowKey: row_key },
  }));
}

/** With what the actor signs in; null where nothing of it is kept. */
export async function findOwnLogin({ db }: Privately): Promise<LoginSummary | null> {
  const { rows } = await sql<{ login: LoginSummary | null }>`select own_login() as login`.execute(db as never);
  return rows[0]?.login ?? null;
}
