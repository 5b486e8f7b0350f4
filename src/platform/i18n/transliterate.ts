/*
 * Serbian Cyrillic and Latin correspond letter by letter (Pravopis srpskoga jezika, Matica srpska 2010, section 3),
 * so the Latin form can be computed. Macedonian letters follow the Macedonian standard of 1970.
 */
// prettier-ignore
const letters: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj',
  м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č',
  џ: 'dž', ш: 'š', ѓ: 'ǵ', ќ: 'ḱ', ѕ: 'dz', ѐ: 'è', ѝ: 'ì',
};

const isCapital = (letter: string | undefined): boolean => letter !== undefined && /\p{Lu}/u.test(letter);

/** A capital that becomes two letters: `ЉУБАВ` → `LJUBAV`, `Љубав` → `Ljubav`, `Љ` → `Lj`. */
function capital(latin: string, before: string | undefined, after: string | undefined): string {
  const shouting = /\p{L}/u.test(after ?? '') ? isCapital(after) : isCapital(before);
  return shouting ? latin.toUpperCase() : latin[0]!.toUpperCase() + latin.slice(1);
}

/** Serbian or Macedonian Cyrillic in Latin letters. What is Latin already, figures and signs stay as they are. */
export function toLatin(text: string): string {
  const all = Array.from(text.normalize('NFC'));
  return all
    .map((letter, index) => {
      const small = letter.toLowerCase();
      const latin = letters[small];
      if (latin === undefined) return letter;
      return letter === small ? latin : capital(latin, all[index - 1], all[index + 1]);
    })
    .join('');
}
