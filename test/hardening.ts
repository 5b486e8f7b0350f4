import { signInCookie } from '#app/visitor.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { findPublicFigure } from '#domains/training/reach/server/queries/public-figures.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { layOutSecrets, type Scene } from '#test/fuzz/scene.ts';
import type { Request } from '#test/fuzz/requests.ts';
import { openSender, type Answer } from '#test/fuzz/send.ts';
import { openTestPlatform, type TestPlatform } from '#test/platform.ts';
import { fillIn, readSiteMap, type Route } from '#test/site-map.ts';
import { openTestSite, type TestSite } from '#test/site.ts';

/** A site with something in it, all of its routes, and a client that sends exactly what it is told. */
export interface HardenedSite {
  readonly platform: TestPlatform;
  readonly site: TestSite;
  readonly scene: Scene;
  readonly routes: readonly Route[];
  /** A path of each route, with a session of Bosnia and Herzegovina or a snapshot where it wants one. */
  readonly pathOf: (route: Route) => string;
  /** Sends as the coordinator of Bosnia and Herzegovina, or as a stranger. */
  send(request: Partial<Request>, isStranger?: boolean): Promise<Answer>;
}

/** Opens one for a test file. */
export async function openHardenedSite(): Promise<HardenedSite> {
  const platform = await openTestPlatform();
  const site = await openTestSite(platform.database);
  const scene = await layOutSecrets(platform);
  const snapshot = await publish(platform);
  const { send } = openSender(site.origin, 4);
  const whole = { method: 'GET', path: '/', headers: {}, body: '', who: scene.visitors[0]! };
  const session = scene.ids.session[0]!;
  let cookie: { cookie?: string } | null = null;
  return {
    platform,
    site,
    scene,
    routes: await readSiteMap(),
    pathOf: ({ path }) => fillIn(path, { id: session, code: headline, snapshot, rest: 'nothing' }),
    async send(request, isStranger = false) {
      if (isStranger) return send({ ...whole, ...request }, {});
      cookie ??= await site.signIn(platform.people.coordinator.BA);
      const answer = await send({ ...whole, ...request }, cookie);
      // Signed out, or somebody else: the next request begins anew.
      if (answer.setsCookie.includes(signInCookie)) cookie = null;
      return answer;
    },
  };
}

const headline = 'attendances-peers_at_home';

/** Publishes the figures; the snapshot of the headline. */
async function publish({ database, people }: TestPlatform): Promise<string> {
  const id = newId<'Publication'>();
  await database.work(people.secretariat, (work) => carryOut(work, publishFigures, id, 'A note'));
  const published = await database.read(people.stranger, (reading) => answer(reading, findPublicFigure, headline));
  return published!.snapshot.id;
}

/** The value of a header, or null. */
export function header({ headers }: Answer, name: string): string | null {
  const lines = headers.split('\n');
  const at = lines.findIndex((line, index) => index % 2 === 0 && line.toLowerCase() === name);
  return at < 0 ? null : lines[at + 1]!;
}
