import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { wordsIn } from './definition-words.ts';
import type { Facts } from './facts.ts';

/** The kinds of file in which the public facts are found, by the ending of their address. */
const files = {
  '': 'application/json',
  '.csv': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The public facts as search engines read them: schema.org `Dataset`, as JSON-LD. */
export function describeDataset(t: Translate, facts: Facts, origin: string) {
  const network = textIn(t.language, facts.networkName ?? {}) || 'Kaskada';
  const { publication, headline, ministries } = facts;
  const shown = [headline, ...facts.otherKinds, ...facts.meetings, facts.peers, ...facts.further].filter(
    (figure) => figure !== null,
  );
  const years = headline?.counts.byYear.map(({ key }) => key) ?? [];
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: t('published.feed.title', { network }),
    description: [t('published.dataset.text', { network }), ...(facts.isDemo ? [t('facts.headline.demo')] : [])].join(
      ' ',
    ),
    url: `${origin}/`,
    inLanguage: t.language,
    isAccessibleForFree: true,
    publisher: { '@type': 'Organization', name: network, url: `${origin}/` },
    ...(publication && { dateModified: publication.publishedAt.toISOString() }),
    ...(years.length > 0 && { temporalCoverage: `${Math.min(...years)}/${Math.max(...years)}` }),
    ...(ministries && {
      spatialCoverage: ministries.snapshot.splits.records?.map(({ record }) => t.country(record)) ?? [],
    }),
    variableMeasured: [...new Set(shown.map(({ definition }) => wordsIn(t.language, definition.words).name))],
    distribution: Object.entries(files).map(([ending, encodingFormat]) => ({
      '@type': 'DataDownload',
      encodingFormat,
      contentUrl: `${origin}/api/v1/facts${ending}`,
    })),
    includedInDataCatalog: { '@type': 'DataCatalog', url: `${origin}/api/v1/catalog.jsonld` },
  };
}
