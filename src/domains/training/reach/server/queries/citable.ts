import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { SnapshotId } from '#shared/ids.ts';
import type { Citable } from '../../rules/news-facts.ts';
import type { FigureDefinition, Snapshot, SnapshotScope } from '../../types.ts';
import type { ReachTables, SplitsColumn } from '../tables.ts';
import { findSnapshot } from './snapshots.ts';
import { findDefinition } from './definitions.ts';
import { readSplits } from './splits.ts';

type ReachReading = Reading<ReachTables>;

interface Row extends Pick<FigureDefinition, 'code' | 'unit' | 'kind' | 'filters'> {
  scope: SnapshotScope;
  value: number | null;
  splits: SplitsColumn;
  as_at: Date;
  snapshot_id: SnapshotId | null;
}

/**
 * All figures that a text can cite: as they were last published, those that never were as they are now, and single records
 * always as they are now, since a record that was corrected is cited as corrected.
 */
export async function listCitable({ db }: ReachReading): Promise<Citable[]> {
  const citable = sql<Row>`(
    with published as (
      select distinct on (s.code, s.scope) s.*, d.unit, d.kind, d.filters from snapshot s
      join figure_definition d on d.code = s.code and d.version = s.version
      where s.publication_id is not null and d.unit not in ('participant', 'number', 'reported')
      order by s.code, s.scope, s.taken_at desc
    )
    select p.code, p.unit, p.kind, p.filters, p.scope, p.value, p.splits, p.as_at, p.id as snapshot_id from published p
    union all
    select d.code, d.unit, d.kind, d.filters, f.scope, c.value, c.splits, c.as_at, null
    from public_figures() f, lateral newest_definition(f.code) d, lateral compute_figure(d, f.scope) c
    where not exists (select from published p where p.code = f.code and p.scope = f.scope))`.as('citable');
  const rows = await db.selectFrom(citable).selectAll().orderBy('code').orderBy('scope').execute();
  return rows.map(({ splits, as_at, snapshot_id, ...row }) => ({
    ...{ ...row, splits: readSplits(splits, row.kind), asAt: as_at, snapshotId: snapshot_id },
  }));
}

/** The figures of some snapshots, in the order in which they are asked for; what is no snapshot is left out. */
export async function listCited(reading: ReachReading, ids: readonly SnapshotId[]): Promise<Citable[]> {
  const cited: Citable[] = [];
  for (const id of ids) {
    const snapshot = await findSnapshot(reading, id);
    if (snapshot) cited.push(await citableOf(reading, snapshot));
  }
  return cited;
}

async function citableOf(reading: ReachReading, { id, code, version, ...said }: Snapshot): Promise<Citable> {
  const { unit, kind, filters } = (await findDefinition(reading, code, version))!;
  const { scope, value, splits, asAt } = said;
  return { snapshotId: id, code, unit, kind, filters, scope, value, splits, asAt };
}
