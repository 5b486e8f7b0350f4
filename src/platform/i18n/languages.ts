interface Known {
  /** What its speakers call it, in its own script. */
  readonly ownName: string;
  /** The locale that `Intl` formats it with. */
  readonly locale: string;
  /** The language whose Cyrillic words are transliterated for it, where it has no word files of its own. */
  readonly derivedFrom?: 'sr';
}

/*
 * Our own codes, which are also the value of the `lang` attribute. `Intl` turns `cnr` into `sr-ME` and then writes and
 * sorts it in Cyrillic, so Montenegrin is formatted as `sr-Latn-ME`.
 */
const known = {
  en: { ownName: 'English', locale: 'en-GB' },
  sr: { ownName: 'српски', locale: 'sr-Cyrl-RS' },
  'sr-Latn': { ownName: 'srpski', locale: 'sr-Latn-RS', derivedFrom: 'sr' },
  bs: { ownName: 'bosanski', locale: 'bs-Latn-BA' },
  cnr: { ownName: 'crnogorski', locale: 'sr-Latn-ME' },
  hr: { ownName: 'hrvatski', locale: 'hr-HR' },
  mk: { ownName: 'македонски', locale: 'mk-MK' },
  sq: { ownName: 'shqip', locale: 'sq-AL' },
} as const satisfies Record<string, Known>;

/** A language that the platform knows how to format. */
export type Language = keyof typeof known;

/** The languages that have words, in the order in which they are offered. */
export const offeredLanguages: readonly Language[] = ['en', 'sr', 'sr-Latn'];

/** The language of last resort, which is complete and from which the others are translated. */
export const sourceLanguage: Language = 'en';

/** What is known about a language. */
export const about = (language: Language): Known => known[language];

/** Whether a text is the code of a language that can be offered. */
export const isOffered = (text: unknown): text is Language => offeredLanguages.some((language) => language === text);

/**
 * The first offered language that a visitor's browser asks for (`Accept-Language`, RFC 9110 section 12.5.4), English
 * otherwise. A language is never answered with a neighbouring one: nobody likes to be told what they speak.
 */
export function preferredLanguage(header: string | null): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .map(([tag = '', weight = '1']) => ({ tag, weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map(({ tag }) => offeredFor(tag)).find((language) => language !== undefined) ?? sourceLanguage;
}

/** `sr-Latn-RS` is answered by `sr-Latn`, `en-US` by `en`; Serbian as written in Montenegro by either script. */
function offeredFor(tag: string): Language | undefined {
  const parts = tag.split('-');
  const candidates = parts.map((_, index) =>
    parts
      .slice(0, parts.length - index)
      .join('-')
      .toLowerCase(),
  );
  return candidates
    .map((candidate) => offeredLanguages.find((language) => language.toLowerCase() === candidate))
    .find((language) => language !== undefined);
}
