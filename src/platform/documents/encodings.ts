import { EncodingUnclear, FileOtherKind } from './refusals.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1251'] as const;
/** Named as `TextDecoder` knows them. */
export type Encoding = (typeof encodings)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The letters beyond ASCII that the languages of the region are written with. */
const latin = 'čćđšžČĆĐŠŽëçËÇ';
const cyrillic = 'а-яА-Яђѓѕјљњћќџ' + 'ЂЃЅЈЉЊЋЌЏѐЀѝЍ';
/** What spreadsheets put around words: quotation marks, dashes, signs. */
const marks = '„“”‘’‚‹›«»–—…•€§°№\u00a0';
/** Each of those Latin letters has the byte of one of these: Š of Љ, č of и. */
const alike = latin + 'ижрљћИЖРЉЋлзЛЗ';
const isLatin = new RegExp(`[${latin}]`);
const isCyrillic = new RegExp(`[${cyrillic}]`);
const isAlike = new RegExp(`[${alike}]`);
const isMark = new RegExp(`[${marks}]`);
/** How much more plausible one reading must be than the other. */
const surely = 3;

/**
 * Text from bytes. What says itself how it is written is believed (a byte order mark, and UTF-8 whose rules no other
 * encoding keeps by chance); of the two code pages of the region the one is taken in which the letters make words of
 * its languages. Where neither stands out, it is asked rather than guessed. `wish` overrides all of that.
 */
export function decodeText(bytes: Uint8Array, wish?: Encoding): DecodedText {
  const encoding = wish ?? detect(bytes);
  const text = tryDecoding(bytes, encoding);
  if (text === null) throw new EncodingUnclear();
  if (text.includes('\0')) throw new FileOtherKind('unknown');
  return { text, encoding };
}

function detect(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = zerosIn(bytes);
  if (zeros) return zeros;
  if (tryDecoding(bytes, 'utf-8') !== null) return 'utf-8';
  return ofTheRegion(bytes);
}

/** Every other byte of UTF-16 without a mark is zero, as long as most of it is ASCII, separators and digits. */
function zerosIn(bytes: Uint8Array): Encoding | null {
  const start = bytes.subarray(0, 4096);
  const counts = [0, 0];
  start.forEach((byte, at) => (counts[at % 2]! += byte === 0 ? 1 : 0));
  const [even, odd] = counts as [number, number];
  if (even + odd < start.length / 8) return null;
  return odd > even * 4 ? 'utf-16le' : even > odd * 4 ? 'utf-16be' : null;
}

function tryDecoding(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function ofTheRegion(bytes: Uint8Array): Encoding {
  const [central, east] = (['windows-1250', 'windows-1251'] as const).map((encoding) =>
    plausibility(new TextDecoder(encoding).decode(bytes)),
  ) as [number, number];
  if (central > Math.max(east, 0) * surely) return 'windows-1250';
  if (east > Math.max(central, 0) * surely) return 'windows-1251';
  throw new EncodingUnclear();
}

/** What stands between ASCII text: words with at least one letter beyond it. */
const telling = /[\p{L}\p{M}]*[^\x00-\x7f][\p{L}\p{M}]*/gu;

/**
 * How much of the words beyond ASCII could be of the region: a word counts where all its letters are of one script and
 * the languages have them, and against where scripts are mixed, or letters stand in it that they do not have. Case
 * tells too: nobody writes "нИш". A word that could as well be one of the other script ("Š" or "Љ") says nothing.
 */
function plausibility(text: string): number {
  let sum = 0;
  for (const [word] of text.slice(0, 400_000).matchAll(telling)) sum += worth(word);
  return sum;
}

function worth(word: string): number {
  const letters = [...word];
  if (letters.every((letter) => isMark.test(letter) || isAlike.test(letter))) return 0;
  const beyond = letters.filter((letter) => letter > '\x7f' && !isMark.test(letter));
  const isOurs = beyond.every((letter) => isLatin.test(letter)) && letters.some((letter) => /[a-z]/i.test(letter));
  const isOwn = letters.every((letter) => isCyrillic.test(letter) || isMark.test(letter));
  const isCased = /^\P{Lu}*$|^\p{Lu}\P{Lu}*$|^\P{Ll}*$/u.test(word);
  return (isOurs || isOwn) && isCased ? beyond.length : -beyond.length;
}
