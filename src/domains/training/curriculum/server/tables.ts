import type { Unit } from '../types.ts';

export interface CurriculumTables {
  unit: Pick<Unit, 'id' | 'number' | 'title'>;
}
