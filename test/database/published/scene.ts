import { answer, carryOut } from '#platform/database/database.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { choosePublicFigures } from '#domains/training/reach/server/commands/public-figures.ts';
import { listPublicCodes } from '#domains/training/reach/server/queries/public-figures.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import type { Country } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite, type TestSite } from '#test/site.ts';

/** A site with a network of which nothing is released, and what people do there that changes what the public is shown. */
export async function openPublicSite() {
  const platform = await openTestPlatform();
  const { database, people, ministries } = platform;
  const surroundings = await layOutNetwork(platform);
  const site = await openTestSite(database);
  const api = await openTestApi(site, people.stranger);
  const work = (who: Actor) => ({
    publish: (note = 'A note') =>
      database.work(who, (open) => carryOut(open, publishFigures, newId<'Publication'>(), note)),
    choose: (codes: readonly string[]) => database.work(who, (open) => carryOut(open, choosePublicFigures, codes)),
  });
  return {
    ...{ platform, site, work },
    stranger: await api.as(people.stranger),
    page: await readWhole(site, people.stranger),
    codes: () => database.read(people.stranger, (reading) => answer(reading, listPublicCodes)),
    /** Records a session of a ministry and releases it to the network. */
    async hold(country: Country, said: Parameters<typeof sessionOf>[2] = {}, grain = 'sex') {
      const [trainer, coordinator] = [await api.as(people.trainer[country]), await api.as(people.coordinator[country])];
      await release(
        coordinator,
        await submit(trainer, ministries[country], sessionOf(surroundings, country, said)),
        grain,
      );
    },
  };
}

/** A `fetch` whose answers were read whole, so that no connection waits for somebody to read on. */
async function readWhole(site: TestSite, who: Actor) {
  const fetchIt = await site.as(who);
  return async (path: string, init?: RequestInit) => {
    const answer = await fetchIt(path, init);
    const body = await answer.arrayBuffer();
    return new Response(answer.status === 304 ? null : body, { status: answer.status, headers: answer.headers });
  };
}

export const headline = 'attendances-peers_at_home';
