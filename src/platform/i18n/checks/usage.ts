import { wordFiles } from '../messages.ts';

/** A key in the code: as a whole, or with parts that are known at run time only (`sessions.kind.*`). */
export interface KeyUse {
  readonly key: string;
  /** Where it is written. */
  readonly path: string;
}

const inQuotes = new RegExp(`(['"])((?:${wordFiles.join('|')})\\.[A-Za-z][\\w.]*)\\1`, 'g');
const inTemplate = new RegExp('`((?:' + wordFiles.join('|') + ')\\.(?:[\\w.]|\\$\\{[^}`]*\\})+)`', 'g');
const refusal = /class (\w+) extends Refusal\b/g;

/**
 * The keys that a source file uses: every text that has the form of a key, and the name of every refusal. In a template
 * each `${…}` stands for any text, but a template that fixes nothing but the file says too little to count.
 */
export function keysUsed(path: string, source: string): KeyUse[] {
  const whole = [...source.matchAll(inQuotes)].map(([, , key = '']) => key);
  const patterns = [...source.matchAll(inTemplate)].map(([, template = '']) => template.replace(/\$\{[^}]*\}/g, '*'));
  const refusals = [...source.matchAll(refusal)].map(([, name]) => `refusal.${name}`);
  return [...whole, ...patterns.filter((pattern) => !/^\w+\.\*$/.test(pattern)), ...refusals].map((key) => ({
    key,
    path,
  }));
}

/** Keys that are used but do not exist, and keys that exist but are not used. */
export function usageProblems(keys: readonly string[], uses: readonly KeyUse[]): string[] {
  const matchers = uses.map(({ key, path }) => ({ key, path, matches: matcher(key) }));
  const dangling = matchers.filter(({ matches }) => !keys.some(matches));
  const idle = keys.filter((key) => !matchers.some(({ matches }) => matches(key)));
  return [
    ...dangling.map(
      ({ key, path }) => `${path}: no words for "${key}": add the key to words/en, or use one that exists`,
    ),
    ...idle.map((key) => `words/en: no code uses "${key}": remove it in every language`),
  ];
}

function matcher(key: string): (other: string) => boolean {
  if (!key.includes('*')) return (other) => other === key;
  const pattern = new RegExp(`^${key.split('*').map(RegExp.escape).join('.+')}$`);
  return (other) => pattern.test(other);
}
