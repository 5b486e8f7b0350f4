import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Response } from 'playwright-core';
import { only, type Outcome } from './outcome.ts';
import { inFolder, startPlatform, withServers } from './processes.ts';
import { stepIn } from './step-in.ts';

const note = fileURLToPath(new URL('../node_modules/.cache/kaskada/browser.json', import.meta.url));

/** Bytes of one visit, as they came over the wire: compressed, without headers. */
interface Weight {
  document: number;
  script: number;
  look: number;
  other: number;
}

/** At most so many bytes, by part. A kB is 1,000 bytes. */
const publicPage: Weight = { document: 12_000, script: 15_000, look: 60_000, other: 0 };
const appPage: Weight = { document: 20_000, script: 60_000, look: 60_000, other: 0 };

const locales = ['en-GB', 'sr-RS'] as const;

/** What a browser fetches on a first visit of each page, against the budgets of the interface. */
export async function measureFirstVisits(): Promise<Outcome[]> {
  if (!existsSync(note)) {
    console.log('  skipped: no browser has been prepared; npm test, or node bin/setup.mjs --test, prepares one');
    return [only('bytes of a first visit', 'skipped: no browser')];
  }
  return inFolder((folder) =>
    withServers([startPlatform(folder)], async ({ port }) => {
      const origin = `http://localhost:${port}`;
      const who = {
        trainer: await stepIn({ port }, 'Lejla Mujić'),
        coordinator: await stepIn({ port }, 'Selma Ibrahimović'),
      };
      const browser = await launch();
      try {
        const outcomes: Outcome[] = [];
        printRow('page', ['document', 'script', 'style and type', 'other']);
        for (const locale of locales)
          for (const [name, path, budget, cookie] of await pagesOf(browser, origin, who)) {
            const weight = await weigh(browser, { origin, path, locale, cookie });
            outcomes.push(judge(`first visit, ${name}, ${locale.slice(0, 2)}`, weight, budget));
          }
        return outcomes;
      } finally {
        await browser.close();
      }
    }),
  );
}

type Page = readonly [name: string, path: string, budget: Weight, cookie: string | null];

/** The cookies of two people: what only a coordinator opens is weighed as a coordinator. */
type Who = Readonly<Record<'trainer' | 'coordinator', string>>;

/**
 * A record to write and a session to look at are found as a person would find them. The session has no word in another
 * script, for which a browser would fetch a third font.
 */
async function pagesOf(browser: Browser, origin: string, { trainer, coordinator }: Who): Promise<Page[]> {
  const context = await enter(browser, origin, 'en-GB', trainer);
  const page = await context.newPage();
  await page.goto(`${origin}/sessions/new`);
  const record = new URL(page.url()).pathname;
  await page.goto(`${origin}/sessions?of=own&state=released`);
  const sessions = await page
    .locator('tbody a[href^="/sessions/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  let session = sessions.shift();
  while (session) {
    await page.goto(origin + session);
    if (!/\p{Script=Cyrillic}/u.test(await page.locator('main').innerText())) break;
    session = sessions.shift();
  }
  await context.close();
  return [
    ['public facts', '/', publicPage, null],
    ['a public figure', '/figure?kind=peers_at_home', publicPage, null],
    ['home', '/home', appPage, trainer],
    ['list of sessions', '/sessions', appPage, trainer],
    ['import of sessions', '/sessions/import', appPage, coordinator],
    ['a session', session!, appPage, trainer],
    ['record a session', record, appPage, trainer],
    ['reach', '/reach', appPage, trainer],
    ['countries compared', '/reach/compare', appPage, coordinator],
    ['writing for the news', '/reach/write', appPage, coordinator],
    ['women and men in the forces', '/reach/forces', publicPage, null],
    ['data protection', '/data-protection', publicPage, null],
    ['account', '/account', appPage, trainer],
    ['people', '/people', appPage, coordinator],
    ['propose a role', '/people/new', appPage, coordinator],
    ['audit', '/audit', appPage, coordinator],
    ['chain of the audit', '/audit/chain', appPage, coordinator],
    ['profile', '/profile', appPage, trainer],
    ['personal data', '/privacy', appPage, trainer],
    ['retention', '/privacy/retention', appPage, coordinator],
  ];
}

interface Visit {
  readonly origin: string;
  readonly path: string;
  readonly locale: string;
  readonly cookie: string | null;
}

/** Visits with nothing kept, until the network rests, and adds up what came. */
async function weigh(browser: Browser, { origin, path, locale, cookie }: Visit): Promise<Weight> {
  const context = await enter(browser, origin, locale, cookie);
  const page = await context.newPage();
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  const answer = await page.goto(origin + path, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200 || new URL(page.url()).pathname !== path.split('?')[0])
    throw new Error(`${path} was answered with ${answer?.status()}, at ${page.url()}.`);
  const weight: Weight = { document: 0, script: 0, look: 0, other: 0 };
  for (const response of responses) weight[partOf(response)] += (await response.request().sizes()).responseBodySize;
  await context.close();
  return weight;
}

function partOf(response: Response): keyof Weight {
  const type = response.headers()['content-type'] ?? '';
  if (type.startsWith('text/html')) return 'document';
  if (type.includes('javascript')) return 'script';
  return type.startsWith('text/css') || type.startsWith('font/') ? 'look' : 'other';
}

async function enter(browser: Browser, origin: string, locale: string, cookie: string | null): Promise<BrowserContext> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const [name, value] = cookie?.split('=') ?? [];
  if (name && value) await context.addCookies([{ name, value, url: origin }]);
  return context;
}

function launch(): Promise<Browser> {
  const { executablePath, env } = JSON.parse(readFileSync(note, 'utf8')) as {
    executablePath: string;
    env: Record<string, string>;
  };
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: isRoot ? ['--no-sandbox'] : [] });
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

function judge(name: string, weight: Weight, budget: Weight): Outcome {
  const parts = ['document', 'script', 'look'] as const;
  const isMet = parts.every((part) => weight[part] <= budget[part]);
  const say = (part: keyof Weight) =>
    `${kilobytes(weight[part])} of ${kilobytes(budget[part])}${weight[part] > budget[part] ? ' (!)' : ''}`;
  printRow(name, [...parts.map(say), kilobytes(weight.other)]);
  return {
    name,
    value: `${parts.map((part) => kilobytes(weight[part])).join(' + ')} kB`,
    target: `at most ${parts.map((part) => budget[part] / 1000).join(' + ')} kB`,
    isMet,
  };
}

function printRow(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(18)).join('')}`);
}
