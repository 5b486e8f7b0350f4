import { destination, pino, stdTimeFunctions, type Logger } from 'pino';

const levels: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/**
 * The log: JSON lines on standard output, or short ones where a person looks on. It holds no bodies, cookies or search
 * terms, because nobody hands it any.
 */
export function openLog(level: string, isTerminal: boolean = process.stdout.isTTY): Logger {
  const settings = { level, timestamp: stdTimeFunctions.isoTime, base: undefined };
  return isTerminal
    ? pino(settings, { write: (line) => process.stdout.write(shorten(line)) })
    : pino(settings, destination({ fd: 1, sync: false }));
}

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
