import { xmlText } from './xml.ts';

/** One thing that a feed tells. */
export interface FeedEntry {
  /** An IRI that stays, whatever becomes of addresses. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly updated: Date;
  /** The page and other forms of the same, by their types. */
  readonly links: readonly { readonly type: string; readonly href: string }[];
  readonly category: string;
}

/** A feed; all addresses are whole. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly author: string;
  readonly language: string;
  /** When the newest entry came; null: there is none. */
  readonly updated: Date | null;
  readonly self: string;
  readonly home: string;
  readonly entries: readonly FeedEntry[];
}

/** Writes a feed as Atom (RFC 4287). A feed must say when it changed: an empty one says the beginning of time. */
export const writeAtom = (feed: Feed): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.language)}">`,
      ...[element('id', feed.id), element('title', feed.title), element('subtitle', feed.subtitle)],
      `<author>${element('name', feed.author)}</author>`,
      element('updated', (feed.updated ?? new Date(0)).toISOString()),
      link('self', { type: 'application/atom+xml', href: feed.self }),
      link('alternate', { type: 'text/html', href: feed.home }),
      '<generator>Kaskada</generator>',
      ...feed.entries.map(writeEntry),
      '</feed>\n',
    ].join('\n'),
  );

const writeEntry = ({ id, title, summary, updated, links, category }: FeedEntry): string =>
  [
    '<entry>',
    ...[element('id', id), element('title', title), element('updated', updated.toISOString())],
    element('published', updated.toISOString()),
    ...links.map((one) => link('alternate', one)),
    `<category term="${xmlText(category)}"/>`,
    element('summary', summary),
    '</entry>',
  ].join('\n');

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;
const link = (rel: string, { type, href }: FeedEntry['links'][number]): string =>
  `<link rel="${rel}" type="${xmlText(type)}" href="${xmlText(href)}"/>`;
