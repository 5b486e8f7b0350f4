import type { PublishedFigure } from '#domains/training/reach/types.ts';
import { offeredLanguages, about, type Language } from '#platform/i18n/languages.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { scopeQuery } from '../public-addresses.ts';
import { composeCatalog, publishedWords, sayFigure, sayNetwork } from '../public-figures.ts';
import { translateFor } from '../translate.ts';
import { fileTypes, operation } from './operation.ts';

/*
 * The public figures as a catalogue that data portals harvest: DCAT-AP 3, as JSON-LD with its context inside, so that nobody
 * has to fetch one.
 */

const context = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

export const readCatalog = operation({
  id: 'readCatalog',
  summary: 'The public figures as a catalogue for data portals (DCAT-AP, as JSON-LD)',
  who: 'Anybody.',
  isPublic: true,
  answer: 'jsonld' as const,
  async carryOut({ locals, origin }) {
    const composed = await locals.asking(composeCatalog);
    const t = await translateFor(locals, publishedWords);
    const text = JSON.stringify(describeCatalog(t, composed, origin), null, 2);
    return { name: 'catalog', bytes: new TextEncoder().encode(`${text}\n`) };
  },
});

type Composed = Awaited<ReturnType<typeof composeCatalog>>;

function describeCatalog(t: Translate, composed: Composed, origin: string) {
  const { publisher, publication, figures, firstPublished } = composed;
  const network = sayNetwork(t, publisher);
  const text = [t('published.catalog.text', { network }), ...(publisher.isDemo ? [t('facts.headline.demo')] : [])];
  const issued = [...firstPublished.values()].sort((a, b) => Number(a) - Number(b))[0];
  return {
    '@context': context,
    '@id': `${origin}/api/v1/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': inLanguage(t, t('published.feed.title', { network })),
    'dct:description': inLanguage(t, text.join(' ')),
    'dct:publisher': describePublisher(t, network, origin),
    'dct:language': languages(),
    'foaf:homepage': { '@id': `${origin}/` },
    'dct:spatial': describePlaces(t, figures),
    ...(issued && { 'dct:issued': atTime(issued) }),
    ...(publication && { 'dct:modified': atTime(publication.publishedAt) }),
    'dcat:dataset': figures.map((figure) => describeFigure(t, figure, composed, origin)),
  };
}

function describeFigure(t: Translate, figure: PublishedFigure, composed: Composed, origin: string) {
  const { publisher, figures, firstPublished } = composed;
  const { snapshot, definition, publishedAt } = figure;
  const said = sayFigure(t, figure, publisher.countryOf);
  const query = scopeQuery(snapshot.scope, publisher.countryOf);
  const page = `${origin}/figure/${snapshot.code}${query && `?${query}`}`;
  const description = [t('published.dataset.figure', said), ...(publisher.isDemo ? [t('facts.headline.demo')] : [])];
  return {
    '@id': `${page}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:identifier': snapshot.code + (query && `?${query}`),
    'dct:title': inLanguage(t, t('published.figure', said)),
    'dct:description': inLanguage(t, description.join(' ')),
    'dct:publisher': describePublisher(t, sayNetwork(t, publisher), origin),
    'dct:language': languages(),
    'dct:issued': atTime(firstPublished.get(snapshot.code) ?? publishedAt),
    'dct:modified': atTime(publishedAt),
    'dcat:version': String(definition.version),
    'dcat:landingPage': { '@id': page },
    'dct:spatial': describePlaces(t, figures),
    ...describePeriod(figure),
    'dcat:distribution': describeFiles(t, figure, origin),
  };
}

/** The years of its records; a figure of no years is of none. */
function describePeriod({ snapshot: { splits } }: PublishedFigure) {
  const years = [...(splits.rows ?? []).map(({ year }) => year), ...(splits.countries ?? []).map(({ since }) => since)];
  if (years.length === 0) return {};
  const day = (text: string) => ({ '@value': text, '@type': 'xsd:date' });
  return {
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': day(`${Math.min(...years)}-01-01`),
      'dcat:endDate': day(`${Math.max(...years)}-12-31`),
    },
  };
}

/** In which forms a figure is had, by what data portals call them. */
const forms = [
  { ending: '', type: 'application/json', format: 'JSON' },
  { ending: '.csv', type: 'text/csv', format: 'CSV' },
  { ending: '.xlsx', type: fileTypes.xlsx, format: 'XLSX' },
  { ending: '.pdf', type: fileTypes.pdf, format: 'PDF' },
] as const;

function describeFiles(t: Translate, { snapshot, publishedAt }: PublishedFigure, origin: string) {
  const at = (address: string, type: string, format: string) => ({
    '@id': address,
    '@type': 'dcat:Distribution',
    'dct:title': inLanguage(t, format),
    'dcat:accessURL': { '@id': address },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
    'dct:format': { '@id': `${authority}/file-type/${format}` },
    'dct:modified': atTime(publishedAt),
    // Nobody has stated one; a portal must not think that it was forgotten.
    'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': inLanguage(t, t('published.rights.none')) },
  });
  const files = forms.map(({ ending, type, format }) =>
    at(`${origin}/api/v1/snapshots/${snapshot.id}${ending}`, type, format),
  );
  return [...files, at(`${origin}/api/v1/snapshots.atom`, 'application/atom+xml', 'ATOM')];
}

/** The countries of the network, by the names that it gives them. */
function describePlaces(t: Translate, figures: readonly PublishedFigure[]) {
  const ministries = figures.find(({ definition }) => definition.unit === 'ministry');
  return (ministries?.snapshot.splits.records ?? []).map(({ record }) => ({
    '@type': 'dct:Location',
    'skos:notation': record,
    'skos:prefLabel': inLanguage(t, t.country(record)),
  }));
}

const describePublisher = (t: Translate, network: string, origin: string) => ({
  '@id': `${origin}/#network`,
  '@type': 'foaf:Agent',
  'foaf:name': inLanguage(t, network),
  'foaf:homepage': { '@id': `${origin}/` },
});

const authority = 'http://publications.europa.eu/resource/authority';
/** What the languages are called there; both scripts of Serbian are one. */
const languageNames: Record<string, string> = {
  ...{ en: 'ENG', sr: 'SRP', bs: 'BOS', cnr: 'CNR', hr: 'HRV', mk: 'MKD', sq: 'SQI' },
};
const languages = () => {
  const base = (language: Language) => about(language).derivedFrom ?? language;
  return [...new Set(offeredLanguages.map(base))].map((one) => ({
    '@id': `${authority}/language/${languageNames[one]}`,
  }));
};

const inLanguage = ({ language }: Translate, text: string) => ({ '@value': text, '@language': language });
const atTime = (time: Date) => ({ '@value': time.toISOString(), '@type': 'xsd:dateTime' });
