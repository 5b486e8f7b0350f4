import type { ShownTotal } from './shown.ts';

/** A country on a map. `attendances` is null where they are not kept by country. */
export interface Place {
  readonly countryCode: string;
  readonly sessions: number;
  readonly attendances: ShownTotal | null;
}

/** A country with the number that its bubble stands for; null where that number may not be shown. */
export type Measured<P extends Place = Place> = P & { readonly size: number | null };

/**
 * What the bubbles of one map stand for: attendances where they are kept of every country on it, else sessions, so that
 * no two bubbles of a map are measured differently. A number that is withheld has no size, and is never zero.
 */
export function measurePlaces<P extends Place>(
  places: readonly P[],
): { readonly unit: 'attendances' | 'sessions'; readonly places: readonly Measured<P>[] } {
  const unit = places.every(({ attendances }) => attendances !== null) ? 'attendances' : 'sessions';
  const sizeOf = ({ attendances, sessions }: Place) => {
    if (unit === 'sessions') return sessions;
    return typeof attendances === 'number' ? attendances : null;
  };
  return { unit, places: places.map((place) => ({ ...place, size: sizeOf(place) })) };
}
