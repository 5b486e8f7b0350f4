import { xmlText } from '#platform/documents/xml.ts';
import type { Card } from './card.ts';

/*
 * The card as a small page, complete in itself: no script, and nothing to fetch.
 */
const light = '--paper:#fbf9f4;--ink:#16213a;--second:#525c70;--teal:#0f6b6b;--ochre:#8a5610;--rule:#d8d1c2';
const dark = '--paper:#141a26;--ink:#ece7db;--second:#a9b0bf;--teal:#6cc3bd;--ochre:#e0a44a;--rule:#3a4254';
const style = `:root{color-scheme:light;${light}}:root[data-theme=dark]{color-scheme:dark;${dark}}
@media (prefers-color-scheme:dark){:root[data-theme=system]{color-scheme:dark;${dark}}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.45 'Source Sans 3',system-ui,sans-serif}
main{display:flex;flex-direction:column;gap:.35rem;box-sizing:border-box;min-height:100vh;padding:1rem 1.1rem;border:1px solid var(--rule)}
h1{margin:0;font:inherit}p{margin:0}
.value{font:600 2.6rem/1.1 'Source Serif 4',Georgia,serif;color:var(--teal)}
.quiet{color:var(--second);font-size:.9rem}.demo{color:var(--ochre);font-size:.9rem}
.foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin-top:auto;padding-top:.35rem;border-top:1px solid var(--rule)}
a{color:var(--teal)}a:focus-visible{outline:2px solid var(--teal);outline-offset:2px}`;

/** Writes a card as a page. */
export function writeCardPage({ language, theme, name, scope, value, asAt, href, open, demo }: Card) {
  const x = xmlText;
  const number = href === null ? '' : `<p class="value">${x(value)}</p><p class="quiet">${x(scope)}. ${x(asAt)}.</p>`;
  const link = href === null ? '' : `<a href="${x(href)}" target="_blank" rel="noopener">${x(open)}</a>`;
  const body = `<!doctype html>
<html lang="${x(language)}" data-theme="${x(theme)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${x(name)} – Kaskada</title><style>${style}</style></head>
<body><main><h1>${x(name)}</h1>${number}${demo === null ? '' : `<p class="demo">${x(demo)}</p>`}
<p class="foot"><span class="quiet">Kaskada</span>${link}</p></main></body>
</html>
`;
  return { body, style, type: 'text/html' };
}
