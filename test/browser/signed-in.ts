import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Actor } from '#shared/actor.ts';
import type { TestSite } from '#test/site.ts';
import { launchBrowser } from './site.ts';

/**
 * A browser for the tests of a file, in which people of the test platform are signed in without a way in of their own.
 * After each test everybody leaves.
 *
 * @returns the page of somebody who is signed in, at no address yet
 */
export function openSignedIn(
  site: TestSite,
): (actor: Actor, options?: Parameters<Browser['newContext']>[0]) => Promise<Page> {
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterEach(async () => void (await Promise.all(contexts.splice(0).map((context) => context.close()))));
  afterAll(() => browser.close());
  return async (actor, options = {}) => {
    const context = await browser.newContext({
      baseURL: site.origin,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    contexts.push(context);
    const [name, value] = (await site.signIn(actor)).cookie!.split('=') as [string, string];
    await context.addCookies([{ name, value, url: site.origin }]);
    return context.newPage();
  };
}
