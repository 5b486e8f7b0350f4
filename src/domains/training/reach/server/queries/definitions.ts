import type { Selectable } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { FigureDefinition } from '../../types.ts';
import type { ReachTables } from '../tables.ts';

type ReachReading = Reading<ReachTables>;

/** A row as a definition. */
export const toDefinition = (row: Selectable<ReachTables['figure_definition']>): FigureDefinition => ({
  ...{ code: row.code, version: row.version, unit: row.unit, kind: row.kind, filters: row.filters, words: row.words },
  ...{ reason: row.reason, madeBy: row.made_by, madeAt: row.made_at },
});

/** What each figure counts today: the newest version of every definition. */
export async function listDefinitions({ db }: ReachReading): Promise<FigureDefinition[]> {
  const newest = db.selectFrom('figure_definition').distinctOn('code').selectAll();
  return (await newest.orderBy('code').orderBy('version', 'desc').execute()).map(toDefinition);
}

/** Every version of one definition, the newest first; empty where there is no such figure. */
export async function listDefinitionVersions({ db }: ReachReading, code: string): Promise<FigureDefinition[]> {
  const versions = db.selectFrom('figure_definition').selectAll().where('code', '=', code);
  return (await versions.orderBy('version', 'desc').execute()).map(toDefinition);
}

/** One definition: the version that is asked for, or the newest; null where there is none. */
export async function findDefinition(
  reading: ReachReading,
  code: string,
  version?: number,
): Promise<FigureDefinition | null> {
  const versions = await listDefinitionVersions(reading, code);
  return (version === undefined ? versions[0] : versions.find((one) => one.version === version)) ?? null;
}
