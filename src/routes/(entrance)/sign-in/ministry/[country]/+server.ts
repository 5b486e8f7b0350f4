import { error, redirect } from '@sveltejs/kit';
import { callerOf, keepCeremony } from '#app/sign-in/caller.ts';
import { findProvider, visitProvider } from '#app/sign-in/with-provider.ts';
import { safePath } from '#app/visitor.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { RequestHandler } from './$types';

/** Sends the browser to the ministry's provider. A link and not a form: a form may only lead to this site. */
export const GET: RequestHandler = async (event) => {
  const provider = findProvider(event.params.country);
  if (!provider) error(404, 'Not Found', {});
  const to = safePath(event.url.searchParams.get('to'));
  // Nobody is signed in by a link of another site, which the provider would follow without asking: they choose it here.
  if (comesFromElsewhere(event.request)) redirect(303, `/sign-in?own&to=${encodeURIComponent(to)}`);
  const invitation = event.url.searchParams.get('invitation') ?? undefined;
  const begun = await visitProvider(provider, callerOf(event)).catch((failure: unknown) => {
    if (isRefusal(failure)) redirect(303, `/sign-in?refused=${failure.name}`);
    throw failure;
  });
  keepCeremony(event, { jar: begun.jar, to, invitation });
  // To where the ministry’s provider says that people sign in; no part of the address is the visitor’s.
  redirect(303, begun.url, { external: true });
};

/** Whether another site sent the browser here; typed addresses and bookmarks come from nobody. */
const comesFromElsewhere = ({ headers }: Request): boolean =>
  !['same-origin', 'none', null].includes(headers.get('sec-fetch-site'));
