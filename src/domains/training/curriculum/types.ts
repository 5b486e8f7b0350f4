import type { LocalText } from '#domains/identity/types.ts';
import type { UnitId } from '#shared/ids.ts';

/** One part of a session. */
export interface Unit {
  readonly id: UnitId;
  readonly number: number;
  readonly title: LocalText;
}
