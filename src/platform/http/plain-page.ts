import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from '#shared/refusal.ts';
import { describeProblem, problemType, type Problem } from './problem.ts';
import { told } from './visit.ts';

/*
 * The page for what never reaches the site: in the same calm style, complete in itself, so that it also stands when the
 * site is what broke. Its only style is inline, and named in the policy by its hash.
 */
const style = `:root{color-scheme:light dark;--paper:#fbf9f4;--ink:#16213a;--second:#525c70;--teal:#0f6b6b;--rule:#d8d1c2}
@media (prefers-color-scheme:dark){:root{--paper:#141a26;--ink:#ece7db;--second:#a9b0bf;--teal:#6cc3bd;--rule:#3a4254}}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 'Source Sans 3',system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:12vh 1.25rem}
h1{font:600 1.9rem/1.2 'Source Serif 4',Georgia,serif;margin:0 0 1rem;padding-bottom:.75rem;border-bottom:1.5px solid var(--ink)}
a{color:var(--teal)}small{display:block;margin-top:2.5rem;padding-top:.75rem;border-top:1px solid var(--rule);color:var(--second)}`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** What the plain page says, in the visitor's language. */
export interface PlainWords {
  readonly language: string;
  readonly heading: string;
  readonly sentence: string;
  readonly back: string;
  readonly requestId: string;
}

/** Finds the words for a refusal, or for a fault of ours (null). */
export type FindWords = (req: IncomingMessage, refusal: Refusal | null, requestId: string) => Promise<PlainWords>;

/**
 * Sends the page. A browser gets HTML; a program, which asks for JSON or at the interface, gets a problem document; the
 * script of a form gets what the site itself answers to a form that failed, so that it can say it beside the form.
 */
export function sendPlainPage(
  req: IncomingMessage,
  res: ServerResponse,
  refusal: Refusal | null,
  words: PlainWords,
): void {
  const status = refusal?.status ?? 500;
  const problem = isProgram(req) ? problemOf(res, refusal, status, words) : null;
  const isScripted = 'x-sveltekit-action' in req.headers;
  const body = problem ? JSON.stringify(isScripted ? failedForm(problem) : problem) : pageOf(words);
  res.statusCode = status;
  if (res.statusCode === 405) res.setHeader('allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  res.setHeader('content-security-policy', policy);
  res.setHeader('cache-control', 'no-store');
  const asJson = isScripted ? 'application/json' : problemType;
  res.setHeader('content-type', problem ? asJson : 'text/html; charset=utf-8');
  res.setHeader('content-length', Buffer.byteLength(body));
  res.end(req.method === 'HEAD' ? undefined : body);
}

function isProgram({ url, headers: { accept = '' } }: IncomingMessage): boolean {
  return url?.startsWith('/api/') || (/\bjson\b/.test(accept) && !/\bhtml\b/.test(accept));
}

const problemOf = (res: ServerResponse, refusal: Refusal | null, status: number, { sentence }: PlainWords) =>
  describeProblem({
    title: sentence,
    status,
    name: refusal?.name ?? 'Unforeseen',
    requestId: String(res.getHeader(told.requestId)),
  });

const failedForm = ({ name, title, status, requestId }: Problem) => ({
  type: 'error',
  error: { status, message: name, refusal: name, text: title, requestId },
});

const pageOf = ({ language, heading, sentence, back, requestId }: PlainWords): string => `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(heading)} · Kaskada</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(heading)}</h1>
<p>${escape(sentence)}</p>
<p><a href="/">${escape(back)}</a></p>
<small>${escape(requestId)}</small>
</main>
</body>
</html>
`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);
