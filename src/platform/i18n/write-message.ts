import { numberFormat, pluralRules } from './formats.ts';
import type { Message, Part } from './messages.ts';

/** What is filled into a message, by the name of its place. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * Writes a message: the part of ICU MessageFormat that our messages use. `around` is the number of the plural around it.
 * @throws Error when a value is missing
 */
export function writeMessage(locale: string, message: Message, values: Values = {}, around = 0): string {
  if (typeof message === 'string') return message;
  return message.map((part) => writePart(locale, part, values, around)).join('');
}

function writePart(locale: string, part: Part, values: Values, around: number): string {
  if (typeof part === 'string') return part;
  if (part === 0) return numberFormat(locale).format(around);
  if ('argument' in part) return String(valueOf(values, part.argument));
  if ('number' in part) return numberFormat(locale).format(Number(valueOf(values, part.number)));
  if ('select' in part) {
    const chosen = String(valueOf(values, part.select));
    const form = Object.hasOwn(part.forms, chosen) ? part.forms[chosen] : part.forms.other;
    return writeMessage(locale, form!, values, around);
  }
  const n = Number(valueOf(values, part.plural));
  const counted = n - (part.offset ?? 0);
  const rule = pluralRules(locale, part.ordinal ? { type: 'ordinal' } : undefined).select(counted);
  const form = part.forms[`=${n}`] ?? part.forms[rule] ?? part.forms.other;
  return writeMessage(locale, form!, values, counted);
}

function valueOf(values: Values, name: string): string | number {
  const value = values[name];
  if (value === undefined) throw new Error(`The message needs a value for "${name}".`);
  return value;
}
