import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { FileMessages, Message } from './messages.ts';
import { toLatin } from './transliterate.ts';

/** A word file as translators write it: keys and ICU messages. */
export type WordSource = Readonly<Record<string, string>>;

/**
 * Parses one ICU message. `<` is an ordinary character: messages hold words, pages hold markup.
 * @throws SyntaxError as FormatJS words it
 */
export const parseMessage = (message: string): MessageFormatElement[] =>
  parse(message, { ignoreTag: true, captureLocation: false, shouldParseSkeletons: false });

/** Prepares a word file for formatting, so that no parser is needed where it is used. */
export const compileWords = (source: WordSource): FileMessages =>
  Object.fromEntries(Object.entries(source).map(([key, text]) => [key, shorten(parseMessage(text))]));

/** The same messages in Latin letters. Only literal text changes: arguments, plural forms and select keys are not. */
export const compiledInLatin = (messages: FileMessages): FileMessages =>
  Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === 'string' ? toLatin(message) : message.map(elementInLatin),
    ]),
  );

function shorten(elements: MessageFormatElement[]): Message {
  if (elements.length === 0) return '';
  const [only, ...others] = elements;
  return only?.type === TYPE.literal && others.length === 0 ? only.value : elements;
}

function elementInLatin(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal) return { ...element, value: toLatin(element.value) };
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
  const options = Object.entries(element.options).map(([key, option]) => [
    key,
    { value: option.value.map(elementInLatin) },
  ]);
  return { ...element, options: Object.fromEntries(options) };
}
