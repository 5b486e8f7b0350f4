import * as v from 'valibot';
import { flagOverlaps } from '#domains/training/reach/rules/reported.ts';
import { computeShare, disagreesWithItself } from '#domains/training/reach/rules/shares.ts';
import type { PublishedFigure, PublishedShare, ReportedTotal } from '#domains/training/reach/types.ts';
import { textIn } from '#platform/i18n/localised.ts';
import { composeFacts, type CountedFigure, type Facts } from '../facts.ts';
import { operation } from './operation.ts';
import { countedFigureJson, publishedFigureJson, writeCounted, writePublished } from './published-json.ts';

const whole = v.pipe(v.number(), v.integer());
const day = v.pipe(v.string(), v.isoDate());
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const published = { source: v.string(), note: v.nullable(v.string()) };

const reportedJson = v.object({
  id: v.string(),
  asAt: day,
  qualifier: v.picklist(['exactly', 'over', 'more than']),
  value: whole,
  counted: v.string(),
  countryCode: v.pipe(v.nullable(country), v.description('Null: the whole network.')),
  periodFrom: day,
  periodTo: day,
  basis: v.string(),
  ...published,
  isHeadline: v.pipe(v.boolean(), v.description('Stands beside the figure on the public page.')),
  repeats: v.pipe(
    v.nullable(v.object({ id: v.string(), months: whole })),
    v.description('It is not above this earlier total of the same scope, so many months later.'),
  ),
  overlaps: v.pipe(
    v.array(v.object({ id: v.string(), from: day, to: day })),
    v.description('Totals that count some of the same people: they must not be added.'),
  ),
});

const shareJson = v.object({
  countryCode: country,
  population: v.string(),
  asAt: v.nullable(v.string()),
  women: v.nullable(whole),
  total: v.nullable(whole),
  publishedPercent: v.nullable(v.number()),
  computedPercent: v.nullable(v.number()),
  disagreesWithItself: v.boolean(),
  ...published,
});

/** What the public sees of the network. */
export const factsJson = v.object({
  network: v.object({ name: v.nullable(v.string()), isDemo: v.boolean() }),
  publication: v.pipe(
    v.nullable(
      v.object({
        id: v.pipe(v.string(), v.uuid()),
        publishedAt: v.pipe(v.string(), v.isoTimestamp()),
        note: v.string(),
      }),
    ),
    v.description('With which publication the figures came; null: none was published yet.'),
  ),
  threshold: v.pipe(whole, v.description('A number of people below this leaves no ministry.')),
  headline: v.pipe(v.nullable(countedFigureJson), v.description('Attendances of peers at home.')),
  byMinistry: v.pipe(v.array(countedFigureJson), v.description('The headline of each ministry.')),
  otherKinds: v.pipe(v.array(countedFigureJson), v.description('Figures of their own, never added to the headline.')),
  furtherFigures: v.array(publishedFigureJson),
  reportedTotals: v.pipe(
    v.array(reportedJson),
    v.description('What others published before the records; never inside what the records add up to.'),
  ),
  meetings: v.pipe(v.array(publishedFigureJson), v.description('How many meetings of each series were held.')),
  countriesReached: v.object({
    ministries: v.nullable(publishedFigureJson),
    network: v.array(country),
    peers: v.nullable(publishedFigureJson),
    beyond: v.array(
      v.object({
        countryCode: country,
        sessions: whole,
        since: whole,
        attendances: v.pipe(
          v.nullable(whole),
          v.description('How many came from it, where that is shown; null where it is shown of no session.'),
        ),
        openSessions: v.pipe(whole, v.description('Sessions where it was not recorded or is withheld.')),
      }),
    ),
  }),
  contradictions: v.array(
    v.object({
      subject: v.string(),
      first: v.string(),
      firstSource: v.string(),
      second: v.string(),
      secondSource: v.string(),
    }),
  ),
  publishedShares: v.array(shareJson),
});

export const readFacts = operation({
  id: 'readFacts',
  summary: 'The public facts: figures as they were published last, and what others published',
  who: 'Anybody.',
  isPublic: true,
  answer: factsJson,
  async carryOut({ locals: { asking, language } }) {
    const facts = await asking(composeFacts);
    const { publication, threshold, ministries, peers } = facts;
    const write = (figure: PublishedFigure) => writePublished(language, figure);
    const writeWith = (figure: CountedFigure) => writeCounted(language, figure);
    return {
      network: { name: facts.networkName && textIn(language, facts.networkName), isDemo: facts.isDemo },
      publication: publication && {
        ...{ id: publication.id, publishedAt: publication.publishedAt.toISOString(), note: publication.note },
      },
      threshold,
      headline: facts.headline && writeWith(facts.headline),
      byMinistry: facts.ofMinistries.map((one) => writeCounted(language, one, one.countryCode)),
      otherKinds: facts.otherKinds.map(writeWith),
      furtherFigures: facts.further.map(write),
      reportedTotals: facts.reported.map((total) => writeReported(total, facts)),
      meetings: facts.meetings.map(write),
      countriesReached: {
        ministries: ministries && write(ministries),
        network: (ministries?.snapshot.splits.records ?? []).map(({ record }) => record),
        peers: peers && write(peers),
        beyond: [...(peers?.snapshot.splits.countries ?? [])],
      },
      contradictions: [...facts.contradictions],
      publishedShares: facts.shares.map(writeShare),
    };
  },
});

function writeReported(total: ReportedTotal, { reported, reportedHeadline, standstills }: Facts) {
  const still = standstills.find(({ later }) => later.id === total.id);
  const overlaps = flagOverlaps(reported).flatMap(({ first, second, from, to }) => {
    if (first.id === total.id) return [{ id: second.id, from, to }];
    return second.id === total.id ? [{ id: first.id, from, to }] : [];
  });
  return {
    ...total,
    isHeadline: total.id === reportedHeadline?.id,
    repeats: still ? { id: still.earlier.id, months: still.months } : null,
    overlaps,
  };
}

const writeShare = (share: PublishedShare) => ({
  ...share,
  publishedPercent: share.percent,
  computedPercent: computeShare(share.women, share.total),
  disagreesWithItself: disagreesWithItself(share),
});
