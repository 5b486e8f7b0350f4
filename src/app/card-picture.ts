import { xmlText } from '#platform/documents/xml.ts';
import type { Card } from './card.ts';

/*
 * The card as a picture, for sites that allow no frames: text that is drawn, with a title and a description for whoever
 * does not see it.
 */
const style = `svg{color-scheme:light dark}text{font:16px 'Source Sans 3',system-ui,sans-serif;fill:#16213a}
.paper{fill:#fbf9f4;stroke:#d8d1c2}.value{font:600 42px 'Source Serif 4',Georgia,serif;fill:#0f6b6b}.quiet{font-size:14px;fill:#525c70}.demo{font-size:14px;fill:#8a5610}
@media (prefers-color-scheme:dark){text{fill:#ece7db}.paper{fill:#141a26;stroke:#3a4254}.value{fill:#6cc3bd}.quiet{fill:#a9b0bf}.demo{fill:#e0a44a}}`;

const width = 360;
/** How many letters fit on a line. */
const lineLength = 40;

interface DrawnLine {
  readonly look: '' | 'value' | 'quiet' | 'demo';
  readonly text: string;
  readonly height: number;
}

/** Draws a card as a picture. */
export function drawCard({ language, name, scope, value, asAt, href, demo }: Card) {
  const said = (look: DrawnLine['look'], text: string, height: number): DrawnLine[] =>
    wrap(text, lineLength).map((line) => ({ look, text: line, height }));
  const lines = [
    ...said('', name, 22),
    ...(href === null ? [] : [...said('value', value, 52), ...said('quiet', `${scope}. ${asAt}.`, 20)]),
    ...(demo === null ? [] : said('demo', demo, 20)),
    ...said('quiet', 'Kaskada', 26),
  ];
  let at = 12;
  const drawn = lines.map(({ look, text, height }) => {
    at += height;
    return `<text x="16" y="${at}"${look && ` class="${look}"`}>${xmlText(text)}</text>`;
  });
  const size = `width="${width}" height="${at + 16}" viewBox="0 0 ${width} ${at + 16}"`;
  const described = [`${value}. ${scope}. ${asAt}.`, demo].filter(Boolean).join(' ');
  const body = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="t d" xml:lang="${xmlText(language)}">
<title id="t">${xmlText(name)}</title><desc id="d">${xmlText(href === null ? name : described)}</desc><style>${style}</style>
<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${at + 15}"/>
${drawn.join('\n')}
</svg>
`;
  return { body, style, type: 'image/svg+xml' };
}

/** A text in lines of at most so many letters; a longer word stands alone. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
