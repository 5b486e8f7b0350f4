import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLatin } from './transliterate.ts';

const serbian = Array.from('абвгдђежзијклљмнњопрстћуфхцчџш');
const back: [string, string][] = serbian
  .map((letter): [string, string] => [toLatin(letter), letter])
  .sort(([one], [other]) => other.length - one.length);

/** The reverse, which is only right where no two letters meet that look like a digraph. */
function toCyrillic(latin: string): string {
  const [match] = back.filter(([from]) => latin.startsWith(from));
  return latin === '' ? '' : (match?.[1] ?? latin[0]!) + toCyrillic(latin.slice(match?.[0].length ?? 1));
}

const word = fc.array(fc.constantFrom(...serbian), { minLength: 1, maxLength: 20 }).map((letters) => letters.join(''));
/** Letters of a prefix and a stem that meet, as in инјекција, конјугација, наджњети: written like љ, њ and џ. */
const meeting = /лј|нј|дж/;

describe('Cyrillic in Latin letters', () => {
  test.each([
    ['Забележи обуку', 'Zabeleži obuku'],
    ['Љубав, ЉУБАВ, Љ', 'Ljubav, LJUBAV, Lj'],
    ['ПОЉЕ, НАСЉ', 'POLJE, NASLJ'],
    ['Њујорк и Џакарта', 'Njujork i Džakarta'],
    ['Ђорђе Ћирић', 'Đorđe Ćirić'],
    ['Ѓорѓи Ќосев од Ѕвездино', 'Ǵorǵi Ḱosev od Dzvezdino'],
    ['Пошаљите e-mail на DCAF', 'Pošaljite e-mail na DCAF'],
    ['7–15. децембра', '7–15. decembra'],
  ])('%s', (cyrillic, latin) => expect(toLatin(cyrillic)).toBe(latin));

  test('loses nothing of a word, unless two letters meet that look like one', () => {
    fc.assert(
      fc.property(word, (text) => {
        fc.pre(!meeting.test(text));
        expect(toCyrillic(toLatin(text))).toBe(text);
      }),
    );
  });

  test('cannot be undone where two letters meet that look like one', () =>
    expect(toCyrillic(toLatin('инјекција'))).toBe('ињекција'));

  test('leaves no Cyrillic letter and changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (texts) => {
        const latin = toLatin(texts.join(' '));
        expect(toLatin(latin)).toBe(latin);
      }),
    );
    fc.assert(fc.property(word, (text) => void expect(toLatin(text)).toMatch(/^[a-zčćžšđ]+$/)));
  });

  test('shouts where the word shouts', () => {
    fc.assert(
      fc.property(word, (text) => {
        fc.pre(Array.from(text).length > 1);
        expect(toLatin(text.toUpperCase())).toBe(toLatin(text).toUpperCase());
      }),
    );
  });
});
