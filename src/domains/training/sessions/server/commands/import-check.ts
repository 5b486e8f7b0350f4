import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { isId, newId, type ImportId, type OwnerId, type SessionId } from '#shared/ids.ts';
import { contentIn, writtenColumns } from '../../rules/columns.ts';
import { identityOf, judgeRow, type GoodRow, type RowRules } from '../../rules/import-check.ts';
import type { Fold } from '../../rules/import-columns.ts';
import type { ImportProblem } from '../../rules/import-problems.ts';
import type { FileRow } from '../../rules/import-rows.ts';
import { compareVersions } from '../../rules/versions.ts';
import type { SessionContent } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type ImportWork = Work<SessionTables>;

export interface Part {
  readonly import_id: ImportId;
  readonly owner_id: OwnerId;
  readonly number: number;
  readonly rows: readonly FileRow[];
}

/** In which row of the file a session came first. Kept while the file is gone through, and read again after a break. */
export type SeenSessions = Map<SessionId, number> & { readTo?: number };

/** A row with the session that it is about. */
interface Placed extends GoodRow {
  readonly sessionId: SessionId;
}

/** Judges the rows of a part and keeps what is wrong with them and what will be written of them; writes no session. */
export async function checkPart(work: ImportWork, part: Part, rules: RowRules, seen: SeenSessions): Promise<void> {
  await lookBack(work, part, seen);
  const judged = part.rows.map((row) => judgeRow(row, rules));
  const good = judged
    .filter((row) => row.is === 'good')
    .map((row): Placed => ({ ...row, sessionId: sessionIdOf(rules.vocabulary.fold, part.owner_id, row) }));
  const { once, twice } = tellApart(good, seen, rules);
  const { ready, same, blocked } = await compare(work, part, once);
  const problems = [
    ...judged.flatMap((row) => (row.is === 'wrong' ? row.problems : [])),
    ...twice,
    ...blocked.map((row): ImportProblem => ({ row, column: null, name: 'beingWritten', args: {} })),
  ].sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
  await work.db
    .updateTable('session_import_part')
    .set({
      ids: once.map(({ sessionId }) => sessionId),
      id_rows: once.map(({ row }) => row),
      problems: JSON.stringify(problems),
      ready: JSON.stringify(ready),
      new_count: ready.filter(({ after }) => after === 0).length,
      changed_count: ready.filter(({ after }) => after > 0).length,
      same_count: same,
      example_count: judged.filter((row) => row.is === 'example').length,
      problem_count: problems.length,
      wrong_count: new Set(problems.map(({ row }) => row)).size,
      worked_at: work.now,
    })
    .where('import_id', '=', part.import_id)
    .where('number', '=', part.number)
    .execute();
}

/**
 * The session that a row is about. Where its id is none of ours, it is derived from the id that the ministry gave it; and
 * without any, from what makes it the same session. So the same file sent again names the same ones: a UUIDv8 (RFC 9562)
 * of a hash over the ministry and that.
 */
function sessionIdOf(fold: Fold, ownerId: OwnerId, { id, content }: GoodRow): SessionId {
  if (isId(id)) return id as SessionId;
  // The word keeps an id apart from what stands for a row that has none.
  const said = id === '' ? identityOf(fold, content) : `id ${id}`;
  const hash = createHash('sha256').update(`${ownerId}\n${said}`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as SessionId;
}

/** After a break, what earlier parts named is read again. */
async function lookBack({ db }: ImportWork, part: Part, seen: SeenSessions) {
  if (seen.readTo === part.number - 1) {
    seen.readTo = part.number;
    return;
  }
  seen.clear();
  seen.readTo = part.number;
  const { rows } = await sql<{ id: SessionId; row: number }>`select id, row from session_import_part p,
    unnest(p.ids, p.id_rows) as named (id, row)
    where p.import_id = ${part.import_id} and p.number < ${part.number}`.execute(db);
  for (const { id, row } of rows) seen.set(id, row);
}

/** A session comes once in a file; the second time is a problem, told with the row of the first. */
function tellApart(good: readonly Placed[], seen: SeenSessions, { mapping }: RowRules) {
  const once: Placed[] = [];
  const twice: ImportProblem[] = [];
  for (const one of good) {
    const other = seen.get(one.sessionId);
    if (other === undefined) {
      seen.set(one.sessionId, one.row);
      once.push(one);
    } else {
      const given = one.id !== '';
      const column = (given ? mapping.columns.id : null) ?? null;
      twice.push({ row: one.row, column, name: given ? 'idTwice' : 'sessionTwice', args: { other } });
    }
  }
  return { once, twice };
}

interface Ready {
  readonly row: number;
  readonly id: SessionId;
  readonly after: number;
}

/**
 * What is new, what is the same and what changed. A row that says what any version said before is the same: what was
 * corrected here since is not undone by sending the old file again.
 */
async function compare(work: ImportWork, part: Part, placed: readonly Placed[]) {
  const existing = await findExisting(work, part, placed);
  const ready: Ready[] = [];
  const blocked: number[] = [];
  let same = 0;
  for (const { row, sessionId, content } of placed) {
    const known = existing.get(sessionId);
    if (known?.said.some((version) => compareVersions(version, content).length === 0)) same += 1;
    else if (known?.isBeingWritten) blocked.push(row);
    else ready.push({ row, id: sessionId, after: known?.last ?? 0, ...written(content) });
  }
  return { ready, same, blocked };
}

interface Existing {
  readonly said: SessionContent[];
  last: number;
  isBeingWritten: boolean;
}

async function findExisting({ db }: ImportWork, { owner_id }: Part, placed: readonly Placed[]) {
  const ids = placed.map(({ sessionId }) => sessionId);
  const found = new Map<SessionId, Existing>();
  const sessions = await db
    .selectFrom('training_session as s')
    .leftJoin('session_draft as d', 'd.session_id', 's.id')
    .select(['s.id', 'd.session_id as draft'])
    .where('s.owner_id', '=', owner_id)
    .where(sql<boolean>`s.id = any (${ids}::uuid[])`)
    .execute();
  if (sessions.length === 0) return found;
  for (const { id, draft } of sessions) found.set(id, { said: [], last: 0, isBeingWritten: draft !== null });
  const versions = await db
    .selectFrom('session_version')
    .selectAll()
    .where(sql<boolean>`session_id = any (${sessions.map(({ id }) => id)}::uuid[])`)
    .execute();
  for (const version of versions) {
    const one = found.get(version.session_id)!;
    one.said.push(contentIn(version));
    one.last = Math.max(one.last, version.number);
  }
  return found;
}

const written = (content: SessionContent) => ({ version_id: newId<'SessionVersion'>(), ...writtenColumns(content) });
