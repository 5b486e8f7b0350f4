import type { Translate } from '#platform/i18n/translate.ts';
import { approvals, legalCovers } from './from-outside.ts';
import { bases, occurrences, sessionKinds } from '../types.ts';
import type { Fold } from './import-columns.ts';

/** Something that a file names by a word: its id or code, and what it is called in each language. */
export interface Named {
  readonly id: string;
  readonly names: readonly string[];
}

/** What the words in a file mean: folded words to ids. More than one id: it could be any of them. */
export type Meanings = ReadonlyMap<string, readonly string[]>;

export const wordLists = [
  'kind',
  'occurrence',
  'basis',
  'legalCover',
  'approval',
  'country',
  'ministry',
  'unit',
  'trainer',
] as const;
export type WordList = (typeof wordLists)[number];

/** Everything that a file may name, with what it means, in any of the languages. */
export interface Vocabulary {
  readonly fold: Fold;
  readonly meanings: Readonly<Record<WordList, Meanings>>;
  /** How what marks an example is written. */
  readonly examples: ReadonlySet<string>;
}

/** What the network and this ministry know, to be named in a file. */
export interface KnownThings {
  readonly countries: readonly Named[];
  /** The other ministries of the network. */
  readonly ministries: readonly Named[];
  readonly units: readonly Named[];
  readonly trainers: readonly Named[];
}

/** Learns the words of all languages. */
export function learnWords(fold: Fold, languages: readonly Translate[], known: KnownThings): Vocabulary {
  const of = <T extends string>(values: readonly T[], say: (t: Translate, value: T) => string): Named[] =>
    values.map((id) => ({ id, names: languages.map((t) => say(t, id)) }));
  const meanings = (named: readonly Named[]) => meaningsOf(fold, named);
  return {
    fold,
    meanings: {
      kind: meanings(of(sessionKinds, (t, kind) => t(`sessions.kind.${kind}`))),
      occurrence: meanings(of(occurrences, (t, one) => t(`sessions.occurrence.${one}`))),
      basis: meanings(of(bases, (t, basis) => t(`sessions.basis.${basis}`))),
      legalCover: meanings(of(legalCovers, (t, cover) => t(`sessions.legalCover.${cover}`))),
      approval: meanings(of(approvals, (t, approval) => t(`sessions.approval.${approval}`))),
      country: meanings(known.countries),
      ministry: meanings(known.ministries),
      unit: meanings(known.units),
      trainer: meanings(known.trainers),
    },
    examples: new Set(languages.map((t) => squeeze(fold, t('spreadsheet.example')))),
  };
}

/** Blanks at the ends and doubled ones say nothing. */
const squeeze = (fold: Fold, word: string): string => fold(word).trim().replace(/\s+/g, ' ');

function meaningsOf(fold: Fold, named: readonly Named[]): Meanings {
  const meanings = new Map<string, string[]>();
  for (const { id, names } of named)
    for (const name of new Set([id, ...names].map((one) => squeeze(fold, one)))) {
      const ids = meanings.get(name);
      if (!ids) meanings.set(name, [id]);
      else if (!ids.includes(id)) ids.push(id);
    }
  return meanings;
}

/** What a word means in a list: one id, several, or none. */
export const meaningOf = ({ fold, meanings }: Vocabulary, list: WordList, word: string): readonly string[] =>
  meanings[list].get(squeeze(fold, word)) ?? [];

/** Whether this marks the example of the template. */
export const isExample = ({ fold, examples }: Vocabulary, typed: string): boolean => examples.has(squeeze(fold, typed));

/**
 * Which words a cell holds: itself, where it is known as a whole, or its parts between semicolons and line ends. `nameIn`
 * finds the word in what says more than the word.
 */
export function splitList(
  vocabulary: Vocabulary,
  list: WordList,
  cell: string,
  nameIn = (part: string): string => part,
): string[] {
  if (cell.trim() === '') return [];
  if (meaningOf(vocabulary, list, cell).length > 0) return [cell];
  const parts = cell.split(/[;\n]/).map((part) => part.trim());
  const filled = parts.filter(Boolean);
  // Commas tell names apart too, unless a name holds one.
  const isKnown = (part: string) => meaningOf(vocabulary, list, nameIn(part)).length > 0;
  return filled.flatMap((part) =>
    isKnown(part) || !part.includes(',')
      ? [part]
      : part
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
  );
}
