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
    : pino(settings, destination(1));
}

/** One line of the log for people: `10:04:12 warn GET /reach 200 12 ms`. */
export function shorten(line: string): string {
  const { time, level, msg, method, path, status, ms, err } = JSON.parse(line) as Record<string, never>;
  const request = method ? [method, path, status, `${Math.round(ms)} ms`] : [];
  const stack = err ? `\n${(err as { stack: string }).stack}` : '';
  return `${[String(time).slice(11, 19), levels[level], ...request, msg].filter(Boolean).join(' ')}${stack}\n`;
}
