import { destination, pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { isId } from '#shared/ids.ts';

const levels: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/**
 * The log: JSON lines on standard output, or short ones where a person looks on. It holds no bodies, cookies or search
 * terms, because nobody hands it any.
 */
export function openLog(level: string, isTerminal: boolean = process.stdout.isTTY): Logger {
  return openLogTo(
    isTerminal ? { write: (line: string) => process.stdout.write(shorten(line)) } : destination({ fd: 1, sync: false }),
    level,
  );
}

/** The same log to somewhere else. */
export const openLogTo = (target: DestinationStream, level: string): Logger =>
  pino({ level, timestamp: stdTimeFunctions.isoTime, base: undefined, serializers: { err: tellFailure } }, target);

/** What is said of a failure. Not all that hangs on it: of a statement that failed, the database tells every value. */
function tellFailure(failure: unknown): unknown {
  if (!(failure instanceof Error)) return { type: typeof failure };
  const { name, message, stack, cause } = failure;
  const { code, constraint } = failure as { code?: unknown; constraint?: unknown };
  return { type: name, message, stack, code, constraint, ...(cause !== undefined && { cause: tellFailure(cause) }) };
}

/** A part of a path that no name of ours looks like: long, and of more than small letters. It may be a secret of a link. */
const secretPart = /(?=[\w~-]*[A-Z0-9])[\w~-]{20,}/g;

/** The path of a request as the log may hold it: without what was searched for, and without tokens. */
export const loggedPath = (url: string): string =>
  url
    .split('?')[0]!
    .slice(0, 200)
    .replaceAll(secretPart, (part) => (isId(part) ? part : '…'));

interface Line {
  readonly time: string;
  readonly level: number;
  readonly msg?: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly err?: { readonly stack: string };
}

/** One line of the log for people: `10:04:12 info GET /reach 200 12 ms`. */
export function shorten(line: string): string {
  const { time, level, msg, method, path, status, ms = 0, err } = JSON.parse(line) as Line;
  const request = method ? [method, path, status, `${Math.round(ms)} ms`] : [];
  const words = [time.slice(11, 19), levels[level], ...request, msg].filter((word) => word !== undefined);
  return `${words.join(' ')}${err ? `\n${err.stack}` : ''}\n`;
}
