import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { headlineKind } from '#domains/training/reach/rules.ts';
import type { FigureScope } from '#domains/training/reach/server/queries.ts';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import type { Asking } from './request.ts';

/** Reads which figure an address asks for; whatever is not known there is left out. */
export async function readScope(
  ask: Asking,
  parameters: URLSearchParams,
): Promise<{ scope: FigureScope; ministries: Ministry[] }> {
  const ministries = await ask(listMinistries);
  const kind = sessionKinds.find((one) => one === parameters.get('kind')) ?? headlineKind;
  const ministry = ministries.find(({ countryCode }) => countryCode === parameters.get('ministry'));
  const year = Number(/^\d{4}$/.exec(parameters.get('year') ?? '')?.[0] ?? 0);
  return {
    ministries,
    scope: { kind, ...(ministry && { ownerId: ministry.id }), ...(year > 0 && { year }) },
  };
}
