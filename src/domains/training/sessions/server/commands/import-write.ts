import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { SessionId } from '#shared/ids.ts';
import type { RowRules } from '../../rules/import-check.ts';
import type { SessionTables } from '../tables.ts';
import { checkPart, type Part, type SeenSessions } from './import-check.ts';

type ImportWork = Work<SessionTables>;

/** What will be written of a part, as rows: the database takes it from there without another journey. */
const ready = ({ import_id, number }: Part) => sql`jsonb_to_recordset((select p.ready from session_import_part p
    where p.import_id = ${import_id} and p.number = ${number})) as r (row integer, id uuid, version_id uuid,
  after integer, kind text, occurrence text, title text, date_from date, date_to date, hours numeric, place text,
  country_code text, host text, co_owner_ids uuid[], peer_countries text[], unit_ids uuid[], trainer_ids uuid[], statements jsonb,
  counted jsonb, basis text, notes text, nationalities jsonb, legal_cover text, legal_cover_text text, approval text,
  approval_date date, approval_reference text, team_countries text[])`;

/**
 * Writes the sessions of a part, as submitted versions that wait. What changed under the check meanwhile (somebody wrote
 * on such a session, a trainer left the roster) has the part checked again first.
 */
export async function writePart(work: ImportWork, part: Part, rules: RowRules, seen: SeenSessions): Promise<void> {
  await holdSessions(work, part);
  if (await isOutdated(work, part, rules)) {
    seen.readTo = -1;
    await checkPart(work, part, rules, seen);
  }
  const taken = await insertSessions(work, part);
  await insertVersions(work, part, taken);
  await close(work, part, taken);
}

/** Nobody else writes these sessions before this is done; a new one is nobody else's yet. */
const holdSessions = ({ db }: ImportWork, part: Part) =>
  sql`select pg_advisory_xact_lock(hashtextextended(known.id::text, 0))
    from (select r.id from ${ready(part)} where r.after > 0 order by r.id) known`.execute(db);

async function isOutdated({ db }: ImportWork, part: Part, { context }: RowRules): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean; units: string[]; trainers: string[] }>`with ready as materialized
      (select r.id, r.after, r.unit_ids, r.trainer_ids from ${ready(part)})
    select array(select distinct unnest(unit_ids) from ready) as units,
      array(select distinct unnest(trainer_ids) from ready) as trainers,
      exists (select from ready r where r.after <> coalesce((select max(v.number) from session_version v
          where v.session_id = r.id), 0)
        or exists (select from session_draft d where d.session_id = r.id)) as moved`.execute(db);
  const { moved, units, trainers } = rows[0]!;
  const areKnown = (ids: readonly string[], known: ReadonlySet<string>) => ids.every((id) => known.has(id));
  return moved || !areKnown(units, context.unitIds) || !areKnown(trainers, context.trainerIds);
}

/** Makes the new sessions, and answers which of their ids another ministry uses. */
async function insertSessions({ db, actor, now }: ImportWork, part: Part): Promise<SessionId[]> {
  const { rows } = await sql<{ id: SessionId; is_new: boolean }>`with ready as materialized
      (select r.id from ${ready(part)} where r.after = 0),
    made as (insert into training_session (id, owner_id, created_by, created_at, origin)
      select id, ${part.owner_id}, ${actor.personId}, ${now}, 'imported' from ready
      on conflict (id) do nothing returning id)
    select id from ready except select id from made`.execute(db);
  if (rows.length === 0) return [];
  const there = rows.map(({ id }) => id);
  const own = await db
    .selectFrom('training_session')
    .select('id')
    .where('owner_id', '=', part.owner_id)
    .where(sql<boolean>`id = any (${there}::uuid[])`)
    .execute();
  return there.filter((id) => !own.some((one) => one.id === id));
}

const insertVersions = ({ db, actor, now }: ImportWork, part: Part, taken: readonly SessionId[]) =>
  sql`insert into session_version (id, session_id, owner_id, number, kind, occurrence, title, date_from, date_to, hours,
      place, country_code, host, co_owner_ids, peer_countries, unit_ids, trainer_ids, statements, counted, basis, notes,
      nationalities, legal_cover, legal_cover_text, approval, approval_date, approval_reference, team_countries, submitted_by,
      submitted_at, import_id)
    select r.version_id, r.id, ${part.owner_id}, r.after + 1, r.kind, r.occurrence, r.title, r.date_from, r.date_to,
      r.hours, r.place, r.country_code, r.host, r.co_owner_ids, r.peer_countries, r.unit_ids, r.trainer_ids, r.statements, r.counted,
      r.basis, r.notes, r.nationalities, r.legal_cover, r.legal_cover_text, r.approval, r.approval_date,
      r.approval_reference, r.team_countries, ${actor.personId}, ${now}, ${part.import_id}
    from ${ready(part)} where r.id <> all (${taken}::uuid[])`.execute(db);

/** What was written need not be kept twice; rows whose id another ministry uses are told as problems. */
const close = ({ db, now }: ImportWork, part: Part, taken: readonly SessionId[]) =>
  sql`update session_import_part q set rows = '[]', ready = null, worked_at = ${now}, written_at = ${now},
      problems = q.problems || (select coalesce(jsonb_agg(jsonb_build_object('row', r.row, 'column', null,
        'name', 'idTaken', 'args', '{}'::jsonb)), '[]') from ${ready(part)} where r.id = any (${taken}::uuid[])),
      problem_count = q.problem_count + ${taken.length}, wrong_count = q.wrong_count + ${taken.length},
      new_count = q.new_count - ${taken.length}
    where q.import_id = ${part.import_id} and q.number = ${part.number}`.execute(db);
