import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const everyRule = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const;
/** All that a theme can break: it changes nothing but colours. */
export const rulesOfColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/** What on the page as it now stands breaks a rule of WCAG 2.2 A or AA: rule, place and reason, one line each. */
export async function violationsOn(
  page: Page,
  rules: typeof everyRule | typeof rulesOfColour = everyRule,
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run({ runOnly, resultTypes: ['violations'] } as unknown as RunOptions),
    rules,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const reasons = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id} at ${target.join(' ')}: ${reasons}`;
    }),
  );
}

declare global {
  var axe: typeof import('axe-core');
}

/** How many pixels the document is wider than the window; nothing wider than zero needs scrolling sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
