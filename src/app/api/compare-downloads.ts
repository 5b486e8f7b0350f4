import * as v from 'valibot';
import type { Bridge } from '#domains/training/reach/rules/figure.ts';
import { sayReported, sayYears } from '#domains/training/reach/rules/wording.ts';
import { bases, sessionKinds } from '#domains/training/sessions/types.ts';
import type { Cell, Sheet } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { compareMinistries, type Compared, type Comparison } from '../compare.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { numbersOf } from './figure-downloads.ts';
import { sayDefinition } from './figures.ts';

const query = v.object({
  kind: v.optional(v.pipe(v.picklist(sessionKinds, 'api.problem.kind'), v.description('One kind of session.'))),
});

export const compareDownloads = downloads({
  id: 'compareMinistries',
  summary: 'The ministries beside one another as tables in CSV, with what each says to the network of its figures',
  who: 'Anybody.',
  isPublic: true,
  query,
  async tabulate({ locals, query: { kind } }) {
    const t = await translateFor(locals, ['api', 'compare', 'facts', 'pictures', 'reach', 'sessions', 'snapshots']);
    const asked = new URLSearchParams(kind && { kind });
    const comparison = await locals.asking((ask) => compareMinistries(ask, asked, { actor: locals.actor, t }));
    const sheets = [
      layOutFigures(t, comparison),
      ...layOutShared(t, comparison),
      layOutGround(t, comparison),
      layOutReported(t, comparison),
    ];
    const said = layOutAnnotations(t, comparison);
    return {
      name: `compare-${comparison.kind}`,
      tables: { notes: sayNotes(t, comparison), sheets: said.rows.length > 0 ? [...sheets, said] : sheets },
    };
  },
});

function sayNotes(t: Translate, { definition, asAt, threshold, isDemo }: Comparison): string[][] {
  const { title, unitMeans, rule, version, only } = sayDefinition(t, definition);
  return [
    ...(isDemo ? [[t('facts.headline.demo')]] : []),
    [t('compare.title')],
    [t('compare.lead')],
    [t('api.table.figure'), title],
    [t('api.table.code'), `${definition.code}, ${t('api.table.version', { version: t.number(version) })}`],
    [t('api.table.unit'), unitMeans],
    [t('api.table.rule'), rule],
    ...(only ? [[t('snapshots.only'), only]] : []),
    [t('api.table.asAt'), asAt ? t.instant(asAt) : t('api.table.nothingYet')],
    [t('api.table.withholding'), t('facts.how.protected', { threshold: t.number(threshold) })],
    [t('api.table.grain'), t('reach.grain')],
  ];
}

const nameOf = (t: Translate, { ministry }: Pick<Compared, 'ministry'>) => t.country(ministry.countryCode);

const layOutFigures = (t: Translate, { ministries }: Comparison): Sheet => ({
  name: t('compare.figures'),
  head: [
    t('reach.ministry'),
    t('reach.sessions'),
    t('api.table.uncounted'),
    t('api.table.attendances'),
    t('reach.women'),
    t('reach.men'),
    t('reach.sexNotRecorded'),
    t('reach.sexWithheld'),
    t('reach.civilian'),
    t('reach.military'),
    t('reach.statusNotRecorded'),
    t('reach.statusWithheld'),
    t('reach.sharedSessions'),
    t('reach.sharedAttendances'),
  ],
  rows: ministries.map(({ row, ...one }) => [
    nameOf(t, one),
    ...numbersOf(t, row),
    row.shared.sessions,
    row.shared.attendances,
  ]),
});

/** What takes the sum of the countries to the network; nothing where nothing is shared. */
const layOutShared = (t: Translate, { bridge }: Comparison): Sheet[] =>
  bridge
    ? [
        {
          name: t('reach.shared.title'),
          head: ['', t('reach.sessions'), t('reach.attendances')],
          rows: [
            [t('reach.sumOfCountries'), bridge.sums.sessions, bridge.sums.attendances],
            [t('reach.lessShared'), -bridge.shared.sessions, -bridge.shared.attendances],
            [t('reach.network'), bridge.network.sessions, writeTotal(t, bridge.network.total)],
          ],
        },
      ]
    : [];
const writeTotal = (t: Translate, total: Bridge['network']['total']): Cell =>
  typeof total === 'number' ? total : total === 'notCounted' ? null : t('reach.withheld');

const layOutGround = (t: Translate, { ministries }: Comparison): Sheet => ({
  name: t('compare.basis'),
  head: [
    t('reach.ministry'),
    t('reach.sessions'),
    ...bases.map((basis) => t(`sessions.basis.${basis}`)),
    t('compare.withoutTotal'),
    t('compare.withoutSex'),
    t('compare.withoutStatus'),
    t('compare.yearsWithout'),
  ],
  rows: ministries.map((one): Cell[] => {
    const { sessions, byBasis, withoutTotal, withoutSex, withoutStatus, yearsWithout } = one.ground;
    const counted = bases.map((basis) => byBasis[basis]);
    return [nameOf(t, one), sessions, ...counted, withoutTotal, withoutSex, withoutStatus, sayYears(t, yearsWithout)];
  }),
});

const layOutReported = (t: Translate, { ministries }: Comparison): Sheet => ({
  name: t('compare.reported'),
  head: [
    t('reach.ministry'),
    t('api.table.stated'),
    t('api.table.periodFrom'),
    t('api.table.periodTo'),
    t('pictures.reported.source'),
  ],
  rows: ministries.flatMap((one) =>
    one.reported.map((total) => [
      nameOf(t, one),
      sayReported(t, total),
      total.periodFrom,
      total.periodTo,
      total.source,
    ]),
  ),
});

/** What stands. What was not released stays on the page of its own ministry. */
const layOutAnnotations = (t: Translate, { ministries }: Comparison): Sheet => ({
  name: t('compare.annotations'),
  head: [t('reach.ministry'), t('reach.year'), t('compare.annotations'), t('compare.released')],
  rows: ministries.flatMap((one) =>
    one.remarks.flatMap(({ of, standing }): Cell[][] => {
      if (!standing?.releasedAt) return [];
      const year = of.year === null ? t('reach.years.all') : String(of.year);
      return [[nameOf(t, one), year, standing.note, t.instantDay(standing.releasedAt)]];
    }),
  ),
});
