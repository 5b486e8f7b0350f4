import { coordinatedMinistries, isSecretariat, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** The secretariat, coordinators and deputies keep what others published. */
export const mayKeepSomeSourced = (who: Actor): boolean => isSecretariat(who) || coordinatedMinistries(who).length > 0;

/** The countries of which somebody keeps records, where it is not all of them. */
export const keptCountries = (who: Actor): string[] => [
  ...new Set(
    who.seats.flatMap(({ ownerId, countryCode }) =>
      ownerId && countryCode && coordinatedMinistries(who).includes(ownerId) ? [countryCode] : [],
    ),
  ),
];

/** The secretariat keeps every record; a coordinator or deputy those of their own country. */
export const mayKeepSourced = (who: Actor, country: string | null): boolean =>
  isSecretariat(who) || (country !== null && keptCountries(who).includes(country));

/** For which ministry somebody keeps the records of a country; null for the secretariat. */
export const keepsFor = (who: Actor, country: string | null): OwnerId | null =>
  isSecretariat(who)
    ? null
    : (who.seats.find(({ ownerId, countryCode }) => ownerId && countryCode === country)?.ownerId ?? null);
