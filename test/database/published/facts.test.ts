import { describe, expect, test } from 'vitest';
import { MayNotPublish } from '#domains/training/reach/errors.ts';
import { headline, openPublicSite } from './scene.ts';

const { platform, stranger, page, hold, work, codes } = await openPublicSite();
const { people } = platform;
const secretariat = work(people.secretariat);
const facts = async () => (await stranger('GET', '/facts')).json;
const html = async (headers = {}) => (await page('/', { headers })).text();
const links = (text: string) => [
  ...new Set([...text.matchAll(/href="(\/figure\/snapshot\/[^"]+)"/g)].map(([, to]) => to!)),
];

await hold('BA');

test('before the first publication nothing is shown that was recorded, and the page says so', async () => {
  expect(await facts()).toMatchObject({
    publication: null,
    headline: null,
    byMinistry: [],
    otherKinds: [],
    meetings: [],
  });
  expect(await html()).toContain('No figure has been published yet.');
  expect(await html({ 'accept-language': 'sr' })).toContain('Још ниједан податак није објављен.');
  expect(links(await html())).toEqual([]);
});

describe('once it is published', () => {
  test('a figure stands as it was then, whatever is released afterwards, until the next time', async () => {
    await secretariat.publish('First');
    const [first, text] = [await facts(), await html()];
    expect(first).toMatchObject({ publication: { note: 'First' }, headline: { value: 42, sessions: 1, version: 1 } });
    expect(first.byMinistry).toMatchObject([{ ministry: 'BA', value: 42 }]);
    await hold('RS');
    expect(await facts()).toEqual(first);
    expect(await html()).toBe(text);

    await secretariat.publish('Second');
    const second = await facts();
    expect(second).toMatchObject({ publication: { note: 'Second' }, headline: { value: 84, sessions: 2 } });
    expect(second.byMinistry.map(({ ministry }: { ministry: string }) => ministry).sort()).toEqual(['BA', 'RS']);
    expect(await html()).not.toBe(text);
  });

  test('every figure of the page leads to its snapshot, which has the same number', async () => {
    const { headline: figure, byMinistry, otherKinds, meetings, countriesReached, furtherFigures } = await facts();
    const { ministries, peers } = countriesReached;
    const all = [figure, ...byMinistry, ...otherKinds, ...meetings, ministries, peers, ...furtherFigures].filter(
      Boolean,
    );
    expect(links(await html()).sort()).toEqual(all.map(({ snapshot }) => snapshot.page).sort());
    for (const { snapshot, value, code } of all) {
      const { json } = await stranger('GET', snapshot.address.replace('/api/v1', ''));
      expect(json).toMatchObject({ value, code, fingerprint: snapshot.fingerprint, isVerified: true });
      expect((await page(snapshot.page)).status).toBe(200);
    }
  });

  test('nothing of the page needs script, or says more than a stranger may know', async () => {
    const text = await html();
    expect(text).not.toMatch(/<script(?! type="application\/ld\+json">)/);
    expect(text.length).toBeLessThan(60_000);
  });
});

describe('which figures are public', () => {
  test('is chosen by the secretariat, and by nobody else', async () => {
    for (const who of [people.coordinator.BA, people.observer, people.administrator, people.trainer.RS, people.leader])
      await expect(work(who).choose([headline])).rejects.toThrow(MayNotPublish);
    expect(await codes()).toContain('ministries');
  });

  test('whatever is left out is on no page, and comes back as it was', async () => {
    const all = await codes();
    await secretariat.choose(all.filter((code) => code !== headline));
    const without = await facts();
    expect(without).toMatchObject({ headline: null, byMinistry: [] });
    expect(without.countriesReached.ministries.value).toBe(4);
    expect((await page(`/embed/${headline}`)).status).toBe(404);
    expect(JSON.stringify((await stranger('GET', '/snapshots.atom')).text)).not.toContain(headline);
    expect((await stranger('GET', '/catalog.jsonld')).text).not.toContain(headline);
    await secretariat.choose(all);
    expect((await facts()).headline.value).toBe(84);
    expect(await codes()).toEqual(all);
  });

  test('cannot be a figure of single records, nor one that there is not', async () => {
    const all = await codes();
    await secretariat.choose([...all, 'reported-total', 'meeting-number', 'nothing', 'sessions-peers_at_home']);
    expect(await codes()).toEqual([...all, 'sessions-peers_at_home'].sort());
    expect((await facts()).furtherFigures.map(({ code }: { code: string }) => code)).toContain(
      'sessions-peers_at_home',
    );
    await secretariat.choose(all);
  });
});
