import { listMinistries } from '#domains/identity/server/queries.ts';
import type { LocalText } from '#domains/identity/types.ts';
import { findNetwork } from '#domains/network/server/queries.ts';
import { sayScope, sayValue } from '#domains/training/reach/rules/wording.ts';
import {
  findPublished,
  listFirstPublished,
  listPublishedFigures,
} from '#domains/training/reach/server/queries/public-figures.ts';
import type { Publication, PublishedFigure } from '#domains/training/reach/types.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { WordFile } from '#platform/i18n/messages.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { wordsIn } from './definition-words.ts';
import type { Asking } from './request.ts';

/** Whose figures they are, for whatever tells of them outside of pages. */
export interface Publisher {
  readonly networkName: LocalText | null;
  readonly isDemo: boolean;
  /** The country of a ministry. */
  readonly countryOf: (owner: string) => string | undefined;
}

/** Finds whose figures they are. */
export async function findPublisher(ask: Asking): Promise<Publisher> {
  const [network, ministries] = [await ask(findNetwork), await ask(listMinistries)];
  return {
    networkName: network?.name ?? null,
    isDemo: network?.isDemo ?? false,
    countryOf: (owner) => ministries.find(({ id }) => id === owner)?.countryCode,
  };
}

/** What the feed tells: the newest snapshots of public figures. */
export const composeFeed = async (ask: Asking) => ({
  publisher: await findPublisher(ask),
  figures: await ask(listPublishedFigures, latestInFeed),
});
const latestInFeed = 50;

/** What the catalogue lists: the figures of the network that the public is shown, and since when each is published. */
export async function composeCatalog(ask: Asking) {
  const published = await ask(findPublished);
  return {
    publisher: await findPublisher(ask),
    publication: published?.publication ?? (null as Publication | null),
    figures: (published?.figures ?? []).filter(({ snapshot }) => snapshot.scope.owner === undefined),
    firstPublished: await ask(listFirstPublished),
  };
}

/** The words in which published figures are told. */
export const publishedWords: readonly WordFile[] = ['published', 'snapshots', 'reach', 'meetings', 'facts', 'pictures'];

/** What the network is called. */
export const sayNetwork = (t: Translate, { networkName }: Pick<Publisher, 'networkName'>): string =>
  textIn(t.language, networkName ?? {}) || 'Kaskada';

/** Everything that is said of a published figure, as texts in the reader's language. */
export function sayFigure(
  t: Translate,
  { snapshot, definition, publishedAt }: PublishedFigure,
  countryOf: Publisher['countryOf'],
) {
  const { name, rule } = wordsIn(t.language, definition.words);
  return {
    ...{
      name,
      rule,
      scope: sayScope(t, snapshot, countryOf),
      value: sayValue(t, snapshot.value, snapshot.splits.reported),
    },
    asAt: snapshot.splits.reported ? t.day(snapshot.splits.reported.asAt) : t.instantDay(snapshot.asAt),
    published: t.instantDay(publishedAt),
    version: t.number(definition.version),
  };
}
