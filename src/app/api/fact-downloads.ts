import { flagOverlaps } from '#domains/training/reach/rules/reported.ts';
import { computeShare, disagreesWithItself } from '#domains/training/reach/rules/shares.ts';
import { bridgeOf, type Bridge, type FigureRow } from '#domains/training/reach/rules/figure.ts';
import { sayReported, sayScope } from '#domains/training/reach/rules/wording.ts';
import type { ReportedTotal } from '#domains/training/reach/types.ts';
import type { Cell, Sheet, Sheets } from '#platform/documents/sheet.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { wordsIn } from '../definition-words.ts';
import { composeFacts, type Facts } from '../facts.ts';
import { snapshotPath } from '../public-addresses.ts';
import { publishedWords } from '../public-figures.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { sayWithdrawn } from './say-withdrawn.ts';
import { byName, headOf, numbersOf, writeBridge } from './figure-downloads.ts';

export const factDownloads = downloads({
  id: 'readFacts',
  summary:
    'The same as tables in CSV: figures as they were published last; totals, shares and contradictions of others',
  who: 'Anybody.',
  isPublic: true,
  async tabulate({ locals, origin }) {
    const facts = await locals.asking(composeFacts);
    const t = await translateFor(locals, ['api', ...publishedWords]);
    return { name: 'facts', tables: layOutFacts(t, facts, origin) };
  },
});

const layOutFacts = (t: Translate, facts: Facts, origin: string): Sheets => ({
  notes: sayNotes(t, facts),
  sheets: [
    layOutFigures(t, facts, origin),
    ...layOutHeadline(t, facts),
    layOutReported(t, facts),
    layOutShares(t, facts),
    layOutContradictions(t, facts),
    ...layOutPeers(t, facts),
  ],
});

function sayNotes(t: Translate, { isDemo, networkName, publication, headline, threshold }: Facts): string[][] {
  return [
    ...(isDemo ? [[t('facts.headline.demo')]] : []),
    [t('facts.title'), networkName ? textIn(t.language, networkName) : ''],
    [t('api.table.asAt'), headline ? t.instant(headline.snapshot.asAt) : t('api.table.nothingYet')],
    publication
      ? [t('published.table.published'), t.instant(publication.publishedAt), publication.note]
      : [t('facts.unpublished')],
    [t('api.table.withholding'), t('facts.how.protected', { threshold: t.number(threshold) })],
    [t('api.table.grain'), t('reach.grain')],
    [t('facts.how.reported')],
    [t('facts.contradictions.text')],
    [t('facts.shares.text')],
  ];
}

const sortMinistries = (t: Translate, ministries: Facts['ofMinistries']) =>
  byName(t, ministries, ({ countryCode }) => t.country(countryCode));

/** Every figure with the snapshot that proves it. */
function layOutFigures(t: Translate, facts: Facts, origin: string): Sheet {
  const { headline, ofMinistries, otherKinds, meetings, ministries, peers, further } = facts;
  const figures = [
    headline,
    ...sortMinistries(t, ofMinistries),
    ...otherKinds,
    ...meetings,
    ministries,
    peers,
    ...further,
  ];
  const countryOf = (owner: string) => ofMinistries.find(({ snapshot }) => snapshot.scope.owner === owner)?.countryCode;
  return {
    name: t('published.table.title'),
    head: [
      t('api.table.figure'),
      t('published.table.of'),
      t('published.table.number'),
      t('api.table.code'),
      t('published.table.version'),
      t('api.table.asAt'),
      t('published.table.published'),
      t('api.table.rule'),
      t('published.table.snapshot'),
    ],
    rows: figures
      .filter((figure) => figure !== null)
      .map(({ snapshot, definition, publishedAt }) => {
        const { name, rule } = wordsIn(t.language, definition.words);
        return [
          ...[name, sayScope(t, snapshot, countryOf), snapshot.value ?? t('reach.withheld')],
          ...[snapshot.code, snapshot.version, snapshot.asAt.toISOString(), publishedAt.toISOString()],
          ...[rule, origin + snapshotPath(snapshot.id)],
        ];
      }),
  };
}

/** The headline by ministry and by year, as it was frozen. */
function layOutHeadline(t: Translate, { headline, ofMinistries }: Facts): Sheet[] {
  if (!headline) return [];
  const { sum, whole, byYear, shared } = headline.counts;
  const total: FigureRow<null> = { key: null, ...sum, shown: whole, shared };
  const rowsOf = <Key>(rows: readonly FigureRow<Key>[], sayKey: (key: Key) => Cell, bridge: Bridge | null = null) => [
    ...rows.map((row) => [sayKey(row.key), ...numbersOf(t, row)]),
    ...writeBridge(t, bridge),
    [t('reach.all'), ...numbersOf(t, total)],
  ];
  const ministries = sortMinistries(t, ofMinistries).map(({ countryCode, counts }): FigureRow<string> => ({
    key: countryCode,
    ...counts.sum,
    shown: counts.whole,
    shared: counts.shared,
  }));
  return [
    {
      name: t('reach.byMinistry'),
      head: headOf(t, t('reach.ministry')),
      rows: rowsOf(
        ministries,
        (code) => t.country(code),
        bridgeOf(ministries, { sessions: sum.sessions, total: whole.total }),
      ),
    },
    { name: t('reach.byYear'), head: headOf(t, t('reach.year')), rows: rowsOf(byYear, (year) => year) },
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

const layOutPeers = (t: Translate, { peers }: Facts): Sheet[] =>
  peers
    ? [
        {
          name: t('facts.beyond.title'),
          head: [
            t('facts.beyond.country'),
            t('facts.beyond.sessions'),
            t('facts.beyond.since'),
            t('facts.beyond.people'),
            t('facts.beyond.open'),
          ],
          rows: (peers.snapshot.splits.countries ?? []).map(
            ({ countryCode, sessions, since, attendances, openSessions }) => [
              t.country(countryCode),
              ...[sessions, since],
              ...[attendances ?? t('reach.unrecorded'), openSessions],
            ],
          ),
        },
      ]
    : [];
