import { marginsOf } from '../rules.ts';
import type { FromOutside, Nationality, OutsideDraft, TypedNationality } from './from-outside.ts';
import type { SessionContent, Statement } from '../types.ts';
import type { Contradiction } from './contradictions.ts';

/** Nothing said yet of peers from outside. */
export const emptyOutside: OutsideDraft = {
  nationalities: [],
  legalCover: '',
  legalCoverText: '',
  approval: '',
  approvalDate: '',
  approvalReference: '',
  teamCountries: [],
};

/** Of peers from outside of whom nothing was recorded. */
export const unrecorded: FromOutside = {
  nationalities: [],
  legalCover: null,
  legalCoverText: '',
  approval: null,
  approvalDate: null,
  approvalReference: '',
  teamCountries: [],
};

/** The parts of what is asked of peers from outside, in the order of the form. */
export const outsideParts = [
  'nationalities',
  'legalCover',
  'legalCoverText',
  'approval',
  'approvalDate',
  'approvalReference',
  'teamCountries',
] as const satisfies readonly (keyof FromOutside)[];
export type OutsidePart = (typeof outsideParts)[number];

/** The parts of something that was sent of which something is said. */
export const saidOf = (outside: { readonly [Part in OutsidePart]?: unknown }): OutsidePart[] =>
  outsideParts.filter((part) => {
    const said = outside[part];
    return Array.isArray(said) ? said.length > 0 : said !== null && said !== undefined && said !== '';
  });

/** Where peers came from, each country once: with its number, or as one of which none was recorded. */
export function joinNationalities(
  nationalities: readonly Nationality[],
  peerCountries: readonly string[],
): readonly Nationality[] {
  const counted = new Set(nationalities.map(({ countryCode }) => countryCode));
  const others = peerCountries.filter((countryCode) => !counted.has(countryCode));
  return [...nationalities, ...others.map((countryCode) => ({ countryCode, n: null }))];
}

/** A session with the countries of its peers as their nationalities say them; other kinds have neither. */
export function settleOutside<Content extends Pick<SessionContent, 'kind' | 'peerCountries' | 'outside'>>({
  outside,
  ...content
}: Content): Omit<Content, 'outside'> & Pick<SessionContent, 'outside'> {
  if (content.kind !== 'peers_from_outside') return content;
  const said = outside ?? unrecorded;
  const nationalities = joinNationalities(said.nationalities, content.peerCountries);
  const peerCountries = nationalities.map(({ countryCode }) => countryCode);
  return { ...content, peerCountries, outside: { ...said, nationalities } };
}

/** The rows of the nationalities in a form; a draft from before they were asked has countries alone. */
export const typedNationalities = (
  nationalities: readonly TypedNationality[],
  peerCountries: readonly string[],
): readonly TypedNationality[] => [
  ...nationalities,
  ...peerCountries
    .filter((code) => !nationalities.some(({ countryCode }) => countryCode === code))
    .map((countryCode) => ({ countryCode, n: '' })),
];

/** Why the numbers of nationalities cannot be right beside the head-count: together they are more than everybody. */
export function findTooManyFrom(
  statements: readonly Statement[],
  nationalities: readonly Nationality[],
): Contradiction[] {
  const { total } = marginsOf(statements);
  const counted = nationalities.filter(({ n }) => n !== null);
  const moreSum = counted.reduce((sum, { n }) => sum + n!, 0);
  if (total === null || moreSum <= total) return [];
  const everybody = [{ n: total }];
  return [
    {
      kind: 'nationalities_above_whole',
      ...{ statements: everybody, more: [], less: everybody, moreSum, lessSum: total },
      nationalities: counted,
    },
  ];
}
