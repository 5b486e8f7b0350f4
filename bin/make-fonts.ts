/**
 * Makes the four font files in src/ui/fonts from Adobe's Source Sans 3 and Source Serif 4. The files are kept in git, so
 * this runs only when the letters change: the two source packages weigh 57 MB and no installation should carry them.
 * Usage: node bin/make-fonts.ts
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Axes = Record<string, number | { min: number; max: number }>;
type Subset = (font: Buffer, letters: string, options: object) => Promise<Buffer>;
type Convert = (font: Buffer, format: 'woff2') => Promise<Buffer>;

const out = join(import.meta.dirname, '../src/ui/fonts');
const cache = join(import.meta.dirname, '../.cache/fonts');
const packages = ['source-sans@3.52.0', 'source-serif@4.5.1', 'subset-font@2.9.0', 'fontverter@2.0.0'];

const bothCases = (capitals: string): string => capitals + capitals.toLowerCase();
const codePoints = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');

const basic = codePoints(0x20, 0x7e) + '\u00a0§«°±·»×–—‘’‚“”„…−←↑→↓‹›\u2009\u202f';
/** What Albanian, Bosnian, Croatian, Montenegrin and Serbian add to basic Latin. */
const region = 'ČčĆćĐđŠšŽžÇçËë';
/** Names of people from the rest of Europe. */
const europe = codePoints(0xc0, 0xff) + bothCases('ĄĘŁŃŚŹŻĎĚŇŘŤŮĂȘȚŞŢŐŰŒŸĽĹŔ') + 'ĞğİıĀāĒēĪīŪūĢģĶķĻļŅņĖėĮįŲų';
const cyrillic = bothCases('АБВГДЂЃЕЀЖЗЅИЍЈКЛЉМНЊОПРСТЌЋУФХЦЧЏШ');
/** Other Cyrillic alphabets, for the names of people and places. */
const otherCyrillic = bothCases('ЁЙЩЪЫЬЭЮЯІЇЄҐ');
/** So that the language names Македонски and Српски on a Latin page load no second file. */
const languageNames = 'МакедонскиСрп';

/** Tabular figures, kerning, composed marks, and the Serbian and Macedonian letter forms chosen by `lang`. */
const keepFeatures = ['kern', 'locl', 'tnum', 'ccmp'];

interface Face {
  readonly from: string;
  readonly rename: readonly (readonly [string, string])[];
  readonly axes: Axes;
  readonly subsets: Record<string, string>;
}

const faces: Record<string, Face> = {
  sans: {
    from: 'source-sans/VF/SourceSans3VF-Upright.ttf',
    rename: [
      ['Source Sans 3', 'Kaskada Sans '],
      ['SourceSans3', 'KaskadaSans'],
    ],
    axes: { wght: { min: 400, max: 600 } },
    subsets: { latin: basic + region + europe + languageNames, cyrillic: basic + region + cyrillic + otherCyrillic },
  },
  serif: {
    from: 'source-serif/VAR/SourceSerif4Variable-Roman.ttf',
    rename: [
      ['Source Serif 4', 'Kaskada Serif '],
      ['SourceSerif4', 'KaskadaSerif'],
    ],
    axes: { wght: 600, opsz: 28 },
    subsets: { latin: basic + region + europe, cyrillic: basic + region + cyrillic },
  },
};

/**
 * Renames a font inside its bytes, name for name of the same length: the licence reserves "Source" for the originals.
 */
function renameFont(font: Buffer, names: Face['rename']): Buffer {
  for (const [from, to] of names)
    for (const encode of [(s: string) => Buffer.from(s, 'utf16le').swap16(), (s: string) => Buffer.from(s, 'latin1')])
      for (let at = font.indexOf(encode(from)); at >= 0; at = font.indexOf(encode(from), at + 1))
        encode(to).copy(font, at);
  return font;
}

mkdirSync(cache, { recursive: true });
execFileSync('npm', ['install', '--prefix', cache, '--no-save', '--ignore-scripts', ...packages], { stdio: 'inherit' });
const load = createRequire(join(cache, 'index.js'));
const subsetFont = load('subset-font') as Subset;
const { convert } = load('fontverter') as { convert: Convert };

for (const [name, face] of Object.entries(faces)) {
  const source = readFileSync(join(cache, 'node_modules', face.from));
  for (const [script, letters] of Object.entries(face.subsets)) {
    const options = { targetFormat: 'sfnt', variationAxes: face.axes, noHinting: true, keepFeatures };
    const subset = renameFont(await subsetFont(source, letters, options), face.rename);
    const file = await convert(subset, 'woff2');
    writeFileSync(join(out, `${name}-${script}.woff2`), file);
    console.log(`${name}-${script}.woff2: ${file.length} bytes`);
  }
}
for (const name of Object.keys(faces))
  copyFileSync(join(cache, `node_modules/source-${name}/LICENSE.md`), join(out, `${name}-license.txt`));
