import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite } from './site.ts';

const site = openSite();

/* A site of somebody else, which shows whatever its address asks for in a frame and as a picture. */
let elsewhere: Server;
beforeAll(async () => {
  elsewhere = createServer((req, res) => {
    const shown = new URL(req.url!, 'http://elsewhere').searchParams.get('shown') ?? '';
    res.setHeader('content-type', 'text/html');
    res.end(
      `<!doctype html><title>Elsewhere</title><iframe src="${shown}" title="framed"></iframe><img src="${shown}.svg">`,
    );
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => elsewhere.close(resolve).closeAllConnections()));

/** Opens an address of ours on the other site: the text that is seen in the frame, and how wide the picture is. */
async function showElsewhere(path: string) {
  const page = await site.visitor();
  const shown = encodeURIComponent(site.origin + path);
  const { port } = elsewhere.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?shown=${shown}`, { waitUntil: 'networkidle' });
  const frame = page.frames().find((one) => one !== page.mainFrame());
  return {
    text: (await frame?.locator('body').innerText()) ?? '',
    picture: await page.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth),
  };
}

it('a card is shown on another site, in a frame and as a picture', async () => {
  const { text, picture } = await showElsewhere('/embed/attendances-peers_at_home');
  expect(text).toContain('Attendances of peers at home');
  expect(picture).toBe(360);
});

it.each(['/', '/sign-in', '/figure/attendances-peers_at_home'])('nothing else is: %s', async (path) => {
  const { text } = await showElsewhere(path);
  expect(site.complaints.splice(0).join('\n')).toContain("frame-ancestors 'none'");
  expect(text).not.toContain('Kaskada');
});

it('the description in the facts page is read, and no policy complains of it', async () => {
  const page = await site.visitor();
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(site.complaints).toEqual([]);
  const block = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(block!)).toMatchObject({ '@type': 'Dataset' });
});
