import { listMinistries } from '#domains/identity/server/queries.ts';
import type { LocalText } from '#domains/identity/types.ts';
import { listSeries } from '#domains/meetings/server/queries.ts';
import type { SeriesRecord } from '#domains/meetings/types.ts';
import { findNetwork, findThreshold } from '#domains/network/server/queries.ts';
import { flagStandstills, type Standstill } from '#domains/training/reach/rules/reported.ts';
import {
  findAsAt,
  listContradictions,
  listKindFigures,
  listPeerCountries,
  listPublishedShares,
  listReportedTotals,
  type Figure,
} from '#domains/training/reach/server/queries.ts';
import type { Contradiction, PeerCountry, PublishedShare, ReportedTotal } from '#domains/training/reach/types.ts';
import type { Asking } from './request.ts';
import { composeWithdrawn, type Withdrawn } from './sourced.ts';

/** What the public sees of the network: the same for the page and for the interface. */
export interface Facts {
  readonly networkName: LocalText | null;
  readonly isDemo: boolean;
  readonly threshold: number;
  /** When the figures last changed. */
  readonly asAt: Date | null;
  readonly ministries: readonly string[];
  /** One figure for each kind that occurs, the headline first; never added up. */
  readonly figures: readonly Figure[];
  readonly reported: readonly ReportedTotal[];
  /** The reported total to stand beside the records: the network's highest, the first time it was published. */
  readonly reportedHeadline: ReportedTotal | null;
  readonly standstills: readonly Standstill<ReportedTotal>[];
  readonly series: readonly SeriesRecord[];
  readonly peerCountries: readonly PeerCountry[];
  readonly contradictions: readonly Contradiction[];
  readonly shares: readonly PublishedShare[];
  readonly withdrawn: Withdrawn;
}

/** Gathers the public facts. Everything in it is computed from records, or names its source. */
export async function composeFacts(ask: Asking): Promise<Facts> {
  const network = await ask(findNetwork);
  const reported = await ask(listReportedTotals);
  const ofNetwork = reported.filter(({ countryCode }) => countryCode === null);
  const highest = Math.max(0, ...ofNetwork.map(({ value }) => value));
  const figures = await ask(listKindFigures, {});
  return {
    networkName: network?.name ?? null,
    isDemo: network?.isDemo ?? false,
    threshold: await ask(findThreshold),
    asAt: await ask(findAsAt),
    ministries: (await ask(listMinistries)).map(({ countryCode }) => countryCode),
    figures: figures.filter(({ sessions }, index) => index === 0 || sessions > 0),
    reported,
    reportedHeadline: ofNetwork.find(({ value }) => value === highest) ?? null,
    standstills: flagStandstills(reported),
    series: (await ask(listSeries)).filter(({ held }) => held > 0),
    peerCountries: await ask(listPeerCountries),
    contradictions: await ask(listContradictions),
    shares: await ask(listPublishedShares),
    withdrawn: await composeWithdrawn(ask),
  };
}
