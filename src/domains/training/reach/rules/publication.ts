import { margins, type Margin, type ReleasedCount } from '#domains/training/sessions/types.ts';

/*
 * What of released head-counts may be published, and when. Everything that is published about people is a sum of pieces of
 * which each part is nobody or at least as many as the threshold, and no piece is ever shown by itself later: margins are
 * sums of what is published, so that nothing can be subtracted from them, and two states differ by whole pieces.
 * docs/decisions/small-numbers.md has the method, its sources and what it promises. The database does the same inside the
 * releasing transaction (migrations/0024_publication.sql); the tests hold the two together.
 */

/**
 * The ways in which a head-count is looked at. `both` is women and men who are civilian or military; `nationality`, how many
 * peers from outside came from which country.
 */
export const views = ['total', 'sex', 'status', 'both', 'nationality'] as const;
export type View = (typeof views)[number];
/** The ways in which head-counts that cannot leave alone may leave together. */
export const pooledViews = ['total', 'sex', 'status'] as const;
export type PooledView = (typeof pooledViews)[number];

/** The margins that make up a view. */
export const partsOf = {
  total: ['total'],
  sex: ['women', 'men'],
  status: ['civilian', 'military'],
  both: ['womenCivilian', 'womenMilitary', 'menCivilian', 'menMilitary'],
  nationality: [],
} as const satisfies Record<View, readonly Margin[]>;

/** A head-count, and how many came from which country, where that was recorded of any. */
export interface CountedPeople extends ReleasedCount {
  readonly nationalities?: Readonly<Record<string, number>>;
}

/** Somebody, but fewer than the threshold; a change by so few counts as small too. */
export const isSmall = (n: number, threshold: number): boolean => n !== 0 && Math.abs(n) < threshold;

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
const mapMargins = (to: (margin: Margin) => number | null): ReleasedCount =>
  Object.fromEntries(margins.map((margin) => [margin, to(margin)])) as ReleasedCount;

/** A head-count of which nothing is known, or nothing is shown. */
export const nothing: ReleasedCount = mapMargins(() => null);
const keeping = (count: CountedPeople, shown: readonly View[]): CountedPeople => {
  const kept = new Set<Margin>(shown.flatMap((view): readonly Margin[] => partsOf[view]));
  const { nationalities } = count;
  return {
    ...mapMargins((margin) => (kept.has(margin) ? count[margin] : null)),
    ...(nationalities && shown.includes('nationality') && { nationalities }),
  };
};

/** Whether anything of a view was recorded, in a session whose total is known. */
export const isRecorded = (count: CountedPeople, view: View): boolean =>
  count.total !== null &&
  (view === 'nationality' ? count.nationalities !== undefined : partsOf[view].some((part) => count[part] !== null));

/**
 * Every number that a reader of a view learns: its parts, and what is left of the total and of its own margins, where the
 * split was not recorded. Of nationalities, these are the numbers of `countries`.
 */
export function learnt(
  count: CountedPeople,
  view: View,
  countries: readonly string[] = Object.keys(count.nationalities ?? {}),
): number[] {
  if (view === 'nationality') {
    const recorded = sum(Object.values(count.nationalities ?? {}));
    return [...countries.map((country) => count.nationalities?.[country] ?? 0), (count.total ?? recorded) - recorded];
  }
  const of = (margin: Margin) => count[margin] ?? 0;
  const left = (whole: Margin, ...parts: Margin[]) => (count[whole] === null ? [] : [of(whole) - sum(parts.map(of))]);
  const parts = partsOf[view].map(of);
  if (view === 'total') return parts;
  if (view !== 'both') return [...parts, ...left('total', ...partsOf[view])];
  return [
    ...parts,
    ...left('total', ...partsOf.both),
    ...left('women', 'womenCivilian', 'womenMilitary'),
    ...left('men', 'menCivilian', 'menMilitary'),
    ...left('civilian', 'womenCivilian', 'menCivilian'),
    ...left('military', 'womenMilitary', 'menMilitary'),
  ];
}

/** Whether a view of this head-count, or of a sum of some, holds no small number. */
export const isSafe = (count: CountedPeople, view: View, threshold: number): boolean =>
  !learnt(count, view).some((n) => isSmall(n, threshold));

/** Whether nobody who remembers what was shown of a session before learns of a small change. */
function differsSafely(count: CountedPeople, before: readonly CountedPeople[], view: View, threshold: number): boolean {
  return before
    .filter((shown) => isRecorded(shown, view))
    .every((shown) => {
      const countries = Object.keys({ ...count.nationalities, ...shown.nationalities });
      const [now, then] = [learnt(count, view, countries), learnt(shown, view, countries)];
      return now.every((n, at) => !isSmall(n - (then[at] ?? 0), threshold));
    });
}

/** What is known of a session when one of its versions leaves. */
export interface Leaving {
  /** The head-count at the grain at which it leaves. */
  readonly count: CountedPeople;
  /** The owner said that the total may be shown exactly, however small it is or however little it changes. */
  readonly isExact: boolean;
  /** What was shown of this session by itself, the latest last. */
  readonly before: readonly CountedPeople[];
  /** The views in which it stood in a sum that was taken back: they may leave alone, never in a sum again. */
  readonly spent: readonly PooledView[];
}

/** What is shown of a session by itself, and what waits to leave together with others. */
export interface Judgement {
  readonly shown: CountedPeople;
  /** Of each view that waits, in which pool: pooledPart. */
  readonly waits: { readonly [Name in PooledView]?: string };
}

/**
 * In which pool a head-count can wait: by the places in `learnt` of the part of the view that is small, and of the one that
 * makes up for it, "1/2". Null where none can: exactly one part is small, and another is so large that any other small
 * number instead of it would leave that one large.
 */
export function pooledPart(count: CountedPeople, view: PooledView, threshold: number): string | null {
  const numbers = learnt(count, view);
  const few = numbers.flatMap((n, at) => (isSmall(n, threshold) ? [at] : []));
  const [small] = few;
  if (small === undefined || few.length > 1) return null;
  if (view === 'total') return '1';
  const large = numbers
    .map((n, at) => ({ n, at }))
    .filter(({ n, at }) => at !== small && n + numbers[small]! >= 2 * threshold - 1)
    .toSorted((a, b) => b.n - a.n || a.at - b.at)[0];
  return large ? `${small + 1}/${large.at + 1}` : null;
}

/**
 * Judges one session by itself. A total below the threshold waits, and its splits never leave. A change of the total that is
 * small is not told, and what was shown stays. A split with a small part waits, if nothing of it was ever shown. Nationalities
 * never wait: sums of those that overlap in some countries could be subtracted.
 */
export function judge({ count, isExact: isPromised, before, spent }: Leaving, threshold: number): Judgement {
  const { total } = count;
  // Whose total stands in a sum that somebody remembers would give the others of the sum away.
  const isExact = isPromised && !spent.includes('total');
  if (total === null) return { shown: nothing, waits: {} };
  const last = before.findLast((shown) => shown.total !== null);
  const mayWait = (view: PooledView) => !spent.includes(view);
  if (!isExact && isSmall(total, threshold))
    return { shown: nothing, waits: mayWait('total') && !last ? { total: '1' } : {} };
  if (!isExact && last && !differsSafely(count, before, 'total', threshold)) {
    const stands = keeping(
      last,
      views.filter((view) => view === 'total' || isRecorded(count, view)),
    );
    return { shown: stands, waits: {} };
  }
  const mayShow = (view: View) =>
    isRecorded(count, view) && isSafe(count, view, threshold) && differsSafely(count, before, view, threshold);
  const splits = (['sex', 'status'] as const).filter(mayShow);
  const both = splits.length === 2 && mayShow('both') ? (['both'] as const) : [];
  const waiting = (['sex', 'status'] as const).flatMap((view) => {
    const isBarred = splits.includes(view) || !mayWait(view) || before.some((shown) => isRecorded(shown, view));
    const part = isBarred || !isRecorded(count, view) ? null : pooledPart(count, view, threshold);
    return part === null ? [] : [[view, part] as const];
  });
  return {
    shown: keeping(count, ['total', ...splits, ...both, ...(mayShow('nationality') ? (['nationality'] as const) : [])]),
    waits: Object.fromEntries(waiting),
  };
}

/**
 * Whether the small parts of three that waited in one pool may leave as their sum: any small number is then still possible of
 * each of them, whatever the two others are. Three whose sum may not be told never leave: who knows the rule learns that the
 * sum is very small or very large, and that too leaves each of them any small number.
 */
export function mayLeaveTogether(small: readonly number[], threshold: number): boolean {
  const together = sum(small);
  return small.length === 3 && together > threshold && together < 2 * threshold;
}
