import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { argumentTypes, type ArgumentType } from '../argument-types.ts';
import { parseMessage } from '../compile-words.ts';
import { about, type Language } from '../languages.ts';
import { walk } from './walk.ts';

/** What is wrong with one message by itself, each as a sentence that says how to mend it. */
export function messageProblems(language: Language, text: string): string[] {
  if (text.trim() === '') return ['is empty: write the message or remove the key'];
  try {
    const message = parseMessage(text);
    argumentTypes(message);
    return [...walk(message)].flatMap(({ element, around }) => elementProblems(language, element, around));
  } catch (failure) {
    return [`cannot be read (${(failure as Error).message}): check its braces`];
  }
}

/** Where a translation needs other arguments or choices than the English message. Both must be readable. */
export function argumentProblems(english: string, translation: string): string[] {
  const [expected, found] = [english, translation].map((text) => describe(argumentTypes(parseMessage(text))));
  return expected === found ? [] : [`has the arguments ${found}, but the English message has ${expected}`];
}

const describe = (types: ReadonlyMap<string, ArgumentType>): string =>
  [...types]
    .map(([name, type]) => `${name}: ${typeof type === 'string' ? type : [...type].sort().join(' | ')}`)
    .sort()
    .join(', ') || '(none)';

function elementProblems(
  language: Language,
  element: MessageFormatElement,
  around: readonly MessageFormatElement[],
): string[] {
  if (element.type === TYPE.date || element.type === TYPE.time)
    return [`formats ${element.value} as a date: give it as a text from t.day or t.instant`];
  if (element.type === TYPE.number && element.style)
    return [`gives ${element.value} a style: use {${element.value}, number}, or a text from t.number`];
  if (element.type === TYPE.literal && element.value.includes('#') && isChoiceInPlural(around))
    return ['has # in a choice inside a plural, where it stays a #: put the plural inside the choice'];
  return element.type === TYPE.plural ? pluralProblems(language, element) : [];
}

const isChoiceInPlural = (around: readonly MessageFormatElement[]): boolean =>
  around.at(-1)?.type === TYPE.select && around.some(({ type }) => type === TYPE.plural);

function pluralProblems(language: Language, element: MessageFormatElement & { type: TYPE.plural }): string[] {
  const rules = new Intl.PluralRules(about(language).locale, { type: element.pluralType ?? 'cardinal' });
  const needed = rules.resolvedOptions().pluralCategories.toSorted().join(', ');
  const given = Object.keys(element.options).filter((form) => !form.startsWith('='));
  const found = given.toSorted().join(', ');
  return needed === found
    ? []
    : [`has the plural forms ${found} for ${element.value}, but ${language} needs ${needed}`];
}
