import { findThreshold } from '#domains/network/server/queries.ts';
import {
  isRecorded,
  judge,
  views,
  type CountedPeople,
  type PooledView,
  type View,
} from '#domains/training/reach/rules/publication.ts';
import { findRemembered } from '#domains/training/reach/server/queries.ts';
import { marginsOf } from '#domains/training/sessions/rules.ts';
import { atGrain } from '#domains/training/sessions/rules/grain.ts';
import { grains, type Grain, type SessionContent } from '#domains/training/sessions/types.ts';
import type { SessionId } from '#shared/ids.ts';
import type { Asking } from './request.ts';

/** What everybody else would see of a session by itself, were it released so. */
export interface Preview {
  readonly shown: CountedPeople;
  /** What was recorded, leaves at this grain, and is not shown by itself. */
  readonly withheld: readonly View[];
  /** What of that waits until it may leave in a sum with others. */
  readonly waits: readonly PooledView[];
  /** The total differs by a few from what is shown, which stays. */
  readonly isStale: boolean;
}

/** Says for each grain what a release would show, judged as the database will judge it. */
export async function previewRelease(
  ask: Asking,
  sessionId: SessionId,
  { statements, outside }: Pick<SessionContent, 'statements' | 'outside'>,
  isExact = false,
): Promise<Readonly<Record<Grain, Preview>>> {
  const remembered = await ask(findRemembered, sessionId);
  const threshold = await ask(findThreshold);
  const known = outside?.nationalities.flatMap(({ countryCode, n }) => (n === null ? [] : [[countryCode, n]])) ?? [];
  const countries = known.length > 0 && { nationalities: Object.fromEntries(known) as Record<string, number> };
  const preview = (grain: Grain): Preview => {
    const count = { ...atGrain(marginsOf(statements), grain), ...(grain !== 'total' && countries) };
    const { shown, waits } = judge({ count, isExact, ...remembered }, threshold);
    return {
      shown,
      withheld: views.filter((view) => isRecorded(count, view) && !isRecorded(shown, view)),
      waits: Object.keys(waits) as PooledView[],
      isStale: shown.total !== null && shown.total !== count.total,
    };
  };
  return Object.fromEntries(grains.map((grain) => [grain, preview(grain)])) as Record<Grain, Preview>;
}
