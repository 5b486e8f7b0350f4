import { listMinistries } from '#domains/identity/server/queries.ts';
import type { LocalText, Ministry } from '#domains/identity/types.ts';
import { findNetwork, findThreshold } from '#domains/network/server/queries.ts';
import { headlineKind } from '#domains/training/reach/rules.ts';
import { codeOf } from '#domains/training/reach/rules/definitions.ts';
import { showFigure, type ShownFigure } from '#domains/training/reach/rules/figure.ts';
import { flagStandstills, type Standstill } from '#domains/training/reach/rules/reported.ts';
import { listContradictions, listPublishedShares, listReportedTotals } from '#domains/training/reach/server/queries.ts';
import { findPublished } from '#domains/training/reach/server/queries/public-figures.ts';
import type {
  Contradiction,
  Publication,
  PublishedFigure,
  PublishedShare,
  ReportedTotal,
} from '#domains/training/reach/types.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from './request.ts';
import { composeWithdrawn, type Withdrawn } from './sourced.ts';

/** A published figure of sessions or attendances, with the tables that were frozen with it. */
export interface CountedFigure extends PublishedFigure {
  readonly counts: ShownFigure;
}

/** What the public sees of the network: the same for the page and for the interface. Its figures are published snapshots. */
export interface Facts {
  readonly networkName: LocalText | null;
  readonly isDemo: boolean;
  readonly threshold: number;
  /** When these figures were published; null before the first time. */
  readonly publication: Publication | null;
  /** Attendances of peers at home; null where it was not published, or is not chosen. */
  readonly headline: CountedFigure | null;
  /** The headline of each ministry, a snapshot of its own. */
  readonly ofMinistries: readonly (CountedFigure & { readonly countryCode: string })[];
  /** The attendances of the other kinds; never added up. */
  readonly otherKinds: readonly CountedFigure[];
  /** A figure for each series. */
  readonly meetings: readonly PublishedFigure[];
  readonly ministries: PublishedFigure | null;
  readonly peers: PublishedFigure | null;
  /** Figures that have no place of their own here. */
  readonly further: readonly PublishedFigure[];
  readonly reported: readonly ReportedTotal[];
  /** The reported total to stand beside the records: the network's highest, the first time it was published. */
  readonly reportedHeadline: ReportedTotal | null;
  readonly standstills: readonly Standstill<ReportedTotal>[];
  readonly contradictions: readonly Contradiction[];
  readonly shares: readonly PublishedShare[];
  readonly withdrawn: Withdrawn;
}

/** Gathers the public facts. Every figure in it was published; everything else names its source. */
export async function composeFacts(ask: Asking): Promise<Facts> {
  const network = await ask(findNetwork);
  const published = await ask(findPublished);
  const reported = await ask(listReportedTotals);
  const ofNetwork = reported.filter(({ countryCode }) => countryCode === null);
  const highest = Math.max(0, ...ofNetwork.map(({ value }) => value));
  return {
    networkName: network?.name ?? null,
    isDemo: network?.isDemo ?? false,
    threshold: await ask(findThreshold),
    publication: published?.publication ?? null,
    ...arrange(published?.figures ?? [], await ask(listMinistries)),
    reported,
    reportedHeadline: ofNetwork.find(({ value }) => value === highest) ?? null,
    standstills: flagStandstills(reported),
    contradictions: await ask(listContradictions),
    shares: await ask(listPublishedShares),
    withdrawn: await composeWithdrawn(ask),
  };
}

/** Each figure at its place. */
function arrange(figures: readonly PublishedFigure[], ministries: readonly Ministry[]) {
  const countryOf = (ownerId: OwnerId) => ministries.find(({ id }) => id === ownerId)?.countryCode ?? '';
  const whole = figures.filter(({ snapshot }) => snapshot.scope.owner === undefined);
  const ofUnit = (unit: PublishedFigure['definition']['unit']) =>
    whole.filter(({ definition }) => definition.unit === unit);
  const [isHeadline, attendances] = [ofCode(codeOf(headlineKind)), ofUnit('attendance').map(count)];
  return {
    headline: attendances.find(isHeadline) ?? null,
    ofMinistries: figures
      .filter(isHeadline)
      .flatMap(({ snapshot, ...rest }) =>
        snapshot.scope.owner ? [{ ...count({ snapshot, ...rest }), countryCode: countryOf(snapshot.scope.owner) }] : [],
      ),
    otherKinds: attendances.filter((figure) => !isHeadline(figure)),
    meetings: ofUnit('meeting'),
    ministries: ofUnit('ministry')[0] ?? null,
    peers: ofUnit('country')[0] ?? null,
    further: [...ofUnit('session'), ...ofUnit('trainer')],
  };
}

const ofCode =
  (code: string) =>
  ({ snapshot }: PublishedFigure): boolean =>
    snapshot.code === code;

/** A published figure with its tables. */
export const count = (figure: PublishedFigure): CountedFigure => ({
  ...figure,
  counts: showFigure(figure.snapshot.splits.rows ?? []),
});
