import type { Reading } from '#platform/database/reading.ts';
import type { Unit } from '../types.ts';
import type { CurriculumTables } from './tables.ts';

/** All units of the curriculum, by number. */
export const listUnits = async ({ db }: Reading<CurriculumTables>): Promise<Unit[]> =>
  db.selectFrom('unit').selectAll().orderBy('number').execute();
