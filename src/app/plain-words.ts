import type { IncomingMessage } from 'node:http';
import type { PlainWords } from '#platform/http/plain-page.ts';
import { isOffered, preferredLanguage, type Language } from '#platform/i18n/languages.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import type { Refusal } from '#shared/refusal.ts';
import { choiceCookies } from './visitor.ts';

/** The words of a page that the entry sends by itself, in the visitor's language. */
export async function findPlainWords(
  req: IncomingMessage,
  refusal: Refusal | null,
  requestId: string,
): Promise<PlainWords> {
  const language = languageOf(req);
  const t = createTranslate(language, await loadWords(language, ['shell', 'refusal']));
  return {
    language,
    heading: t('shell.failed.heading'),
    sentence: refusal ? t.refusal(refusal) : t('refusal.Unforeseen'),
    back: t('shell.failed.back'),
    requestId: t('shell.failed.requestId', { id: requestId }),
  };
}

const languageCookie = new RegExp(`(?:^|;\\s*)${choiceCookies.language}=([\\w-]+)`);

function languageOf({ headers }: IncomingMessage): Language {
  const chosen = languageCookie.exec(headers.cookie ?? '')?.[1];
  return isOffered(chosen) ? chosen : preferredLanguage(headers['accept-language'] ?? null);
}
