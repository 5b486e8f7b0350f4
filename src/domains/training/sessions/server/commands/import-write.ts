import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { RowRules } from '../../rules/import-check.ts';
import type { SessionTables } from '../tables.ts';
import { checkPart, type Part, type SeenSessions } from './import-check.ts';

type ImportWork = Work<SessionTables>;

/** What will be written of a part, as rows: the database takes it from there without another journey. */
const ready = ({ import_id, number }: Part) => sql`session_import_part p, jsonb_to_recordset(p.ready) as r (row integer,
  id uuid, version_id uuid, after integer, kind text, occurrence text, title text, date_from date, date_to date,
  hours numeric, place text, country_code text, host text, peer_countries text[], unit_ids uuid[], trainer_ids uuid[],
  statements jsonb, counted jsonb, basis text, notes text)
  where p.import_id = ${import_id} and p.number = ${number}`;

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
  await insertSessions(work, part);
  await insertVersions(work, part);
  await close(work, part);
}

/** Nobody else writes these sessions before this is done; a new one is nobody else's yet. */
const holdSessions = ({ db }: ImportWork, part: Part) =>
  sql`select pg_advisory_xact_lock(hashtextextended(known.id::text, 0))
    from (select r.id from ${ready(part)} and r.after > 0 order by r.id) known`.execute(db);

async function isOutdated({ db }: ImportWork, part: Part, { context }: RowRules): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean; units: string[] | null; trainers: string[] | null }>`select
    coalesce(bool_or(r.after <> coalesce((select max(v.number) from session_version v where v.session_id = r.id), 0)
      or exists (select from session_draft d where d.session_id = r.id)), false) as moved,
    (select array_agg(distinct id) from (select unnest(r.unit_ids) as id from ${ready(part)}) units) as units,
    (select array_agg(distinct id) from (select unnest(r.trainer_ids) as id from ${ready(part)}) trainers) as trainers
    from ${ready(part)}`.execute(db);
  const { moved, units, trainers } = rows[0]!;
  const isKnown = (ids: string[] | null, known: ReadonlySet<string>) => (ids ?? []).every((id) => known.has(id));
  return moved || !isKnown(units, context.unitIds) || !isKnown(trainers, context.trainerIds);
}

const insertSessions = ({ db, actor, now }: ImportWork, part: Part) =>
  sql`insert into training_session (id, owner_id, created_by, created_at, origin)
    select r.id, ${part.owner_id}, ${actor.personId}, ${now}, 'imported' from ${ready(part)} and r.after = 0
    on conflict (id) do nothing`.execute(db);

/** Versions of sessions that are this ministry's: an id that another one uses brings nothing. */
const insertVersions = ({ db, actor, now }: ImportWork, part: Part) =>
  sql`insert into session_version (id, session_id, owner_id, number, kind, occurrence, title, date_from, date_to, hours,
      place, country_code, host, peer_countries, unit_ids, trainer_ids, statements, counted, basis, notes, submitted_by,
      submitted_at, import_id)
    select r.version_id, r.id, p.owner_id, r.after + 1, r.kind, r.occurrence, r.title, r.date_from, r.date_to, r.hours,
      r.place, r.country_code, r.host, r.peer_countries, r.unit_ids, r.trainer_ids, r.statements, r.counted, r.basis,
      r.notes, ${actor.personId}, ${now}, p.import_id from ${ready(part)}
      and exists (select from training_session s where s.id = r.id and s.owner_id = p.owner_id)`.execute(db);

/** What was written need not be kept twice; rows whose id another ministry uses are told as problems. */
const close = ({ db, now }: ImportWork, part: Part) =>
  sql`update session_import_part q set rows = '[]', ready = null, worked_at = ${now}, written_at = ${now},
      problems = q.problems || taken.problems, problem_count = q.problem_count + taken.n,
      wrong_count = q.wrong_count + taken.n, new_count = q.new_count - taken.n
    from (select coalesce(jsonb_agg(jsonb_build_object('row', r.row, 'column', null, 'name', 'idTaken', 'args',
        '{}'::jsonb)), '[]') as problems, count(*)::integer as n
      from ${ready(part)}
      and not exists (select from training_session s where s.id = r.id and s.owner_id = p.owner_id)) taken
    where q.import_id = ${part.import_id} and q.number = ${part.number}`.execute(db);
