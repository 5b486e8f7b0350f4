import { sql, type Expression } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { Day } from '#shared/dates.ts';
import type { ImportId, SessionId } from '#shared/ids.ts';
import type { ImportMapping } from '../../rules/import-columns.ts';
import type { ImportProblem } from '../../rules/import-problems.ts';
import type { ImportReading } from '../../rules/import-reading.ts';
import { stageOf } from '../../rules/import-stage.ts';
import type { SessionImport } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type ImportReadings = Reading<SessionTables>;

/** How many imports a list shows, the latest first. */
const mostImports = 50;

/** The imports of the actor's own ministries, the latest first. */
export const listImports = async (reading: ImportReadings): Promise<SessionImport[]> =>
  (await selectImports(reading).orderBy('i.created_at', 'desc').limit(mostImports).execute()).map(toImport);

/** An import with how its file was read, and which column is what, or seems to be. */
export interface FoundImport extends SessionImport {
  readonly reading: ImportReading;
  readonly mapping: ImportMapping;
}

/** An import with how its file was read; null for whoever is not of its ministry. */
export async function findImport(reading: ImportReadings, id: ImportId): Promise<FoundImport | null> {
  const row = await selectImports(reading).select(['i.reading', 'i.mapping']).where('i.id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { guess, ...read } = row.reading;
  return { ...toImport(row), reading: read, mapping: row.mapping ?? guess };
}

/** When the very same file was imported before and not undone, if it was. */
export async function findEarlier({ db }: ImportReadings, id: ImportId): Promise<Date | null> {
  const earlier = await db
    .selectFrom('session_import as i')
    .innerJoin('session_import as e', (join) =>
      join.onRef('e.fingerprint', '=', 'i.fingerprint').onRef('e.owner_id', '=', 'i.owner_id'),
    )
    .select('e.begun_at')
    .where('i.id', '=', id)
    .whereRef('e.id', '<>', 'i.id')
    .where('e.begun_at', 'is not', null)
    .where('e.undone_at', 'is', null)
    .orderBy('e.begun_at', 'desc')
    .executeTakeFirst();
  return earlier?.begun_at ?? null;
}

/** One page of what is wrong with an import, in the order of its rows. */
export async function listProblems(
  { db }: ImportReadings,
  id: ImportId,
  page: number,
  length: number,
): Promise<ImportProblem[]> {
  const { rows } = await sql<{ problem: ImportProblem }>`select one.problem from (
      select p.number, p.problems, sum(p.problem_count) over (order by p.number) - p.problem_count as before
      from session_import_part p where p.import_id = ${id} and p.problem_count > 0) p,
    jsonb_array_elements(p.problems) with ordinality as one (problem, place)
    where p.before < ${page * length} and p.before + jsonb_array_length(p.problems) > ${(page - 1) * length}
    order by p.number, one.place limit ${length} offset greatest(0, ${(page - 1) * length} - (select coalesce(min(f.before), 0)
      from (select sum(p.problem_count) over (order by p.number) - p.problem_count as before, p.problem_count
        from session_import_part p where p.import_id = ${id} and p.problem_count > 0) f
      where f.before + f.problem_count > ${(page - 1) * length}))`.execute(db as never);
  return rows.map(({ problem }) => problem);
}

/** A session that came by an import and stays when it is undone, because somebody went on with it: with its text, or with what hangs on it. */
export interface StayingSession {
  readonly id: SessionId;
  readonly title: string;
  readonly place: string;
  readonly dateFrom: Day;
  readonly kind: SessionTables['session_version']['kind'];
  readonly isReleased: boolean;
}

/** What stays of an import when it is undone: what was released, and what somebody wrote on; and how many there are. */
export async function listStaying(
  { db }: ImportReadings,
  id: ImportId,
  most: number,
): Promise<{ readonly rows: StayingSession[]; readonly total: number }> {
  const staying = db.selectFrom('session_version as v').where(sql<boolean>`v.id in (select gone_on_with(${id}))`);
  const rows = await staying
    .leftJoin('session_release as r', 'r.version_id', 'v.id')
    .select(['v.session_id', 'v.title', 'v.place', 'v.date_from', 'v.kind', 'r.version_id as released'])
    .orderBy('v.date_from')
    .orderBy('v.session_id')
    .limit(most)
    .execute();
  const { n } = await staying.select(sql<number>`count(*)::integer`.as('n')).executeTakeFirstOrThrow();
  return {
    total: n,
    rows: rows.map((row) => ({
      ...{ id: row.session_id, title: row.title, place: row.place, dateFrom: row.date_from, kind: row.kind },
      isReleased: row.released !== null,
    })),
  };
}

const done = { checked: sql<boolean>`p.problems is not null`, written: sql<boolean>`p.written_at is not null` };

/** A number of the parts of an import, added up: of all, or of those that are done. */
const sum = (column: string, only: (typeof done)['checked'] = sql<boolean>`true`) =>
  sql<number>`(select coalesce(sum(${sql.ref(`p.${column}`)}) filter (where ${only}), 0)::integer
    from session_import_part p where p.import_id = i.id)`;

/** How many versions of an import wait: nobody released or returned them, or wrote on. */
const waiting = (id: Expression<unknown>) =>
  sql<number>`(select count(*)::integer from session_version v where v.import_id = ${id} and not is_written_on(v)
    and not exists (select from session_return t where t.version_id = v.id))`;

function selectImports({ db }: ImportReadings) {
  return db
    .selectFrom('session_import as i')
    .leftJoin('import_release as r', 'r.import_id', 'i.id')
    .select(['r.grain', 'r.ordered_by', 'r.ordered_at', 'r.finished_at as released_at'])
    .select(['i.id', 'i.owner_id', 'i.imported_by', 'i.created_at', 'i.file_name', 'i.fingerprint', 'i.row_count'])
    .select(['i.begun_at', 'i.finished_at', 'i.undone_by', 'i.undone_at'])
    .select(sql<boolean>`i.mapping is not null`.as('is_mapped'))
    .select(sum('row_count', done.checked).as('checked_rows'))
    .select(sum('row_count', done.written).as('written_rows'))
    .select(sum('new_count').as('fresh'))
    .select(sum('changed_count').as('changed'))
    .select(sum('same_count').as('same'))
    .select(sum('example_count').as('examples'))
    .select(sum('wrong_count').as('wrong'))
    .select(sum('problem_count').as('problems'))
    .select(
      sql<Date | null>`(select max(p.worked_at) from session_import_part p where p.import_id = i.id)`.as('worked_at'),
    )
    .select(sql<number>`(select count(*)::integer from session_version v where v.import_id = i.id)`.as('standing'))
    .select(waiting(sql.ref('i.id')).as('waiting'))
    .select(
      sql<boolean>`(i.undone_at is not null and exists (select v.id from session_version v where v.import_id = i.id
        except select gone_on_with(i.id)))`.as('is_undoing'),
    );
}

type ImportRow = Awaited<ReturnType<ReturnType<typeof selectImports>['execute']>>[number];

const toImport = (row: ImportRow): SessionImport => ({
  id: row.id,
  ownerId: row.owner_id,
  fileName: row.file_name,
  fingerprint: row.fingerprint,
  rowCount: row.row_count,
  importedBy: row.imported_by,
  createdAt: row.created_at,
  begunAt: row.begun_at,
  finishedAt: row.finished_at,
  undoneBy: row.undone_by,
  undoneAt: row.undone_at,
  stage: stageOf({
    isMapped: row.is_mapped,
    isChecked: row.checked_rows === row.row_count,
    isBegun: row.begun_at !== null,
    isFinished: row.finished_at !== null,
    isReleasing: row.grain !== null && row.released_at === null,
    isUndone: row.undone_at !== null,
    isUndoing: row.is_undoing,
  }),
  checkedRows: row.checked_rows,
  writtenRows: row.written_rows,
  standing: row.standing,
  waiting: row.waiting,
  release: row.grain === null ? null : { grain: row.grain, by: row.ordered_by!, at: row.ordered_at! },
  counts: {
    ...{ fresh: row.fresh, changed: row.changed, same: row.same, examples: row.examples },
    ...{ wrong: row.wrong, problems: row.problems },
  },
  workedAt: row.worked_at,
});
