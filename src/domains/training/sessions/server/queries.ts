import { sql, type AliasableExpression, type InferResult, type SqlBool } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import { belongsTo } from '#shared/actor.ts';
import { marginsOf } from '../rules.ts';
import { marginsIn, shownOutsideIn, toReleased, type ReleasedColumns } from '../rules/columns.ts';
import { emptyDraft } from '../rules/form.ts';
import { atGrain } from '../rules/grain.ts';
import type { OwnSession, ReleasedFilter, ReleasedSession, SessionKind, SessionLine, SessionState } from '../types.ts';
import { listVersions } from './queries/versions.ts';
import { leftOutReason, whyLeftOut } from './queries/sharing.ts';
import type { SessionTables } from './tables.ts';

// Through this door for the domain that adds the margins up, and for the one that lists persons.
export { marginsIn };
export { findRoom } from './queries/room.ts';

type SessionReading = Reading<SessionTables>;

/** A page of a list, counted from 1, and how many there are in all: counted up to `mostCounted`, so that no list is scanned to its end. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  /** There are more than `total`. */
  readonly isMore: boolean;
}

export const pageLength = 50;
const mostCounted = 10_000;

/** How a list is ordered; without one, the latest first. */
export interface Order<Key extends string> {
  readonly by: Key;
  readonly direction: 'asc' | 'desc';
}
export const ownOrders = ['held', 'session', 'place', 'state'] as const;
export const releasedOrders = ['held', 'session', 'place', 'all'] as const;
export type OwnOrder = Order<(typeof ownOrders)[number]>;
export type ReleasedOrder = Order<(typeof releasedOrders)[number]>;

/** A session with its draft and all versions, for the people of its ministry; null for everybody else. */
export async function findOwnSession({ db }: SessionReading, id: SessionId): Promise<OwnSession | null> {
  const session = await db.selectFrom('training_session').selectAll().where('id', '=', id).executeTakeFirst();
  if (!session) return null;
  const draft = await db.selectFrom('session_draft').selectAll().where('session_id', '=', id).executeTakeFirst();
  const standing = await db
    .selectFrom('released_session')
    .select('version_number')
    .where('session_id', '=', id)
    .executeTakeFirst();
  return {
    id,
    ownerId: session.owner_id,
    origin: session.origin,
    draft: draft
      ? {
          fields: { ...emptyDraft, ...draft.content },
          revision: draft.revision,
          savedAt: draft.saved_at,
          authorId: draft.author_id,
        }
      : null,
    versions: await listVersions({ db }, id),
    standing: standing?.version_number ?? null,
  };
}

/** A session as it left its ministry; null when nothing of it stands or the actor is not of the network. */
export async function findReleasedSession(reading: SessionReading, id: SessionId): Promise<ReleasedSession | null> {
  const matching = reading.db.selectFrom('released_session').selectAll().where('session_id', '=', id);
  return (await showRows(reading, await matching.execute()))[0] ?? null;
}

/** What left holds no small number; the people of its own ministry see what was released, exactly. */
async function showRows({ db, actor }: SessionReading, rows: ReleasedColumns[]): Promise<ReleasedSession[]> {
  const own = rows.filter(({ owner_id }) => belongsTo(actor, owner_id)).map(({ version_id }) => version_id);
  const versions =
    own.length > 0
      ? await db
          .selectFrom('session_version')
          .select(['id', 'statements', 'nationalities'])
          .where('id', 'in', own)
          .execute()
      : [];
  const released = new Map(versions.map((version) => [version.id, version]));
  const leftOut = await whyLeftOut(
    { db },
    rows.map(({ session_id }) => session_id),
  );
  return rows.map((row) => {
    const version = released.get(row.version_id);
    const session = { ...toReleased(row), leftOut: leftOut.get(row.session_id) ?? null };
    if (!version) return session;
    const nationalities = row.grain === 'total' ? {} : version.nationalities;
    const count = atGrain(marginsOf(version.statements), row.grain);
    return { ...session, count, outside: shownOutsideIn({ ...row, nationalities, withheld: [] }) };
  });
}

/** Released sessions, latest first. */
export async function listReleased(
  reading: SessionReading,
  filter: ReleasedFilter,
  page = 1,
  order: ReleasedOrder = { by: 'held', direction: 'desc' },
  length = pageLength,
): Promise<Page<ReleasedSession>> {
  const rows = await listReleasedRows(reading, filter, page, order, length);
  return { rows, ...(await countUpTo(reading, matchReleased(reading, filter).select('session_id'))) };
}

/** What a figure opens to: one page of released sessions, latest first. The figure says how many there are. */
export async function listReleasedRows(
  reading: SessionReading,
  filter: ReleasedFilter,
  page: number,
  order: ReleasedOrder = { by: 'held', direction: 'desc' },
  length = pageLength,
): Promise<ReleasedSession[]> {
  const columns = { held: 'date_from', session: 'title', place: 'place' } as const;
  const ordered = order.by === 'all' ? 'total' : columns[order.by];
  // Only a total may be missing; elsewhere the order must be the one of the index.
  const rows = await matchReleased(reading, filter)
    .selectAll()
    .orderBy(ordered, (column) => {
      const directed = order.direction === 'asc' ? column.asc() : column.desc();
      return order.by === 'all' ? directed.nullsLast() : directed;
    })
    .orderBy('session_id')
    .limit(length)
    .offset((page - 1) * length)
    .execute();
  return showRows(reading, rows);
}

function matchReleased({ db }: SessionReading, filter: ReleasedFilter) {
  let matching = db.selectFrom('released_session');
  if (filter.ownerId && filter.counts) {
    const claimed = db.selectFrom('session_claim').select('session_id').where('owner_id', '=', filter.ownerId);
    const { ownerId } = filter;
    matching = matching.where(({ or, eb }) => or([eb('owner_id', '=', ownerId), eb('session_id', 'in', claimed)]));
  } else if (filter.ownerId) matching = matching.where('owner_id', '=', filter.ownerId);
  if (filter.counts)
    matching = matching
      .where('occurrence', '=', 'held')
      .where(sql<SqlBool>`${leftOutReason('released_session.session_id')} is null`);
  if (filter.kind) matching = matching.where('kind', '=', filter.kind);
  if (filter.occurrence) matching = matching.where('occurrence', '=', filter.occurrence);
  const years = filter.year ? { from: filter.year, to: filter.year } : filter.years;
  if (years)
    matching = matching
      .where('date_from', '>=', `${years.from}-01-01` as Day)
      .where('date_from', '<=', `${years.to}-12-31` as Day);
  if (filter.peerCountry) matching = matching.where(sql<SqlBool>`${filter.peerCountry} = any (peer_countries)`);
  if (filter.text) matching = matching.where(containing(filter.text));
  return matching;
}

async function countUpTo<Row>({ db }: SessionReading, matching: { limit(most: number): AliasableExpression<Row> }) {
  const { n } = await db
    .selectFrom(matching.limit(mostCounted + 1).as('some'))
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow();
  return { total: Math.min(n, mostCounted), isMore: n > mostCounted };
}

const containing = (text: string) =>
  sql<SqlBool>`search_text like '%' || replace(replace(replace(fold(${text}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`;

/** How the list of one's own ministry is narrowed. */
export interface OwnFilter {
  readonly state?: SessionState;
  readonly text?: string;
  readonly year?: number;
  readonly kind?: SessionKind;
  readonly ownerId?: OwnerId;
}

const state = sql<SessionState>`case when v.id is null then 'draft' when t.version_id is not null then 'returned'
  when r.version_id is not null then 'released' else 'waiting' end`;
const ownColumns = {
  held: sql`coalesce(v.date_from::text, d.content ->> 'dateFrom', '')`,
  session: sql`coalesce(v.title, d.content ->> 'title', '')`,
  place: sql`coalesce(v.place, d.content ->> 'place', '')`,
  state,
};

/** The sessions of the actor's own ministries, newest first, whatever their state. */
export async function listOwnSessions(
  reading: SessionReading,
  filter: OwnFilter,
  page = 1,
  order: OwnOrder = { by: 'held', direction: 'desc' },
  length = pageLength,
): Promise<Page<SessionLine>> {
  const matching = matchOwn(reading, filter);
  const rows = await selectLines(matching)
    .orderBy(ownColumns[order.by], order.direction)
    .orderBy('s.id', 'desc')
    .limit(length)
    .offset((page - 1) * length)
    .execute();
  return { ...(await countUpTo(reading, matching.select('s.id'))), rows: rows.map(toLine) };
}

/** Sessions with their draft, their newest version and what became of it. */
function matchOwn({ db }: SessionReading, filter: OwnFilter) {
  let matching = db
    .selectFrom('training_session as s')
    .leftJoin('session_draft as d', 'd.session_id', 's.id')
    .leftJoin('session_version as v', (join) =>
      join.onRef('v.session_id', '=', 's.id').on('v.number', '=', ({ selectFrom }) =>
        selectFrom('session_version as n')
          .select(({ fn }) => fn.max('n.number').as('last'))
          .whereRef('n.session_id', '=', 's.id'),
      ),
    )
    .leftJoin('session_return as t', 't.version_id', 'v.id')
    .leftJoin('session_release as r', 'r.version_id', 'v.id')
    .leftJoin('released_session as p', 'p.session_id', 's.id')
    .where(({ or, eb }) => or([eb('d.session_id', 'is not', null), eb('v.id', 'is not', null)]))
    .where(sql<SqlBool>`s.owner_id = any ((select own_ministries())::uuid[])`);
  if (filter.state === 'draft') matching = matching.where('d.session_id', 'is not', null);
  else if (filter.state) matching = matching.where(state, '=', filter.state);
  if (filter.ownerId) matching = matching.where('s.owner_id', '=', filter.ownerId);
  if (filter.kind) matching = matching.where('v.kind', '=', filter.kind);
  if (filter.year) matching = matching.where(sql<SqlBool>`extract(year from v.date_from) = ${filter.year}`);
  if (filter.text)
    matching = matching.where(
      sql<SqlBool>`position(fold(${filter.text}) in coalesce(v.search_text, fold(d.content ->> 'title'), '')) > 0`,
    );
  return matching;
}

function selectLines(matching: ReturnType<typeof matchOwn>) {
  return matching
    .select(['s.id', 's.owner_id', 's.origin', 'd.content', 'd.saved_at', 'd.author_id', 'v.id as version_id'])
    .select(['v.title', 'v.date_from', 'v.date_to', 'v.place', 'v.country_code', 'v.kind', 'v.occurrence'])
    .select([
      'v.co_owner_ids',
      'v.peer_countries',
      'v.nationalities',
      'v.legal_cover',
      'v.approval',
      'v.team_countries',
    ])
    .select(['v.statements', 'v.submitted_by', 'v.submitted_at', 't.reason', 'p.session_id as standing'])
    .select(leftOutReason('s.id').as('left_out'))
    .select(state.as('state'));
}

type LineRow = InferResult<ReturnType<typeof selectLines>>[number];

const toLine = (row: LineRow): SessionLine => ({
  id: row.id,
  ownerId: row.owner_id,
  origin: row.origin,
  state: row.state,
  versionId: row.version_id,
  title: row.title ?? draftText(row.content, 'title'),
  dateFrom: row.date_from ?? ((draftText(row.content, 'dateFrom') || null) as Day | null),
  dateTo: row.date_to,
  place: row.place ?? draftText(row.content, 'place'),
  countryCode: row.country_code,
  coOwnerIds: row.co_owner_ids ?? [],
  kind: row.kind,
  occurrence: row.occurrence,
  submittedBy: row.submitted_by,
  submittedAt: row.submitted_at,
  savedAt: row.saved_at,
  authorId: row.author_id,
  isStanding: row.standing !== null,
  returnReason: row.reason,
  count: row.statements && row.kind !== 'coaching' ? marginsOf(row.statements) : null,
  outside: row.kind && shownOutsideIn(row as Parameters<typeof shownOutsideIn>[0]),
  leftOut: row.left_out,
});

const draftText = (fields: unknown, name: string): string => {
  const value = (fields as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' ? value : '';
};
