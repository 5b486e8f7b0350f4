import { findNetwork } from '#domains/network/server/queries.ts';
import { contradictionsAmong, judgeShares, type JudgedShare } from '#domains/training/reach/rules/shares.ts';
import { listContradictions, listPublishedShares } from '#domains/training/reach/server/queries.ts';
import type { Contradiction } from '#domains/training/reach/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Asking } from './request.ts';

/** What others published about women in the forces. */
export interface Forces {
  readonly isDemo: boolean;
  /** By the names of the countries; within one, as they were published. */
  readonly shares: readonly JudgedShare[];
  readonly contradictions: readonly Contradiction[];
}

/** Gathers the shares, in the order of the countries' names in the language of the reader. */
export async function composeForces(ask: Asking, t: Pick<Translate, 'country' | 'locale'>): Promise<Forces> {
  const shares = await ask(listPublishedShares);
  const { compare } = new Intl.Collator(t.locale);
  return {
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
    shares: judgeShares(shares.toSorted((a, b) => compare(t.country(a.countryCode), t.country(b.countryCode)))),
    contradictions: contradictionsAmong(shares, await ask(listContradictions)),
  };
}
