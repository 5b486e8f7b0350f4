import { marginsOf } from '../rules.ts';
import type { ReleasedCount, SessionDraft } from '../types.ts';
import { findContradictions, type Contradiction } from './contradictions.ts';
import { emptyDraft } from './form.ts';
import { readStatements } from './typed.ts';

/** What follows from the numbers that were typed so far. */
export interface Reckoning {
  readonly margins: ReleasedCount;
  /** Why the numbers cannot all be right; empty where they can. */
  readonly contradictions: readonly Contradiction[];
}

/** Works out what follows from the boxes of a head-count; what is no number yet is left out. */
export function reckon(counts: SessionDraft['counts']): Reckoning {
  const statements = readStatements({ ...emptyDraft, counts });
  return { margins: marginsOf(statements), contradictions: findContradictions(statements) };
}
