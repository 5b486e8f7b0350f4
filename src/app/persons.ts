import { findOwnPersons, listPublishedPersons } from '#domains/training/persons/server/queries.ts';
import type { OwnPersons, PublishedPersons } from '#domains/training/persons/types.ts';
import { unitOf } from '#domains/training/sessions/types.ts';
import type { ReachFilter } from './reach-figure.ts';
import type { Asking } from './request.ts';

/** What is said of persons beside the attendances of a ministry. */
export interface ShownPersons {
  /** Of one's own ministry, for the years that are asked for; null for everybody else. */
  readonly own: OwnPersons | null;
  /** What the ministry let everybody know, of all years. */
  readonly published: PublishedPersons | null;
}

/** Gathers it; null where no ministry is asked for, or nothing is known. Persons of several ministries are never added. */
export async function composePersons(
  ask: Asking,
  { scope: { kind, ownerId }, period }: Pick<ReachFilter, 'scope' | 'period'>,
  isOwn: boolean,
): Promise<ShownPersons | null> {
  if (!ownerId || unitOf(kind) === 'sessions') return null;
  const own = isOwn ? await ask(findOwnPersons, { kind, ownerId, ...(period && { period }) }) : null;
  const published = (await ask(listPublishedPersons)).find((one) => one.ownerId === ownerId && one.kind === kind);
  return own || published ? { own, published: published ?? null } : null;
}
