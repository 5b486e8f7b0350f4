import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { openRequest } from '#app/request.ts';
import { sayRefusal } from '#app/say-refusal.ts';
import { runningPlatform } from '#app/platform.ts';
import { secondFactorFor, withheldInstead } from '#app/withheld.ts';
import { choiceCookies, isTheme, keepChoice, signInCookie, type Theme } from '#app/visitor.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { touchSignIn } from '#domains/identity/server/commands.ts';
import { proveSignIn, stranger, type Proof } from '#domains/identity/server/queries.ts';
import { isOffered, preferredLanguage, type Language } from '#platform/i18n/languages.ts';
import { isRefusal } from '#shared/refusal.ts';
import { newId } from '#shared/ids.ts';

export const handle: Handle = async ({ event, resolve }) => {
  keepLanguage(event);
  const { database } = runningPlatform();
  const token = event.cookies.get(signInCookie);
  const proof = token ? await database.read(stranger, (reading) => answer(reading, proveSignIn, token)) : null;
  if (proof) await noteVisit(proof);
  const actor = proof?.actor ?? stranger;
  const language = languageOf(event);
  const theme = themeOf(event);
  Object.assign(event.locals, openRequest(database, actor), {
    actor,
    signInId: proof?.signInId ?? null,
    language,
    theme,
    requestId: event.request.headers.get('x-request-id') ?? newId(),
  });
  insistOnSignIn(event);
  const response = await resolve(event, {
    // The two fonts of the page's script are asked for at once, before the style sheet is read.
    preload: ({ type, path }) => type !== 'font' || path.includes(usesCyrillic(language) ? 'cyrillic' : 'latin'),
    transformPageChunk: ({ html }) =>
      withoutMarks(html)
        .replace('%kaskada.language%', language)
        .replace('%kaskada.theme%', theme ?? 'system'),
  });
  // The encoding stands in the page too, but not everybody reads that far.
  if (response.headers.get('content-type') === 'text/html')
    response.headers.set('content-type', 'text/html; charset=utf-8');
  // What a signed-in person saw stays in no cache, neither the browser's nor one on the way.
  if (actor.personId) response.headers.set('cache-control', 'private, no-store');
  return response;
};

/** How long a visit goes unnoted, in milliseconds: their person sees it to the minute, and few requests pay for it. */
const visitLasts = 300_000;

async function noteVisit({ actor, signInId, unusedFor }: Proof): Promise<void> {
  if (unusedFor < visitLasts) return;
  const { database, log } = runningPlatform();
  // Where nothing can be written, on a full disk, what was written can still be read.
  await database
    .work(actor, (work) => carryOut(work, touchSignIn, signInId))
    .catch((failure: unknown) => log.warn({ err: failure }, 'a visit could not be noted'));
}

/** A page without script has no use for the marks by which script would find its way: 400 bytes of the public facts. */
const withoutMarks = (html: string): string =>
  /<script(?! type="application\/ld\+json")/.test(html) ? html : html.replace(/<!--[\w$[\]!]*-->/g, '');

/** `?language=` works as a plain link: the choice is kept and the address cleaned. */
function keepLanguage({ url, cookies }: RequestEvent) {
  const wanted = url.searchParams.get('language');
  if (wanted === null) return;
  if (isOffered(wanted)) keepChoice({ cookies, url }, 'language', wanted);
  const clean = new URLSearchParams(url.searchParams);
  clean.delete('language');
  // A path that began with two slashes would be another host.
  redirect(303, `${url.pathname.replace(/^\/+/, '/')}${clean.size > 0 ? `?${clean}` : ''}`);
}

/**
 * The pages of the people of the network are for them. Here and not in a layout, which a request for the data of a page
 * may leave out. A form that was sent after sign-out is answered by its own page, so that nothing typed is lost.
 */
function insistOnSignIn({ route, url, request, isDataRequest, locals }: RequestEvent) {
  if (locals.actor.personId || !route.id?.startsWith('/(app)')) return;
  if (request.method === 'POST' && !isDataRequest) return;
  redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
}

const usesCyrillic = (language: Language): boolean => language === 'sr' || language === 'mk';

function languageOf({ cookies, request }: RequestEvent): Language {
  const chosen = cookies.get(choiceCookies.language);
  return isOffered(chosen) ? chosen : preferredLanguage(request.headers.get('accept-language'));
}

function themeOf({ cookies }: RequestEvent): Theme | null {
  const chosen = cookies.get(choiceCookies.theme);
  return isTheme(chosen) ? chosen : null;
}

export const handleError: HandleServerError = async ({ kind, error, event }) => {
  const { requestId, language } = event.locals;
  const say = (name: string, args = {}) => sayRefusal(language, { name, args });
  if (kind !== 'unknown') return { requestId, text: await say(error.status === 404 ? 'PageMissing' : 'Unforeseen') };
  if (isRefusal(error)) {
    const withheld = withheldInstead(event.locals.actor, event.request.method, error.status);
    const { status, name, args } = withheld ?? error;
    return {
      ...{ status, message: name, refusal: name, text: await say(name, args), requestId },
      ...(withheld && { secondFactor: secondFactorFor(event.url.pathname + event.url.search) }),
    };
  }
  // Not a refusal: our bug. It is logged whole, and shown without a detail.
  runningPlatform().log.error({ err: error, requestId, route: event.route.id }, 'unexpected failure');
  return { status: 500, message: 'unexpected', text: await say('Unforeseen'), requestId };
};
