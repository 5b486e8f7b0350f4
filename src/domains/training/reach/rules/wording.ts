import type { Translate } from '#platform/i18n/translate.ts';
import { openPeriod, type Period } from './narrowing.ts';
import type { DefinitionFilters, FigureSplits, ReportedTotal, SnapshotScope } from '../types.ts';
import { splitOrNull, type HiddenSplit, type ShownRow, type ShownTotal } from './shown.ts';

/** A total as it may be shown. */
export function sayTotal(t: Translate, total: ShownTotal): string {
  return typeof total === 'string' ? t(`reach.${total}`) : t.number(total);
}

/** How many of an audience, as it may be shown; null is what nobody recorded. */
export const sayPart = (t: Translate, part: ShownTotal | null): string =>
  part === null ? t('reach.unrecorded') : sayTotal(t, part);

/** The years that a figure is over; an open end is left open. */
export function sayPeriod(t: Translate, period: Period | undefined): string {
  if (!period) return t('reach.years.all');
  if (period.from === period.to) return String(period.from);
  const [from, to] = [period.from > openPeriod.from, period.to < openPeriod.to];
  if (from && to) return t('reach.period', { from: String(period.from), to: String(period.to) });
  if (from) return t('reach.period.from', { from: String(period.from) });
  return to ? t('reach.period.to', { to: String(period.to) }) : t('reach.years.all');
}

/** Years in a row as one: "2014, 2016–2018". */
export const sayYears = (t: Translate, years: readonly number[]): string => {
  const runs: [number, number][] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  const say = ([from, to]: [number, number]) =>
    from === to ? String(from) : t('reach.period', { from: String(from), to: String(to) });
  return runs.map(say).join(', ');
};

/** The columns of a split: numbers, or "withheld" where the split is withheld whole. */
export function saySplit(t: Translate, row: ShownRow) {
  const { bySex, byStatus } = row;
  const say = (n: number | null | undefined, split: object | HiddenSplit) =>
    n === undefined ? t(`reach.${split as HiddenSplit}`) : n === null ? t('reach.unrecorded') : t.number(n);
  const [sex, status] = [splitOrNull(bySex), splitOrNull(byStatus)];
  return {
    women: say(sex?.women, bySex),
    men: say(sex?.men, bySex),
    sexNotRecorded: say(sex?.notRecorded, bySex),
    sexWithheld: say(sex?.withheld, bySex),
    civilian: say(status?.civilian, byStatus),
    military: say(status?.military, byStatus),
    statusNotRecorded: say(status?.notRecorded, byStatus),
    statusWithheld: say(status?.withheld, byStatus),
  };
}

/** A reported total with its qualifier: "over 3,000". */
export const sayReported = (t: Translate, { qualifier, value }: Pick<ReportedTotal, 'qualifier' | 'value'>): string =>
  t(`pictures.reported.qualifier.${qualifier}`, { n: t.number(value) });

/** Of what a figure is: a ministry and years, meetings, one reported total. */
export function sayScope(
  t: Translate,
  { scope, splits }: { readonly scope: SnapshotScope; readonly splits?: FigureSplits },
  countryOf: (owner: string) => string | undefined,
): string {
  const { owner, from, to, series, number, reported } = scope;
  if (series && number)
    return t('snapshots.of.meeting', { series: t(`meetings.series.${series}`), number: t.number(number) });
  if (series) return t(`meetings.series.${series}`);
  const total = splits?.reported;
  if (reported) return total ? t('snapshots.of.reported', { date: t.month(total.asAt) }) : reported;
  const country = owner && countryOf(owner);
  const years = from || to ? sayPeriod(t, { from: from ?? openPeriod.from, to: to ?? openPeriod.to }) : null;
  return [country ? t.country(country) : t('snapshots.of.network'), years].filter(Boolean).join(', ');
}

/** What narrows a definition; empty where nothing does. */
export function sayFilters(t: Translate, { audience, firstYear, lastYear }: DefinitionFilters): string {
  const period = { from: firstYear ?? openPeriod.from, to: lastYear ?? openPeriod.to };
  return t.list([
    ...(audience ? [t(`snapshots.only.${audience}`)] : []),
    ...(firstYear || lastYear ? [t('snapshots.only.years', { years: sayPeriod(t, period) })] : []),
  ]);
}

/** A value as it was published; that of a reported total with its qualifier. */
export function sayValue(t: Translate, value: number | null, reported?: Pick<ReportedTotal, 'qualifier'>): string {
  if (value === null) return t('reach.withheld');
  return reported ? sayReported(t, { ...reported, value }) : t.number(value);
}

/** How much a figure differs now from a snapshot of it. */
export function sayDifference(
  t: Translate,
  { isSame, difference }: { readonly isSame: boolean; readonly difference: number | null },
): string {
  if (isSame) return t('snapshots.same');
  if (difference === null) return t('snapshots.unknown');
  if (difference === 0) return t('snapshots.equal');
  return t(difference > 0 ? 'snapshots.more' : 'snapshots.fewer', { n: t.number(Math.abs(difference)) });
}
