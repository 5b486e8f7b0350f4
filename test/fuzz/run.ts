import fc from 'fast-check';
import type { TestPlatform } from '#test/platform.ts';
import { signInCookie } from '#app/visitor.ts';
import { openTestSite, type TestSite } from '#test/site.ts';
import { unzip } from '#test/unzip.ts';
import { findMarks, openLeft } from './marks.ts';
import { requestsTo, type Request, type World } from './requests.ts';
import { layOutSecrets, type Visitor } from './scene.ts';
import { openSender, type Answer } from './send.ts';
import { firstPaths, openFormBook, readWorld } from './world.ts';

const batch = 1_000;
const lanes = 4;

/** What came of it. */
export interface Outcome {
  readonly sent: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers of 500 and above, and what the log calls unexpected. */
  readonly broken: readonly string[];
  /** What somebody was shown who may not see it. */
  readonly crossings: readonly string[];
}

/** Sends so many requests of everybody to everything, and looks at each answer. */
export async function fuzz(
  platform: TestPlatform,
  requests: number,
  seed: number,
  hear: (sent: number) => void = () => undefined,
): Promise<Outcome> {
  const site = await openTestSite(platform.database);
  const scene = await layOutSecrets(platform);
  const world = await readWorld(site, scene);
  const run = openRun(platform, site, world);
  await run.lookAround();
  for (let sent = 0; sent < requests; sent += batch) {
    await run.signInAll();
    const numRuns = Math.min(batch, requests - sent);
    await run.sendAll(fc.sample(requestsTo(world), { numRuns, seed: seed + sent }));
    hear(sent + numRuns);
  }
  return run.finish();
}

function openRun(platform: TestPlatform, site: TestSite, world: World) {
  const { send, close } = openSender(site.origin, lanes);
  const hasLeft = openLeft(platform.connection);
  const book = openFormBook(world);
  const cookies = new Map<Visitor, { cookie?: string }>();
  const outcome = {
    sent: 0,
    statuses: {} as Record<number, number>,
    broken: [] as string[],
    crossings: [] as string[],
  };

  const signInAs = async (who: Visitor) => void cookies.set(who, await site.signIn(who.actor));

  async function ask(request: Request) {
    const answer = await send(request, cookies.get(request.who) ?? {});
    outcome.sent += 1;
    outcome.statuses[answer.status] = (outcome.statuses[answer.status] ?? 0) + 1;
    if (answer.status >= 500) outcome.broken.push(tell(request, answer));
    for (const mark of await crossings(request, answer)) outcome.crossings.push(`${mark} in ${tell(request, answer)}`);
    if (answer.type.startsWith('text/html') && request.method === 'GET')
      book.note(request.who, answer.body.toString(), request.path);
    // They signed out, or stepped in as somebody else.
    if (answer.setsCookie.includes(signInCookie)) await signInAs(request.who);
  }

  /** What an answer holds that is another ministry's, was not in the question, and never left. */
  async function crossings(request: Request, answer: Answer): Promise<string[]> {
    const asked = findMarks(decodeLoosely(`${request.path} ${request.body}`), world.scene.idsOf);
    const crossed: string[] = [];
    for (const [mark, country] of findMarks(`${answer.headers}\n${textOf(answer)}`, world.scene.idsOf))
      if (country !== request.who.country && !asked.has(mark) && !(await hasLeft(mark, request.who.actor)))
        crossed.push(mark);
    return crossed;
  }

  return {
    /** Signs everybody in anew: what was sent before may have ended a sign-in. */
    async signInAll() {
      for (const who of world.scene.visitors) await signInAs(who);
    },
    /** Lets everybody see every page once, so that there are forms to send back. */
    async lookAround() {
      await this.signInAll();
      const get = { method: 'GET', headers: { accept: 'text/html' }, body: '' };
      for (const who of world.scene.visitors)
        for (const path of firstPaths(world.routes, world.scene.ids.session)) await ask({ who, path, ...get });
    },
    async sendAll(requests: Request[]) {
      const waiting = requests.values();
      const lane = async () => {
        for (const request of waiting) await ask(request);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },
    finish(): Outcome {
      close();
      const unexpected = site
        .logged()
        .split('\n')
        .filter((line) => /"level":[56]0/.test(line));
      return { ...outcome, broken: [...outcome.broken, ...unexpected] };
    },
  };
}

const textOf = ({ type, body }: Answer): string =>
  type.includes('spreadsheet') ? [...unzip(body).values()].join('\n') : body.toString();

/** A request's text as the site may read it. */
function decodeLoosely(text: string): string {
  try {
    return `${text} ${decodeURIComponent(text.replaceAll('+', ' '))}`;
  } catch {
    return text;
  }
}

const tell = ({ who, method, path, headers, body }: Request, { status, body: answered }: Answer): string =>
  JSON.stringify({
    who: who.name,
    method,
    path,
    headers,
    body: body.slice(0, 2_000),
    status,
    answered: answered.toString().slice(0, 300),
  });
