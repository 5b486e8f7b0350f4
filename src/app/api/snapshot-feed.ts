import type { PublishedFigure } from '#domains/training/reach/types.ts';
import { writeAtom, type FeedEntry } from '#platform/documents/atom.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { snapshotPath } from '../public-addresses.ts';
import { composeFeed, publishedWords, sayFigure, sayNetwork, type Publisher } from '../public-figures.ts';
import { translateFor } from '../translate.ts';
import { operation } from './operation.ts';

export const readSnapshotFeed = operation({
  id: 'readSnapshotsAsAtom',
  summary: 'The newest 50 snapshots of public figures as a feed (Atom, RFC 4287)',
  who: 'Anybody.',
  isPublic: true,
  answer: 'atom' as const,
  async carryOut({ locals, origin }) {
    const { publisher, figures } = await locals.asking(composeFeed);
    const t = await translateFor(locals, publishedWords);
    const self = `${origin}/api/v1/snapshots.atom`;
    const network = sayNetwork(t, publisher);
    const bytes = writeAtom({
      ...{ id: self, self, home: `${origin}/`, author: network, language: t.language },
      title: t('published.feed.title', { network }),
      subtitle: publisher.isDemo ? t('facts.headline.demo') : t('published.dataset.text', { network }),
      updated: figures[0]?.publishedAt ?? null,
      entries: figures.map((figure) => writeEntry(t, figure, publisher, origin)),
    });
    return { name: 'snapshots', bytes };
  },
});

function writeEntry(t: Translate, figure: PublishedFigure, { countryOf }: Publisher, origin: string): FeedEntry {
  const { snapshot, publishedAt } = figure;
  const said = sayFigure(t, figure, countryOf);
  return {
    id: `urn:uuid:${snapshot.id}`,
    title: t('published.entry', said),
    summary: t('published.summary', said),
    updated: publishedAt,
    links: [
      { type: 'text/html', href: origin + snapshotPath(snapshot.id) },
      { type: 'application/json', href: `${origin}/api/v1/snapshots/${snapshot.id}` },
    ],
    category: snapshot.code,
  };
}
