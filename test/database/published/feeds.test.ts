import sax from 'sax';
import { beforeAll, describe, expect, test } from 'vitest';
import { headline, openPublicSite } from './scene.ts';

const { platform, site, stranger, page, hold, work } = await openPublicSite();
const secretariat = work(platform.people.secretariat);
await hold('BA');
const feed = '/snapshots.atom';
const catalog = '/catalog.jsonld';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** A feed as its elements; throws where it is not well-formed. */
function readFeed(text: string): Element {
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  };
  parser.ontext = (said) => void (open.at(-1)!.text += said);
  parser.onclosetag = () => void open.pop();
  parser.write(text).close();
  return root.children[0]!;
}
const all = ({ children }: Element, name: string) => children.filter((child) => child.name === name);
const one = (element: Element, name: string) => {
  const found = all(element, name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
};
const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What RFC 4287 asks of every feed and entry (sections 4.1.1 and 4.1.2). */
function expectValid(root: Element) {
  expect([root.name, root.attributes['xmlns']]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
  expect(one(one(root, 'author'), 'name').text).toBe('The network');
  const entries = all(root, 'entry');
  for (const element of [root, ...entries]) {
    expect(one(element, 'id').text).toMatch(/^(?:https?:|urn:uuid:)/);
    expect(one(element, 'title').text).not.toBe('');
    expect(one(element, 'updated').text).toMatch(isTime);
    const alternates = all(element, 'link').filter(({ attributes }) => attributes['rel'] === 'alternate');
    expect(new Set(alternates.map(({ attributes }) => attributes['type'])).size).toBe(alternates.length);
    expect(alternates.length).toBeGreaterThan(0);
  }
  expect(new Set(entries.map((entry) => one(entry, 'id').text)).size).toBe(entries.length);
  return entries;
}

test('before the first publication the feed and the catalogue are empty, and valid', async () => {
  expect(expectValid(readFeed((await stranger('GET', feed)).text))).toEqual([]);
  expect((await stranger('GET', catalog)).json['dcat:dataset']).toEqual([]);
});

describe('the feed', () => {
  test('tells each new snapshot in words, leads to its page, and keeps its id', async () => {
    await secretariat.publish();
    const { text, headers } = await stranger('GET', feed);
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const entries = expectValid(readFeed(text));
    const entry = entries.find((each) => one(each, 'title').text.includes('The whole network: 42'))!;
    const { headline: figure } = (await stranger('GET', '/facts')).json;
    expect(one(entry, 'id').text).toBe(`urn:uuid:${figure.snapshot.id}`);
    expect(one(entry, 'updated').text).toBe(figure.publishedAt);
    expect(one(entry, 'summary').text).toMatch(
      /: 42, as at \d+ \w+ \d{4}\. Published \d+ \w+ \d{4}; definition version 1\.$/,
    );
    for (const { attributes } of all(entry, 'link'))
      expect((await page(attributes['href']!.slice(site.origin.length))).status).toBe(200);
    expect((await stranger('GET', feed)).text).toBe(text);
  });

  test('holds the newest 50, the newest first', async () => {
    const before = new Set(
      expectValid(readFeed((await stranger('GET', feed)).text)).map((each) => one(each, 'id').text),
    );
    for (let times = 0; times < 17; times += 1) await secretariat.publish();
    const entries = expectValid(readFeed((await stranger('GET', feed)).text));
    expect(entries).toHaveLength(50);
    const times = entries.map((each) => one(each, 'updated').text);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(entries.filter((each) => before.has(one(each, 'id').text))).toEqual([]);
  });

  test('is sent again only where it is another one', async () => {
    const { headers } = await stranger('GET', feed);
    const again = { 'if-none-match': headers.get('etag')! };
    expect((await page(`/api/v1${feed}`, { headers: again })).status).toBe(304);
    await secretariat.publish();
    expect((await page(`/api/v1${feed}`, { headers: again })).status).toBe(200);
  });

  test('is in the language of who asks, and is found from the pages', async () => {
    const { text } = await stranger('GET', feed, undefined, { 'accept-language': 'sr' });
    expect(text).toContain('xml:lang="sr"');
    expect(text).toContain('Присуства колегиница и колега у земљи – Цела мрежа: 42');
    for (const path of ['/', `/figure/${headline}`])
      expect(await (await page(path)).text()).toMatch(
        /<link rel="alternate" type="application\/atom\+xml" title="[^"]+" href="\/api\/v1\/snapshots.atom"/,
      );
  });

  test('holds whatever a definition is called', async () => {
    const { connection } = platform;
    await connection.script(`update kaskada.figure_definition set words = jsonb_set(words, '{en,name}',
      to_jsonb('<b>&"''' || chr(1) || ']]>'::text)) where code = '${headline}'`);
    const entries = expectValid(readFeed((await stranger('GET', feed)).text));
    expect(entries.map((each) => one(each, 'title').text)).toContain(`<b>&"']]> – The whole network: 42`);
    const cards = await Promise.all(
      [`/embed/${headline}`, `/embed/${headline}.svg`].map(async (path) => (await page(path)).text()),
    );
    for (const text of [...cards, await (await page('/')).text()]) expect(text).not.toContain('<b>');
    expect((await readBlock())['variableMeasured']).toContain(`<b>&"'\u0001]]>`);
    await connection.script(`update kaskada.figure_definition set words = jsonb_set(words, '{en,name}',
      '"Attendances of peers at home"') where code = '${headline}'`);
  });
});

/** The data that stands in the page for search engines. */
async function readBlock(headers = {}) {
  const text = await (await page('/', { headers })).text();
  const blocks = [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  expect(blocks).toHaveLength(1);
  return JSON.parse(blocks[0]![1]!) as Record<string, never>;
}

describe('the description for search engines', () => {
  test('has what schema.org and its readers ask of a Dataset', async () => {
    const block = await readBlock();
    expect(block).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      name: 'Published figures: The network',
      url: `${site.origin}/`,
      inLanguage: 'en',
      publisher: { '@type': 'Organization', name: 'The network' },
      temporalCoverage: '2024/2024',
    });
    const { description } = block as unknown as { description: string };
    expect(description.length).toBeGreaterThanOrEqual(50);
    expect(description.length).toBeLessThanOrEqual(5000);
    expect(block).not.toHaveProperty('license');
    expect((await readBlock({ 'accept-language': 'sr' }))['inLanguage']).toBe('sr');
  });

  test('names files that are there', async () => {
    const { distribution, includedInDataCatalog } = (await readBlock()) as unknown as {
      distribution: { contentUrl: string; encodingFormat: string }[];
      includedInDataCatalog: { url: string };
    };
    expect(distribution).toHaveLength(3);
    for (const { contentUrl, encodingFormat } of distribution) {
      const answer = await page(contentUrl.slice(site.origin.length));
      expect([contentUrl, answer.status]).toEqual([contentUrl, 200]);
      expect(answer.headers.get('content-type')).toContain(encodingFormat);
    }
    expect((await page(includedInDataCatalog.url.slice(site.origin.length))).status).toBe(200);
  });

  test('asks for no permission to run anything', async () => {
    const { headers } = await page('/');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  });
});

describe('the catalogue', () => {
  interface Place {
    readonly 'skos:notation': string;
  }
  interface Dataset {
    readonly '@id': string;
    readonly 'dct:identifier': string;
    readonly 'dct:temporal': object;
    readonly 'dcat:landingPage': { readonly '@id': string };
    readonly 'dcat:distribution': readonly {
      readonly 'dcat:accessURL': { readonly '@id': string };
      readonly 'dcat:mediaType': { readonly '@id': string };
      readonly 'dct:rights': { readonly 'rdfs:label': { readonly '@value': string } };
    }[];
  }
  let described: { readonly '@context': object; readonly 'dct:spatial': readonly Place[] };
  let datasets: readonly Dataset[];
  beforeAll(async () => {
    const { json } = await stranger('GET', catalog);
    [described, datasets] = [json, json['dcat:dataset']];
  });
  const literal = { '@value': expect.stringMatching(/./) as string, '@language': 'en' };
  const time = { '@value': expect.stringMatching(isTime) as string, '@type': 'xsd:dateTime' };

  test('has what DCAT-AP asks of a catalogue', () => {
    expect(described).toMatchObject({
      '@id': `${site.origin}/api/v1/catalog.jsonld`,
      '@type': 'dcat:Catalog',
      'dct:title': literal,
      'dct:description': literal,
      'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': literal },
      'dct:issued': time,
      'dct:modified': time,
    });
    expect(described['dct:spatial'].map((place) => place['skos:notation'])).toEqual([...['BA', 'ME', 'MK', 'RS']]);
  });

  test('uses no prefix that it does not explain', () => {
    const used = JSON.stringify({ ...described, '@context': null }).matchAll(/"(\w+):\w+":|"@type":"(\w+):/g);
    for (const [, key, type] of used) expect(Object.keys(described['@context'])).toContain(key ?? type);
  });

  test('has every public figure of the network, with what DCAT-AP asks of a dataset', async () => {
    const {
      headline: figure,
      otherKinds,
      meetings,
      countriesReached,
      furtherFigures,
    } = (await stranger('GET', '/facts')).json;
    const shown = [
      figure,
      ...otherKinds,
      ...meetings,
      countriesReached.ministries,
      countriesReached.peers,
      ...furtherFigures,
    ];
    expect(datasets).toHaveLength(shown.filter(Boolean).length);
    expect(new Set(datasets.map((dataset) => dataset['@id'])).size).toBe(datasets.length);
    for (const dataset of datasets)
      expect(dataset).toMatchObject({
        '@type': 'dcat:Dataset',
        'dct:title': literal,
        'dct:description': literal,
        'dct:publisher': { '@id': `${site.origin}/#network` },
        'dct:issued': time,
        'dct:modified': time,
      });
    const peers = datasets.find((dataset) => dataset['dct:identifier'] === headline)!;
    expect(peers['dct:temporal']).toMatchObject({
      'dcat:startDate': { '@value': '2024-01-01' },
      'dcat:endDate': { '@value': '2024-12-31' },
    });
  });

  test('names addresses that answer, with the type that it gives them, and says that no licence is stated', async () => {
    for (const dataset of datasets) {
      const pages = [dataset['dcat:landingPage']['@id']];
      for (const file of dataset['dcat:distribution']) {
        const address = file['dcat:accessURL']['@id'];
        const answer = await page(address.slice(site.origin.length));
        expect([address, answer.status]).toEqual([address, 200]);
        const type = file['dcat:mediaType']['@id'].replace('https://www.iana.org/assignments/media-types/', '');
        expect(answer.headers.get('content-type')).toContain(type);
        expect(file['dct:rights']['rdfs:label']['@value']).toBe('No licence is stated.');
        expect(file).not.toHaveProperty('dct:license');
      }
      for (const address of pages) expect((await page(address.slice(site.origin.length))).status).toBe(200);
    }
  }, 60_000);
});
