import type { SourcedRecord } from '#app/sourced.ts';
import type { Flag } from '#domains/training/reach/rules/flags.ts';
import { sayReported } from '#domains/training/reach/rules/wording.ts';
import type { PublishedShare, ReportedTotal } from '#domains/training/reach/types.ts';
import { longestLine, longestReason } from '#domains/training/sourced/types.ts';
import type { Key, Translate } from '#platform/i18n/translate.ts';

const sayPercent = (t: Translate, percent: number) => `${t.number(percent, { maximumFractionDigits: 2 })}\u00a0%`;
const sayScope = (t: Translate, code: string | null) => (code ? t.country(code) : t('pictures.reported.network'));

/** A reported total in a few words: what, for whom, of when. */
const sayTotal = (t: Translate, total: Pick<ReportedTotal, 'qualifier' | 'value' | 'countryCode' | 'asAt'>) =>
  `${sayReported(t, total)}, ${sayScope(t, total.countryCode)}, ${t.day(total.asAt)}`;

/** The numbers of a share, as far as its source gives them. */
function sayNumbers(t: Translate, { women, total, percent }: Pick<PublishedShare, 'women' | 'total' | 'percent'>) {
  const numbers =
    women === null
      ? null
      : total === null
        ? t('sourced.share.women', { women: t.number(women) })
        : t('sourced.share.of', { women: t.number(women), total: t.number(total) });
  return [numbers, percent === null ? null : sayPercent(t, percent)].filter(Boolean).join('; ');
}

/** What names a record in a list. */
export function nameRecord(t: Translate, record: SourcedRecord): string {
  if (record.kind === 'reported_total') return sayTotal(t, record);
  if (record.kind === 'contradiction') return record.subject;
  return `${t.country(record.countryCode)}, ${record.population}${record.asAt ? `, ${record.asAt}` : ''}`;
}

/** What a record says, beside its name. */
export function sayRecord(t: Translate, record: SourcedRecord): string {
  if (record.kind === 'reported_total') return `${record.counted}; ${t.dayRange(record.periodFrom, record.periodTo)}`;
  if (record.kind === 'contradiction') return `${record.first} – ${record.second}`;
  return sayNumbers(t, record);
}

/** What does not fit, as a sentence. */
export function sayFlag(t: Translate, flag: Flag): string {
  switch (flag.name) {
    case 'standstill':
    case 'overtakes':
      return t(`sourced.flag.${flag.name}`, { other: sayTotal(t, flag.other), months: flag.months });
    case 'overlap':
      return t('sourced.flag.overlap', {
        other: sayTotal(t, flag.other),
        period: t.dayRange(flag.other.periodFrom, flag.other.periodTo),
      });
    case 'disagrees':
      return t('sourced.flag.disagrees', { computed: sayPercent(t, flag.computed) });
    case 'conflict':
      return t('sourced.flag.conflict', { other: sayNumbers(t, flag.other), source: flag.other.source });
  }
}

/** The same in short, for a list: however many totals a record overlaps with, it is said once. */
export function sayFlags(t: Translate, flags: readonly Flag[]): string[] {
  const overlaps = flags.filter(({ name }) => name === 'overlap').length;
  return [
    ...flags.filter(({ name }) => name !== 'overlap').map((flag) => sayFlag(t, flag)),
    ...(overlaps > 0 ? [t('sourced.flag.overlaps', { n: overlaps })] : []),
  ];
}

/** What is wrong with a field, by the key that the schema gives. */
export const sayProblem = (t: Translate, key: string): string =>
  t(key as Extract<Key, `sourced.problem.${string}`>, {
    max: t.number(key === 'sourced.problem.reasonTooLong' ? longestReason : longestLine),
  });
