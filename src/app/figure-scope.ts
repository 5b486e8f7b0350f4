import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { headlineKind } from '#domains/training/reach/rules.ts';
import type { FigureScope } from '#domains/training/reach/server/queries.ts';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import type { Asking } from './request.ts';

/** Reads of which kind and ministry an address asks for a figure; whatever is not known there is left out. */
export async function readScope(
  ask: Asking,
  parameters: URLSearchParams,
): Promise<{ scope: FigureScope; ministries: Ministry[] }> {
  const ministries = await ask(listMinistries);
  const kind = sessionKinds.find((one) => one === parameters.get('kind')) ?? headlineKind;
  const ministry = ministries.find(({ countryCode }) => countryCode === parameters.get('ministry'));
  return {
    ministries,
    scope: { kind, ...(ministry && { ownerId: ministry.id }) },
  };
}
