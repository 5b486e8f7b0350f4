import * as v from 'valibot';
import type { ShownNumber, ShownOutside } from '../types.ts';
import { approvals, legalCovers } from './from-outside.ts';

/*
 * How numbers of people are written as JSON where some may not be shown, and what is said of peers from outside.
 */

const day = v.pipe(v.string(), v.isoDate());
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A number of people as it may be shown. Null: not recorded, or finer than the grain. */
export const shownNumber = v.pipe(
  v.nullable(v.union([whole, v.object({ withheld: v.literal(true) })])),
  v.description('How many; null where it was not recorded or is finer than the grain of the release; or withheld.'),
);

const cover = v.nullable(v.picklist(legalCovers));
const approval = v.nullable(v.picklist(approvals));
const teamCountries = v.array(country);
/** What is said of peers from outside the region, as others may see it. */
export const shownOutsideJson = v.pipe(
  v.nullable(
    v.object({
      nationalities: v.array(v.object({ countryCode: country, n: shownNumber })),
      legalCover: cover,
      approval,
      teamCountries,
    }),
  ),
  v.description('Of peers from outside the region; null of other kinds.'),
);

/** The same as its own ministry sees it. */
export const outsideJson = v.object({
  nationalities: v.array(v.object({ countryCode: country, n: v.nullable(whole) })),
  legalCover: cover,
  legalCoverText: v.string(),
  approval,
  approvalDate: v.nullable(day),
  approvalReference: v.string(),
  teamCountries,
});

const text = v.optional(v.string(), '');
/** The same while it is being written. */
export const outsideDraftJson = v.object({
  nationalities: v.optional(v.array(v.object({ countryCode: text, n: text })), []),
  legalCover: text,
  legalCoverText: text,
  approval: text,
  approvalDate: text,
  approvalReference: text,
  teamCountries: v.optional(v.array(v.string()), []),
});

/** Writes a number as its reader may see it. */
export function writeNumber(n: ShownNumber) {
  return n === 'withheld' ? { withheld: true as const } : n;
}

/** Writes what left of peers from outside. */
export const writeOutside = (outside: ShownOutside | null) =>
  outside && {
    ...outside,
    nationalities: outside.nationalities.map(({ countryCode, n }) => ({ countryCode, n: writeNumber(n) })),
    teamCountries: [...outside.teamCountries],
  };
