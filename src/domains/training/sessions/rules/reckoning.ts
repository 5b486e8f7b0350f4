import { marginsOf } from '../rules.ts';
import type { TypedNationality } from './from-outside.ts';
import type { ReleasedCount, SessionDraft } from '../types.ts';
import { isNationality } from './across.ts';
import { findContradictions, type Contradiction } from './contradictions.ts';
import { emptyDraft } from './form.ts';
import { findTooManyFrom } from './outside.ts';
import { readNumber, readStatements } from './typed.ts';

/** What follows from the numbers that were typed so far. */
export interface Reckoning {
  readonly margins: ReleasedCount;
  /** Why the numbers cannot all be right; empty where they can. */
  readonly contradictions: readonly Contradiction[];
  /** The same of the numbers by nationality beside them. */
  readonly tooManyFrom: readonly Contradiction[];
}

/** Works out what follows from the boxes of a head-count, and of nationalities; what is no number yet is left out. */
export function reckon(counts: SessionDraft['counts'], nationalities: readonly TypedNationality[] = []): Reckoning {
  const statements = readStatements({ ...emptyDraft, counts });
  const counted = nationalities.map(({ countryCode, n }) => ({ countryCode, n: readNumber(n) })).filter(isNationality);
  return {
    margins: marginsOf(statements),
    contradictions: findContradictions(statements),
    tooManyFrom: findTooManyFrom(statements, counted),
  };
}
