/** Why a password will not do. */
export type PasswordProblem = 'tooShort' | 'tooLong' | 'tooCommon' | 'tooPersonal';

export const passwordLength = { least: 12, most: 128 } as const;

/**
 * What people begin with when a password is asked of them here: the words of the place, and the world's favourites. What
 * is left of a password without them must still be long enough to be one.
 */
const commonWords = [
  ...['kaskada', 'cascade', 'trainer', 'training', 'gender', 'ministry', 'defence', 'defense', 'network', 'balkan'],
  ...['bosnia', 'bosna', 'hercegovina', 'herzegovina', 'montenegro', 'crnagora', 'makedonija', 'macedonia', 'skopje'],
  ...['srbija', 'serbia', 'beograd', 'belgrade', 'sarajevo', 'podgorica', 'jugoslavija', 'vojska', 'odbrana', 'mreza'],
  ...[
    'password',
    'passwort',
    'lozinka',
    'sifra',
    'parola',
    'welcome',
    'dobrodosli',
    'admin',
    'administrator',
    'secret',
  ],
  ...[
    'qwertyuiop',
    'qwertzuiop',
    'qwerty',
    'qwertz',
    'asdfghjkl',
    'asdfgh',
    'yxcvbnm',
    'zxcvbnm',
    'iloveyou',
    'volimte',
  ],
  ...['letmein', 'monkey', 'dragon', 'football', 'fudbal', 'zvezda', 'partizan', 'princess', 'sunshine', 'changeme'],
  ...['1q2w3e4r5t6y', '1q2w3e4r', '1qaz2wsx3edc', 'qazwsxedc', 'zaq12wsx'],
];

/** Personal words shorter than this are in too many honest passwords. */
const leastPersonal = 4;
const leastRest = 6;

/**
 * Judges a password that somebody chooses: its length, and whether it is more than common or personal words, repetition
 * and rows of keys. Nothing else is asked of it.
 */
export function findPasswordProblem(
  password: string,
  { email = '', name = '' }: { email?: string; name?: string } = {},
): PasswordProblem | null {
  const length = [...password].length;
  if (length < passwordLength.least) return 'tooShort';
  if (length > passwordLength.most) return 'tooLong';
  const plain = simplify(password);
  if (isThin(plain)) return 'tooCommon';
  const personal = wordsIn(`${email} ${name}`);
  if (isThin(without(plain, commonWords))) return 'tooCommon';
  return isThin(without(plain, [...commonWords, ...personal])) ? 'tooPersonal' : null;
}

/** Small letters without their marks, and letters for the figures that stand for them: `P@ssw0rđ` is `password`. */
function simplify(text: string): string {
  const alike: Record<string, string> = { '@': 'a', '0': 'o', '3': 'e', $: 's', đ: 'd' };
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return bare.replace(/[@03$đ]/g, (sign) => alike[sign]!);
}

/** Split first: to `simplify` an at sign is a letter. */
const wordsIn = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= leastPersonal)
    .map(simplify);

const without = (text: string, words: readonly string[]): string =>
  words
    .map(simplify)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), text);

/** Whether so little is left that does not follow from the sign before it (the same, the next, the one before). */
function isThin(text: string): boolean {
  const signs = [...text].map((sign) => sign.codePointAt(0)!);
  const steps = signs.slice(1).map((sign, index) => Math.abs(sign - signs[index]!));
  const surprising = steps.filter((step) => step > 1).length;
  return surprising < leastRest - 1 || new Set(signs).size < leastRest - 1;
}
