import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { FileMessages, Forms, Message, Part } from './messages.ts';
import { toLatin } from './transliterate.ts';

/** A word file as translators write it: keys and ICU messages. */
export type WordSource = Readonly<Record<string, string>>;

/**
 * Parses one ICU message. `<` is an ordinary character: messages hold words, pages hold markup.
 * @throws SyntaxError as FormatJS words it
 */
export const parseMessage = (message: string): MessageFormatElement[] =>
  parse(message, { ignoreTag: true, captureLocation: false, shouldParseSkeletons: false });

/** Prepares a word file for writing, so that no parser is needed where it is used. */
export const compileWords = (source: WordSource): FileMessages =>
  Object.fromEntries(Object.entries(source).map(([key, text]) => [key, compile(parseMessage(text))]));

/** The same messages in Latin letters. Only literal text changes: arguments, plural forms and select keys are not. */
export const compiledInLatin = (messages: FileMessages): FileMessages => mapForms(messages, inLatin);

function compile(elements: MessageFormatElement[]): Message {
  if (elements.length === 0) return '';
  const [only, ...others] = elements.map(partOf);
  return typeof only === 'string' && others.length === 0 ? only : [only!, ...others];
}

function partOf(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value;
    case TYPE.argument:
      return { argument: element.value };
    case TYPE.number:
      return { number: element.value };
    case TYPE.pound:
      return 0;
    case TYPE.select:
      return { select: element.value, forms: formsOf(element.options) };
    case TYPE.plural: {
      const { offset, pluralType } = element;
      return {
        plural: element.value,
        forms: formsOf(element.options),
        ...(offset ? { offset } : {}),
        ...(pluralType === 'ordinal' ? { ordinal: true } : {}),
      };
    }
    default:
      throw new SyntaxError('Dates and times come into a message as text: pass t.day(…).');
  }
}

const formsOf = (options: Record<string, { value: MessageFormatElement[] }>): Forms =>
  Object.fromEntries(Object.entries(options).map(([key, { value }]) => [key, compile(value)]));

const mapForms = (forms: Forms, change: (message: Message) => Message): Forms =>
  Object.fromEntries(Object.entries(forms).map(([key, message]) => [key, change(message)]));

const inLatin = (message: Message): Message =>
  typeof message === 'string' ? toLatin(message) : message.map(partInLatin);

function partInLatin(part: Part): Part {
  if (typeof part === 'string') return toLatin(part);
  return part !== 0 && 'forms' in part ? { ...part, forms: mapForms(part.forms, inLatin) } : part;
}
