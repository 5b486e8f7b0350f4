import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** The type of a message's argument: a number, any text, or one of the texts that the message tells apart. */
export type ArgumentType = 'number' | 'string' | readonly string[];

/**
 * What a message needs to be told, by argument name: a number where it is counted or printed as one, the select keys
 * where it is told apart, any text otherwise.
 * @throws Error where one argument is used as two of these that exclude each other
 */
export function argumentTypes(message: readonly MessageFormatElement[]): ReadonlyMap<string, ArgumentType> {
  const types = new Map<string, ArgumentType>();
  for (const [name, type] of uses(message)) {
    const merged = merge(types.get(name) ?? 'string', type);
    if (merged === undefined) throw new Error(`the argument ${name} is used as a number and as a choice`);
    types.set(name, merged);
  }
  return types;
}

/** The interface from which `t` takes its keys and arguments, as TypeScript. */
export function declareKeys(messages: ReadonlyMap<string, readonly MessageFormatElement[]>): string {
  const lines = [...messages].map(([key, message]) => `  '${key}': ${declareArguments(argumentTypes(message))};`);
  return [
    '// Made by bin/words.ts from words/en. Do not edit: it is written anew.',
    'export interface MessageArguments {',
    ...lines,
    '}',
    '',
  ].join('\n');
}

function declareArguments(types: ReadonlyMap<string, ArgumentType>): string {
  const fields = [...types].map(([name, type]) => `${name}: ${typeof type === 'string' ? type : union(type)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`;
}

const union = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(' | ');

function uses(elements: readonly MessageFormatElement[]): [string, ArgumentType][] {
  return elements.flatMap((element): [string, ArgumentType][] => {
    if (element.type === TYPE.argument) return [[element.value, 'string']];
    if (element.type === TYPE.number) return [[element.value, 'number']];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inside = Object.values(element.options).flatMap((option) => uses(option.value));
    return [[element.value, element.type === TYPE.plural ? 'number' : Object.keys(element.options)], ...inside];
  });
}

/** `string` gives way to what is narrower; two choices of one argument are put together. */
function merge(one: ArgumentType, other: ArgumentType): ArgumentType | undefined {
  if (one === 'string') return other;
  if (other === 'string' || one === other) return one;
  if (one === 'number' || other === 'number') return undefined;
  return [...new Set([...one, ...other])];
}
