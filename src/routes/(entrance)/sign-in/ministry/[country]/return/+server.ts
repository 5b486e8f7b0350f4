import { error, redirect } from '@sveltejs/kit';
import { callerOf, ceremonyOf } from '#app/sign-in/caller.ts';
import { enter } from '#app/sign-in/let-in.ts';
import { findProvider, returnFromProvider } from '#app/sign-in/with-provider.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { RequestHandler } from './$types';

/** Takes up whom the ministry's provider sends back. */
export const GET: RequestHandler = async (event) => {
  const provider = findProvider(event.params.country);
  if (!provider) error(404, 'Not Found', {});
  const underWay = ceremonyOf(event);
  const returned = returnFromProvider(provider, callerOf(event), underWay, event.url.searchParams);
  const entered = await returned.catch((failure: unknown) => {
    if (isRefusal(failure)) redirect(303, `/sign-in?refused=${failure.name}`);
    throw failure;
  });
  return enter(event, entered, underWay?.to);
};
