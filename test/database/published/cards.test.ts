import sax from 'sax';
import { describe, expect, test } from 'vitest';
import { headline, openPublicSite } from './scene.ts';

const { platform, site, page, hold, work } = await openPublicSite();
await hold('BA');
await hold('RS', { statements: [{ n: 3 }] }, 'total');
await work(platform.people.secretariat).publish();

const read = async (path: string, headers = {}) => {
  const answer = await page(path, { headers });
  return { answer, text: await answer.text() };
};
const card = `/embed/${headline}`;

/** The texts of a picture, by element; throws where it is not well-formed. */
function readPicture(text: string): Map<string, string> {
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  const texts = new Map<string, string>();
  let open = '';
  parser.onopentag = ({ name }) => void (open = name);
  parser.ontext = (said) => void texts.set(open, (texts.get(open) ?? '') + said);
  parser.write(text).close();
  return texts;
}

describe('a card', () => {
  test('says the number, what it counts, as at when, whose it is, and leads to its snapshot', async () => {
    const { answer, text } = await read(card);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const said of [
      '42',
      'Attendances of peers at home',
      'The whole network',
      'As at ',
      'Kaskada',
      'Demonstration',
    ])
      expect(text).toContain(said);
    const [, href] = /href="([^"]+)" target="_blank" rel="noopener"/.exec(text)!;
    expect(href).toMatch(new RegExp(`^${site.origin}/figure/snapshot/`));
    expect((await page(href!.slice(site.origin.length))).status).toBe(200);
  });

  test('is small, brings nothing and runs nothing', async () => {
    const { text } = await read(card);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(text).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
  });

  test('is in the language of who asks, and of the theme they chose', async () => {
    const { text } = await read(card, { 'accept-language': 'sr', cookie: 'kaskada_theme=dark' });
    expect(text).toContain('<html lang="sr" data-theme="dark">');
    expect(text).toContain('Присуства колегиница и колега у земљи');
  });

  test('is of one ministry where that is asked for; what is withheld is said to be', async () => {
    expect((await read(`${card}?ministry=BA`)).text).toContain('Bosnia and Herzegovina');
    expect((await read(`${card}?ministry=RS`)).text).toContain('<p class="value">withheld</p>');
  });

  test.each([
    `${card}?ministry=ME`,
    `${card}?ministry=XX`,
    '/embed/nothing',
    '/embed/reported-total',
    `${card}?series=GMT`,
  ])('of what is not published says so: %s', async (path) => {
    const { answer, text } = await read(path);
    expect(answer.status).toBe(404);
    expect(text).toContain('This figure is not published.');
    expect(text).not.toContain('class="value"');
  });

  test('as a picture is one, with a title and a description', async () => {
    const { answer, text } = await read(`${card}.svg?ministry=RS`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    const texts = readPicture(text);
    expect(texts.get('title')).toBe('Attendances of peers at home');
    expect(texts.get('desc')).toMatch(/^withheld\. Serbia\. As at .* Demonstration/);
    expect(text).not.toMatch(/href=|<image|<script/);
    expect((await read('/embed/nothing.svg')).answer.status).toBe(404);
  });
});

describe('who may frame', () => {
  test.each([card, `${card}.svg`, '/embed/nothing', '/embed/nothing.svg'])('anybody: %s', async (path) => {
    const { headers } = await page(path);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors \*$/,
    );
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  test.each(['/', `/figure/${headline}`, '/embed', '/embed/', `/embed/${headline}/more`, '/api/v1/facts', '/sign-in'])(
    'nobody: %s',
    async (path) => {
      const { headers } = await page(path);
      expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  test('the page of a figure has the HTML to copy, which names the card', async () => {
    const { text } = await read(`/figure/${headline}?ministry=BA`);
    const fields = [...text.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map(([, value]) => value!);
    expect(fields).toHaveLength(2);
    expect(fields[0]).toContain(`${site.origin}${card}?ministry=BA`);
    expect(fields[1]).toContain(`${site.origin}${card}.svg?ministry=BA`);
    expect((await read(`/figure/${headline}?ministry=BA&year=2024`)).text).not.toContain('<textarea');
  });
});
