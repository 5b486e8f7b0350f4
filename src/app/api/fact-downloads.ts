import { flagOverlaps } from '#domains/training/reach/rules/reported.ts';
import { computeShare, disagreesWithItself } from '#domains/training/reach/rules/shares.ts';
import { sayReported } from '#domains/training/reach/rules/wording.ts';
import type { ReportedTotal } from '#domains/training/reach/types.ts';
import type { Cell, Sheet, Sheets } from '#platform/documents/sheet.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { composeFacts, type Facts } from '../facts.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { sayWithdrawn } from './say-withdrawn.ts';

export const factDownloads = downloads({
  id: 'readFacts',
  summary: 'What others published, as tables in CSV: totals, shares, contradictions; and the countries reached',
  who: 'Anybody.',
  isPublic: true,
  async tabulate({ locals }) {
    const facts = await locals.asking(composeFacts);
    return {
      name: 'facts',
      tables: layOutFacts(await translateFor(locals, ['api', 'facts', 'pictures', 'reach']), facts),
    };
  },
});

const layOutFacts = (t: Translate, facts: Facts): Sheets => ({
  notes: sayNotes(t, facts),
  sheets: [layOutReported(t, facts), layOutShares(t, facts), layOutContradictions(t, facts), layOutPeers(t, facts)],
});

function sayNotes(t: Translate, { isDemo, networkName, asAt }: Facts): string[][] {
  return [
    ...(isDemo ? [[t('facts.headline.demo')]] : []),
    [t('facts.title'), networkName ? textIn(t.language, networkName) : ''],
    [t('api.table.asAt'), asAt ? t.instant(asAt) : t('api.table.nothingYet')],
    [t('facts.how.reported')],
    [t('facts.contradictions.text')],
    [t('facts.shares.text')],
  ];
}

function layOutReported(t: Translate, facts: Facts): Sheet {
  const scope = ({ countryCode }: ReportedTotal) =>
    countryCode ? t.country(countryCode) : t('pictures.reported.network');
  const overlaps = flagOverlaps(facts.reported);
  /** The totals of which this one must not become a part: several may be of one day, so each with its scope. */
  const overlapping = ({ id }: ReportedTotal) =>
    overlaps
      .flatMap(({ first, second }) => (first.id === id ? second : second.id === id ? first : []))
      .map((other) => `${other.asAt} (${scope(other)})`)
      .join('; ');
  const standstill = ({ id }: ReportedTotal) => facts.standstills.find(({ later }) => later.id === id)?.earlier.asAt;
  return {
    name: t('pictures.said.caption.reported'),
    head: [
      t('pictures.reported.asAt'),
      t('pictures.reported.value'),
      t('api.table.stated'),
      t('pictures.reported.scope'),
      t('pictures.reported.what'),
      t('api.table.periodFrom'),
      t('api.table.periodTo'),
      t('pictures.reported.basis'),
      t('api.table.standstill'),
      t('api.table.overlaps'),
      t('api.table.note'),
      t('pictures.reported.source'),
      t('facts.withdrawn'),
    ],
    rows: [...facts.reported, ...facts.withdrawn.reported].map((total) => [
      total.asAt,
      total.value,
      sayReported(t, total),
      scope(total),
      total.counted,
      total.periodFrom,
      total.periodTo,
      total.basis,
      standstill(total) ?? null,
      overlapping(total),
      total.note,
      total.source,
      sayWithdrawn(t, facts.withdrawn.why[total.id]),
    ]),
  };
}

const layOutShares = (t: Translate, { shares, withdrawn }: Facts): Sheet => ({
  name: t('api.table.shares'),
  head: [
    t('facts.shares.country'),
    t('facts.shares.population'),
    t('facts.shares.asAt'),
    t('facts.shares.women'),
    t('facts.shares.total'),
    `${t('facts.shares.published')}, %`,
    `${t('facts.shares.computed')}, %`,
    t('api.table.check'),
    t('api.table.note'),
    t('facts.shares.source'),
    t('facts.withdrawn'),
  ],
  rows: [...shares, ...withdrawn.shares].map((share) => [
    t.country(share.countryCode),
    share.population,
    share.asAt,
    share.women,
    share.total,
    share.percent,
    toHundredths(computeShare(share.women, share.total)),
    disagreesWithItself(share) ? t('facts.shares.disagrees') : null,
    share.note,
    share.source,
    sayWithdrawn(t, withdrawn.why[share.id]),
  ]),
});

/** As exact as the page shows it. */
const toHundredths = (percent: number | null): Cell => percent && Math.round(percent * 100) / 100;

const layOutContradictions = (t: Translate, { contradictions, withdrawn }: Facts): Sheet => ({
  name: t('facts.contradictions.title'),
  head: [
    t('facts.contradictions.subject'),
    t('facts.contradictions.first'),
    t('api.table.firstSource'),
    t('facts.contradictions.second'),
    t('api.table.secondSource'),
    t('facts.withdrawn'),
  ],
  rows: [...contradictions, ...withdrawn.contradictions].map(
    ({ id, subject, first, firstSource, second, secondSource }) => [
      subject,
      first,
      firstSource,
      second,
      secondSource,
      sayWithdrawn(t, withdrawn.why[id]),
    ],
  ),
});

const layOutPeers = (t: Translate, { peerCountries }: Facts): Sheet => ({
  name: t('facts.beyond.title'),
  head: [
    t('facts.beyond.country'),
    t('facts.beyond.sessions'),
    t('facts.beyond.since'),
    t('facts.beyond.people'),
    t('facts.beyond.open'),
  ],
  rows: peerCountries.map(({ countryCode, sessions, since, attendances, openSessions }) => [
    t.country(countryCode),
    ...[sessions, since],
    ...[attendances ?? t('reach.unrecorded'), openSessions],
  ]),
});
