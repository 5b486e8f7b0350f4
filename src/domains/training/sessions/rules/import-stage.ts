import type { ImportStage } from '../types.ts';

/** What was done of an import so far. */
export interface Done {
  readonly isMapped: boolean;
  readonly isChecked: boolean;
  readonly isBegun: boolean;
  readonly isFinished: boolean;
  /** Its release was ordered and is not done. */
  readonly isReleasing: boolean;
  readonly isUndone: boolean;
  /** Something that can be taken back is still there. */
  readonly isUndoing: boolean;
}

/** Where an import stands. */
export function stageOf({ isUndone, isUndoing, ...done }: Done): ImportStage {
  const { isMapped, isChecked, isBegun, isFinished, isReleasing } = done;
  if (isUndone) return isUndoing ? 'undoing' : 'undone';
  if (isReleasing) return 'releasing';
  if (isBegun) return isFinished ? 'written' : 'writing';
  if (!isMapped) return 'mapping';
  return isChecked ? 'checked' : 'checking';
}

/** Whether there is something to do that nobody has to decide. */
export const isUnderWay = (stage: ImportStage): boolean =>
  ['checking', 'writing', 'releasing', 'undoing'].includes(stage);
