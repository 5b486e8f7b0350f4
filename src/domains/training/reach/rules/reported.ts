import type { Day } from '#shared/dates.ts';
import type { ReportedTotal } from '../types.ts';

/** What of a reported total is needed to compare it with others. */
type Claim = Pick<ReportedTotal, 'asAt' | 'qualifier' | 'value' | 'countryCode' | 'periodFrom' | 'periodTo'>;

/** A total that is not above an earlier one of the same scope, `months` later. */
export interface Standstill<Total extends Claim> {
  readonly earlier: Total;
  readonly later: Total;
  readonly months: number;
}

/** Two totals that count the same people in part: both cover the days from `from` to `to`. */
export interface Overlap<Total extends Claim> {
  readonly first: Total;
  readonly second: Total;
  readonly from: Day;
  readonly to: Day;
}

const byDate = (a: Claim, b: Claim) =>
  a.asAt.localeCompare(b.asAt) || a.value - b.value || String(a.countryCode).localeCompare(String(b.countryCode));

/** Whole calendar months: from any day of January 2017 to any day of October 2020 are 45. */
function monthsBetween(from: Day, to: Day): number {
  const monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return monthOf(to) - monthOf(from);
}

/** "More than 4,700" is above "exactly 4,700", but not above "over 4,700". */
const isAbove = (later: Claim, earlier: Claim) =>
  later.value > earlier.value ||
  (later.value === earlier.value && earlier.qualifier === 'exactly' && later.qualifier !== 'exactly');

/**
 * The totals that stand still or fall while time passes, each with the earliest total of its scope that it does not
 * pass, in order of time.
 */
export function flagStandstills<Total extends Claim>(totals: readonly Total[]): Standstill<Total>[] {
  const inTime = [...totals].sort(byDate);
  return inTime.flatMap((later) => {
    const earlier = inTime.find(
      (other) => other.countryCode === later.countryCode && other.asAt < later.asAt && !isAbove(later, other),
    );
    return earlier ? [{ earlier, later, months: monthsBetween(earlier.asAt, later.asAt) }] : [];
  });
}

const sharesScope = (a: string | null, b: string | null) => a === b || a === null || b === null;

/** The pairs of totals that must not be added: periods that meet, of one scope or of a country and the network. */
export function flagOverlaps<Total extends Claim>(totals: readonly Total[]): Overlap<Total>[] {
  const inTime = [...totals].sort(byDate);
  return inTime.flatMap((first, at) =>
    inTime.slice(at + 1).flatMap((second) => {
      const from = first.periodFrom > second.periodFrom ? first.periodFrom : second.periodFrom;
      const to = first.periodTo < second.periodTo ? first.periodTo : second.periodTo;
      return from <= to && sharesScope(first.countryCode, second.countryCode) ? [{ first, second, from, to }] : [];
    }),
  );
}

/**
 * Whether what happened on a day in a scope (a country's code, or null for the network) is already inside some
 * reported total, so that nobody adds the two. A total of the network covers every country.
 */
export const isInsideReported = (day: Day, scope: string | null, totals: readonly Claim[]): boolean =>
  totals.some(
    ({ countryCode, periodFrom, periodTo }) =>
      periodFrom <= day && day <= periodTo && (countryCode === null || countryCode === scope),
  );
