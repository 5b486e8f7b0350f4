import { findNetwork, listCountryNames } from '#domains/network/server/queries.ts';
import { recordedMinistries } from '#shared/actor.ts';
import { runningPlatform } from '#app/platform.ts';
import { placesFor } from '#app/places.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { actor, language, theme } = locals;
  const [network, countryNames] = await locals.asking(
    async (ask) => [await ask(findNetwork), await ask(listCountryNames)] as const,
  );
  const platform = runningPlatform();
  return {
    language,
    theme,
    networkName: network?.name ?? null,
    isDemo: platform.mode === 'demo',
    countryNames,
    person: actor.personId
      ? {
          id: actor.personId,
          name: actor.name,
          roles: actor.seats.map(({ role, countryCode, until }) => ({ role, countryCode, until })),
          standsInUntil: actor.seats.find(({ until }) => until)?.until ?? null,
        }
      : null,
    places: placesFor(actor),
    mayRecord: recordedMinistries(actor).length > 0,
  };
};
