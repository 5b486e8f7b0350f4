import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { failWith } from '#app/attempt.ts';
import { runningPlatform } from '#app/platform.ts';
import { callerOf, ceremonyOf, keepCeremony } from '#app/sign-in/caller.ts';
import { enter } from '#app/sign-in/let-in.ts';
import { signInWithPasskey, signInWithPassword } from '#app/sign-in/prove.ts';
import { sayRefusal } from '#app/say-refusal.ts';
import { safePath, signInCookie } from '#app/visitor.ts';
import { passkeySchema, passwordSchema } from '#domains/authentication/schema.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, request, cookies }) => {
  const to = safePath(url.searchParams.get('to'));
  const { authentication } = runningPlatform();
  // A form that was refused is answered by the page that it was sent from.
  if (request.method !== 'POST') leadElsewhere(locals, url, to);
  return {
    to,
    providers: authentication.providers.map(({ id, countryCode }) => ({ id, countryCode })),
    // Whoever comes with a sign-in that is none any more is told so.
    isEnded: request.method !== 'POST' && !locals.actor.personId && Boolean(cookies.get(signInCookie)),
    refusedText: await sayRefused(url, locals.language),
  };
};

function leadElsewhere({ actor }: App.Locals, { searchParams }: URL, to: string): void {
  const { mode, firstRunCode } = runningPlatform();
  if (actor.personId) redirect(303, to);
  // In the demo almost everybody steps in; the form is for those who were invited there.
  const isMeant = searchParams.has('own') || searchParams.has('refused');
  if (mode === 'demo' && !isMeant) redirect(303, `/step-in?to=${encodeURIComponent(to)}`);
  if (firstRunCode) redirect(303, '/first-run');
}

/** What became of a visit to the ministry's provider; only refusals that can come of it are said. */
async function sayRefused({ searchParams }: URL, language: App.Locals['language']): Promise<string> {
  const name = searchParams.get('refused');
  const known = ['ProviderRefused', 'ProviderUnreachable', 'CeremonyOver', 'InvitationMissing'];
  return name && known.includes(name) ? sayRefusal(language, { name, args: {} }) : '';
}

export const actions: Actions = {
  password: (event) =>
    answering(event, async (typed) => {
      const parsed = v.safeParse(passwordSchema, typed);
      const { email, password } = parsed.success ? parsed.output : { email: '', password: '' };
      const step = await signInWithPassword(callerOf(event), email, password);
      if ('entered' in step) return () => enter(event, step.entered, typed['to']);
      keepCeremony(event, { jar: step.jar, to: safePath(typed['to']) });
      return () => redirect(303, '/sign-in/code');
    }),
  passkey: (event) =>
    answering(event, async (typed) => {
      const parsed = v.safeParse(passkeySchema, typed);
      const response = parsed.success ? parsed.output.response : {};
      const entered = await signInWithPasskey(callerOf(event), ceremonyOf(event), response);
      return () => enter(event, entered, typed['to']);
    }),
};

type Typed = Readonly<Record<string, FormDataEntryValue>>;

/** Carries a form out, then goes on; a refusal goes back to it with the address, never the password. */
async function answering(event: RequestEvent, act: (typed: Typed) => Promise<() => never>) {
  const typed = Object.fromEntries(await readForm(event.request));
  try {
    return (await act(typed))();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    const email = String(typed['email'] ?? '').slice(0, 254);
    return failWith(event.locals, thrown, { email, to: safePath(typed['to']) });
  }
}
