import * as v from 'valibot';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { SeriesRecord } from '#domains/meetings/types.ts';
import { codeOf } from '#domains/training/reach/rules/definitions.ts';
import { listDefinitions } from '#domains/training/reach/server/queries/definitions.ts';
import { flagOverlaps } from '#domains/training/reach/rules/reported.ts';
import { computeShare, disagreesWithItself } from '#domains/training/reach/rules/shares.ts';
import type { PublishedShare, ReportedTotal } from '#domains/training/reach/types.ts';
import { textIn } from '#platform/i18n/localised.ts';
import { composeFacts, type Facts } from '../facts.ts';
import { ministriesAmong } from './asked-scope.ts';
import { figureJson, wordsOf, writeFigure } from './figures.ts';
import { operation } from './operation.ts';

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

const meetingsJson = v.object({
  series: v.picklist(['GMT', 'GEM']),
  held: whole,
  onRecord: whole,
  unknownNumbers: v.array(whole),
  latest: v.nullable(day),
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
  asAt: figureJson.entries.asAt,
  headline: v.pipe(v.nullable(figureJson), v.description('Attendances of peers at home.')),
  otherKinds: v.pipe(v.array(figureJson), v.description('Figures of their own, never added to the headline.')),
  reportedTotals: v.pipe(
    v.array(reportedJson),
    v.description('What others published before the records; never inside what the records add up to.'),
  ),
  meetings: v.array(meetingsJson),
  countriesReached: v.object({
    network: v.array(country),
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
  summary: 'The public facts: the headline, the other kinds, reported totals, meetings held, countries reached',
  who: 'Anybody.',
  isPublic: true,
  answer: factsJson,
  async carryOut({ locals: { actor, asking, language } }) {
    const t = await wordsOf({ language });
    return asking(async (ask) => {
      const facts = await composeFacts(ask);
      const ministries = ministriesAmong(await ask(listMinistries));
      const { asAt, threshold, isDemo } = facts;
      const definitions = await ask(listDefinitions);
      const [headline = null, ...otherKinds] = facts.figures.map((figure) =>
        writeFigure(t, actor, {
          definition: definitions.find(({ code }) => code === codeOf(figure.scope.kind))!,
          figure,
          asAt,
          threshold,
          isDemo,
          ministries,
        }),
      );
      return {
        network: { name: facts.networkName && textIn(language, facts.networkName), isDemo: facts.isDemo },
        asAt: asAt?.toISOString() ?? null,
        headline,
        otherKinds,
        reportedTotals: facts.reported.map((total) => writeReported(total, facts)),
        meetings: facts.series.map(writeSeries),
        countriesReached: { network: [...facts.ministries], beyond: [...facts.peerCountries] },
        contradictions: [...facts.contradictions],
        publishedShares: facts.shares.map(writeShare),
      };
    });
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

function writeSeries({ series, held, known, unknownNumbers }: SeriesRecord) {
  const days = known.flatMap(({ dateTo, dateFrom }) => dateTo ?? dateFrom ?? []).sort();
  return {
    series,
    held,
    onRecord: known.length,
    unknownNumbers: [...unknownNumbers],
    latest: days.at(-1) ?? null,
  };
}

const writeShare = (share: PublishedShare) => ({
  ...share,
  publishedPercent: share.percent,
  computedPercent: computeShare(share.women, share.total),
  disagreesWithItself: disagreesWithItself(share),
});
