import { toLatin } from '#platform/i18n/transliterate.ts';

/*
 * `Intl` has the digits and the plural forms of a language but not its number words, so the two languages that are offered
 * bring their own, up to 99: what a text for readers spells out. docs/decisions/writer.md has what else was looked at.
 */

/** The gender of the noun that a number counts, where its word follows it. */
export type Gender = 'feminine' | 'masculine' | 'neuter';

interface NumberWords {
  /** The words of 0 to 19. */
  readonly small: readonly string[];
  /** The words of 20, 30 … 90. */
  readonly tens: readonly string[];
  readonly between: string;
  /** The words for places, as in "the fifth time": of 1 to 19, and of 20, 30 … 90. */
  readonly places: readonly string[];
  readonly placesOfTens: readonly string[];
  /** What differs by gender, where the word above is masculine. */
  readonly byGender?: Readonly<Record<string, Readonly<Partial<Record<Gender, string>>>>>;
}

const english: NumberWords = {
  small: words(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ),
  tens: words('twenty thirty forty fifty sixty seventy eighty ninety'),
  between: '-',
  places: words(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
  ),
  placesOfTens: words('twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'),
};

const serbian: NumberWords = {
  small: words(
    'нула један два три четири пет шест седам осам девет десет једанаест дванаест тринаест четрнаест петнаест шеснаест седамнаест осамнаест деветнаест',
  ),
  tens: words('двадесет тридесет четрдесет педесет шездесет седамдесет осамдесет деведесет'),
  between: ' ',
  places: words(
    'први други трећи четврти пети шести седми осми девети десети једанаести дванаести тринаести четрнаести петнаести шеснаести седамнаести осамнаести деветнаести',
  ),
  placesOfTens: words('двадесети тридесети четрдесети педесети шездесети седамдесети осамдесети деведесети'),
  byGender: { један: { feminine: 'једна', neuter: 'једно' }, два: { feminine: 'две' } },
};

const spoken: Readonly<Record<string, NumberWords>> = { en: english, sr: serbian };

function words(text: string): readonly string[] {
  return text.split(' ');
}

/**
 * A whole number from 1 to 99 in words, in the nominative: "twenty-six". Null for every other number and for a language
 * whose words are not here: that one is written in digits.
 */
export const spellNumber = (language: string, n: number, gender: Gender = 'masculine'): string | null =>
  spell(language, n, (known) => {
    const last = known.small[n < 20 ? n : n % 10]!;
    const agreed = known.byGender?.[last]?.[gender] ?? last;
    if (n < 20) return agreed;
    const ten = known.tens[Math.floor(n / 10) - 2]!;
    return n % 10 === 0 ? ten : `${ten}${known.between}${agreed}`;
  });

/** The place of something in a row from 1 to 99 in words, as one says "the fifth time". Null as above. */
export const spellPlace = (language: string, n: number): string | null =>
  spell(language, n, (known) => {
    if (n < 20) return known.places[n - 1]!;
    const at = Math.floor(n / 10) - 2;
    return n % 10 === 0 ? known.placesOfTens[at]! : `${known.tens[at]!}${known.between}${known.places[(n % 10) - 1]!}`;
  });

/** Serbian in Latin letters is the same, written in these. */
function spell(language: string, n: number, say: (known: NumberWords) => string): string | null {
  if (!Number.isInteger(n) || n < 1 || n > 99) return null;
  if (language === 'sr-Latn') return toLatin(say(serbian));
  const known = spoken[language];
  return known ? say(known) : null;
}
