import { createHash } from 'node:crypto';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { findPublicFigure } from '#domains/training/reach/server/queries/public-figures.ts';
import { keepHeader } from '#platform/http/page-cache.ts';
import { snapshotPath } from './public-addresses.ts';
import { findPublisher, publishedWords, sayFigure } from './public-figures.ts';
import type { Asking } from './request.ts';
import { translateFor } from './translate.ts';

/** What a card of a figure says to whoever meets it on another site. */
export interface Card {
  readonly language: string;
  readonly theme: string;
  readonly name: string;
  readonly scope: string;
  readonly value: string;
  readonly asAt: string;
  /** What stands behind it, as a whole address; null: the figure is not published, and the card says so. */
  readonly href: string | null;
  readonly open: string;
  /** Said where the records are invented. */
  readonly demo: string | null;
}

/** Reads the card of a figure as it was published last: of the network, or of what the address names. */
export async function composeCard(locals: App.Locals, code: string, { origin, searchParams }: URL): Promise<Card> {
  const { figure, publisher } = await locals.asking(async (ask) => ({
    figure: await findFigure(ask, code, searchParams),
    publisher: await findPublisher(ask),
  }));
  const t = await translateFor(locals, publishedWords);
  const said = figure && sayFigure(t, figure, publisher.countryOf);
  return {
    ...{ language: locals.language, theme: locals.theme ?? 'system', open: t('published.card.open') },
    ...{ name: said?.name ?? t('published.card.missing'), scope: said?.scope ?? '', value: said?.value ?? '' },
    asAt: said ? t('published.card.asAt', { date: said.asAt }) : '',
    href: figure && origin + snapshotPath(figure.snapshot.id),
    demo: publisher.isDemo ? t('published.card.demo') : null,
  };
}

async function findFigure(ask: Asking, code: string, asked: URLSearchParams) {
  const [country, series] = [asked.get('ministry'), asked.get('series')];
  const owner = (await ask(listMinistries)).find(({ countryCode }) => countryCode === country)?.id;
  if (country !== null && !owner) return null;
  return ask(findPublicFigure, code, {
    ...(owner && { owner }),
    ...(series === 'GMT' || series === 'GEM' ? { series } : {}),
  });
}

/**
 * Sends a card. It is the only thing here that other sites may frame or show as a picture: nothing in it can be operated
 * but one link, and it looks the same to everybody.
 */
export function sendCard(
  { actor, language }: App.Locals,
  { href }: Card,
  { body, style, type }: { readonly body: string; readonly style: string; readonly type: string },
): Response {
  const hash = (text: string, as: 'base64' | 'base64url') => createHash('sha256').update(text).digest(as);
  return new Response(body, {
    status: href === null ? 404 : 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-language': language,
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash(style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors *`,
      'cross-origin-resource-policy': 'cross-origin',
      etag: `"${hash(body, 'base64url')}"`,
      'cache-control': 'public, max-age=0',
      ...(actor.personId ? {} : { [keepHeader]: 'card' }),
    },
  });
}
