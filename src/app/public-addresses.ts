import type { SnapshotScope } from '#domains/training/reach/types.ts';

/*
 * Where a published figure is found. Other sites and feeds keep these addresses: they stay.
 */

/** The page of a snapshot. */
export const snapshotPath = (id: string): string => `/figure/snapshot/${id}`;

/** The card of a figure for other sites; as a picture with the ending `.svg`. */
export const cardPath = (code: string, query: string, ending = ''): string =>
  `/embed/${code}${ending}${query && `?${query}`}`;

/** What the scope of a public figure adds to an address: a ministry, or a series of meetings. */
export function scopeQuery({ owner, series }: SnapshotScope, countryOf: (owner: string) => string | undefined): string {
  const country = owner && countryOf(owner);
  return String(new URLSearchParams({ ...(country && { ministry: country }), ...(series && { series }) }));
}
