import type { Refusal } from '#shared/refusal.ts';
import { formatToParts } from 'intl-messageformat';
import { createFormats, numberFormat, pluralRules, type FormatSettings, type Formats } from './formats.ts';
import type { MessageArguments } from './keys.generated.ts';
import { about, type Language } from './languages.ts';
import type { FileMessages, Message, Words } from './messages.ts';

/** A key of a message: `<word file>.<key in it>`. */
export type Key = keyof MessageArguments;

/** The arguments that a message needs; for a key that is one of several, those that any of them needs. */
type Needed<K extends Key> = (K extends Key ? (args: MessageArguments[K]) => void : never) extends (
  args: infer Args,
) => void
  ? Args
  : never;
/** The keys of messages that need no arguments. */
type PlainKey = { [K in Key]: {} extends MessageArguments[K] ? K : never }[Key];

/** Words and formats in one language. A key that does not exist or an argument that is missing does not compile. */
export interface Translate extends Formats {
  (key: PlainKey): string;
  <K extends Key>(key: K, args: Needed<K>): string;
  readonly language: Language;
  /** The locale to sort by. */
  readonly locale: string;
  /** Somebody's name; where it was erased, a pseudonym stands in the records, and this says so. */
  person(name: string): string;
  /** What a refusal says to the person who is refused; the sentence for a fault of ours where it has none. */
  refusal(refusal: Pick<Refusal, 'name' | 'args'>): string;
}

/** Whether a name was erased, and the database keeps a mark and a code instead. */
const isPseudonym = (name: string): boolean => /^~[0-9A-F]{4,}$/.test(name);

type Values = Readonly<Record<string, string | number>>;

/** Words of the given files (from `loadWords`) in one language. Cheap: a request may make its own. */
export function createTranslate(language: Language, words: Words, settings?: FormatSettings): Translate {
  const { locale } = about(language);
  const say = (key: string, values?: Values): string => write(locale, find(words, key), values);
  const refusal = ({ name, args }: Pick<Refusal, 'name' | 'args'>): string =>
    Object.hasOwn(words.refusal ?? {}, name) ? say(`refusal.${name}`, args) : say('refusal.Unforeseen');
  const person = (name: string): string => (isPseudonym(name) ? say('shell.erased', { code: name.slice(1) }) : name);
  return Object.assign(say, createFormats(language, settings), { language, locale, refusal, person }) as Translate;
}

/** A `Translate` that always does what the current one does, for pages whose language changes while they are open. */
export const followTranslate = (current: () => Translate): Translate =>
  new Proxy(current(), {
    apply: (_, __, args: Parameters<Translate>) => current()(...args),
    get: (_, name) => Reflect.get(current(), name),
  });

function find(words: Words, key: string): Message {
  const dot = key.indexOf('.');
  const file: FileMessages | undefined = words[key.slice(0, dot) as keyof Words];
  const name = key.slice(dot + 1);
  const message = file && Object.hasOwn(file, name) ? file[name] : undefined;
  if (message === undefined)
    throw new Error(
      `No words for "${key}": ${file ? 'the file lacks the key' : 'its file was not given to loadWords'}.`,
    );
  return message;
}

const formats = { number: {}, date: {}, time: {} };
const formatters = {
  getNumberFormat: (locale?: string | string[]) => numberFormat(String(locale)),
  getPluralRules: (locale?: string | string[], options?: Intl.PluralRulesOptions) =>
    pluralRules(String(locale), options),
  getDateTimeFormat: () => {
    throw new Error('Days come into a message as text: pass t.day(…).');
  },
};

function write(locale: string, message: Message, values?: Values): string {
  if (typeof message === 'string') return message;
  const parts = formatToParts(message, locale, formatters, formats, { ...values });
  return parts.map(({ value }) => value).join('');
}
