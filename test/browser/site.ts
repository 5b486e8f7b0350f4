import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { start, temporaryFolder, type Running } from '#test/entry/running.ts';

/** How somebody comes to the site. */
export interface Arrival {
  /** Pixels across; a phone is 360, a desktop 1280. */
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** What the browser asks for; the site answers in the nearest language that it has. */
  readonly locale?: 'en-GB' | 'sr-RS' | 'sr-Latn-RS';
  readonly javaScriptEnabled?: boolean;
}

/** The built site in a process of its own on a fresh folder, and a browser to visit it with. */
export interface Site {
  readonly origin: string;
  /** Everything the process has printed. */
  printed(): string;
  /** A visitor in a browser of their own, with nothing kept from anybody else; at no page yet. */
  visitor(arrival?: Arrival): Promise<Page>;
  /** A visitor who has stepped in as one of the demo people; at no page yet. */
  stepIn(name: string, arrival?: Arrival): Promise<Page>;
  /** What browsers complained about so far; complaints that a test expects are taken out of it. */
  readonly complaints: string[];
}

/**
 * Starts the site before the tests of a file and stops it after them. After each test every visitor leaves, and neither
 * a browser nor the log of the process may have complained.
 */
export function openSite(script: 'bin/demo.ts' | 'bin/start.ts' = 'bin/demo.ts'): Site {
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let running: Running;
  let linesRead = 0;
  let persons: Map<string, string> | undefined;
  beforeAll(async () => {
    folder = await temporaryFolder();
    [running, browser] = await Promise.all([start(script, { DATA: folder.path }), launchBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints.splice(0)).toEqual([]);
    const lines = running.printed().split('\n').slice(0, -1);
    const unread = lines.slice(linesRead);
    linesRead = lines.length;
    expect(unread.filter(isTrouble)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await folder?.remove();
  });

  async function visitor({ width = 1280, ...arrival }: Arrival = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: running.origin,
      viewport: { width, height: width < 600 ? 740 : 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Belgrade',
      reducedMotion: 'reduce',
      ...arrival,
    });
    contexts.push(context);
    listen(context, complaints);
    return context.newPage();
  }

  return {
    get origin() {
      return running.origin;
    },
    printed: () => running.printed(),
    complaints,
    visitor,
    async stepIn(name, arrival) {
      const page = await visitor(arrival);
      const { request } = page.context();
      persons ??= readPersons(await (await request.get('/step-in')).text());
      const person = persons.get(name);
      if (!person) throw new Error(`The demo has no ${name}.`);
      const answer = await request.post('/step-in', {
        form: { person, to: '/' },
        headers: { origin: running.origin, accept: 'text/html' },
      });
      expect(answer.url()).toBe(`${running.origin}/`);
      return page;
    },
  };
}

/** The ids of the demo people by their names, as the page that lets one step in has them. */
const readPersons = (page: string): Map<string, string> =>
  new Map(
    [...page.matchAll(/name="person" value="([^"]+)"[\s\S]*?<button[^>]*>(?:<!--.*?-->)*([^<]+)</g)].map(
      ([, id, name]) => [name!, id!],
    ),
  );

/** Waits until the script of a page has taken over. A form that is filled in earlier is a form without script. */
export const awake = (page: Page): Promise<void> => page.locator('#svelte-announcer').waitFor({ state: 'attached' });

/** Starts the browser that the set-up found. */
export async function launchBrowser(): Promise<Browser> {
  const note = fileURLToPath(new URL('../../node_modules/.cache/kaskada/browser.json', import.meta.url));
  const { executablePath, env } = JSON.parse(readFileSync(note, 'utf8')) as {
    executablePath: string;
    env: Record<string, string>;
  };
  const quiet = ['background-networking', 'component-update', 'sync', 'gpu'].map((part) => `--disable-${part}`);
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: [...quiet, '--no-first-run', ...(isRoot ? ['--no-sandbox'] : [])],
  });
}

/** A page or a form that is refused is an answer, not a complaint, as long as it is what the visitor asked for. */
const isAnswer = /^Failed to load resource: the server responded with a status of 4/;

function listen(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => {
    const { url } = message.location();
    const wasAskedFor = url === message.page()?.url() || url.includes('?/');
    if (message.type() !== 'error' || (isAnswer.test(message.text()) && wasAskedFor)) return;
    complaints.push(`console: ${message.text()} (${url})`);
  });
  context.on('weberror', (event) => void complaints.push(`script: ${event.error().stack ?? event.error().message}`));
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
}

/** A line of the log that says more than that something was answered. */
function isTrouble(line: string): boolean {
  if (!line.startsWith('{')) return false;
  const warning = 40;
  return (JSON.parse(line) as { level: number }).level >= warning;
}
