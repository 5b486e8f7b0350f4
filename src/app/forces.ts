import { findNetwork } from '#domains/network/server/queries.ts';
import { contradictionsAmong, judgeShares, type JudgedShare } from '#domains/training/reach/rules/shares.ts';
import { listContradictions, listPublishedShares } from '#domains/training/reach/server/queries.ts';
import type { Contradiction, PublishedShare } from '#domains/training/reach/types.ts';
import { mayKeepSomeSourced } from '#domains/training/sourced/access.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Actor } from '#shared/actor.ts';
import type { Asking } from './request.ts';
import { composeWithdrawn, type Withdrawn } from './sourced.ts';

/** What others published about women in the forces. */
export interface Forces {
  readonly isDemo: boolean;
  /** By the names of the countries; within one, as they were published. */
  readonly shares: readonly JudgedShare[];
  /** The same with what was withdrawn, where it stood. */
  readonly inTable: readonly JudgedShare[];
  readonly contradictions: readonly Contradiction[];
  readonly why: Withdrawn['why'];
  readonly mayKeep: boolean;
}

/** Gathers the shares, in the order of the countries' names in the language of the reader. */
export async function composeForces(
  ask: Asking,
  t: Pick<Translate, 'country' | 'locale'>,
  actor: Actor,
): Promise<Forces> {
  const standing = await ask(listPublishedShares);
  const withdrawn = await composeWithdrawn(ask);
  const { compare } = new Intl.Collator(t.locale);
  const inOrder = (shares: readonly PublishedShare[]) =>
    shares.toSorted((a, b) => compare(t.country(a.countryCode), t.country(b.countryCode)) || (a.id < b.id ? -1 : 1));
  const shares = judgeShares(inOrder(standing));
  const judged = new Map(shares.map((one) => [one.share.id, one]));
  const contradictions = [...(await ask(listContradictions)), ...withdrawn.contradictions];
  return {
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
    shares,
    // What was withdrawn is compared with nothing.
    inTable: inOrder([...standing, ...withdrawn.shares]).flatMap(
      (share) => judged.get(share.id) ?? judgeShares([share]),
    ),
    contradictions: contradictionsAmong([...standing, ...withdrawn.shares], contradictions),
    why: withdrawn.why,
    mayKeep: mayKeepSomeSourced(actor),
  };
}
