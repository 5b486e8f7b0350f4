import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF as a reader sees them, a line for each run of text. Enough of ISO 32000-1 (9.4.3, 9.10.3) for the
 * documents that our own writer makes: plain objects, fonts with a map of what each glyph stands for.
 */
export function textOfPdf(bytes: Uint8Array): string {
  const objects = readObjects(Buffer.from(bytes).toString('latin1'));
  const pages = [...objects.values()].filter(({ said }) => /\/Type \/Page\b/.test(said));
  const runs = pages.flatMap(({ said }) => {
    const fonts = new Map(
      [...said.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, font]) => [name!, glyphsOf(objects, font!)] as const),
    );
    const [, content] = /\/Contents (\d+) 0 R/.exec(said) ?? [];
    return readRuns(objects.get(content!)?.stream ?? '', fonts);
  });
  // A word that was broken at the end of a line is one word.
  return runs.join('\n').replaceAll(/[-\u00ad]\n/g, '');
}

interface PdfObject {
  readonly said: string;
  readonly stream: string;
}
type Glyphs = ReadonlyMap<number, string>;

function readObjects(pdf: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const begins = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let begin = begins.exec(pdf); begin; begin = begins.exec(pdf)) {
    const from = begins.lastIndex;
    const said = pdf.slice(from, pdf.indexOf('\nendobj', from)).split('\nstream\n')[0]!;
    const length = Number(/\/Length (\d+)/.exec(said)?.[1] ?? Number.NaN);
    const at = from + said.length + '\nstream\n'.length;
    const isStream = pdf.startsWith('\nstream\n', from + said.length) && !Number.isNaN(length);
    objects.set(begin[1]!, { said, stream: isStream ? unpack(said, pdf.slice(at, at + length)) : '' });
    if (isStream) begins.lastIndex = at + length;
  }
  return objects;
}

const unpack = (said: string, stream: string): string =>
  said.includes('/FlateDecode') ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : stream;

/** What each glyph of a font stands for. */
function glyphsOf(objects: ReadonlyMap<string, PdfObject>, font: string): Glyphs {
  const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.said ?? '') ?? [];
  const lines = (objects.get(map!)?.stream ?? '').matchAll(/^\s*<([0-9a-f]{4})>\s*<([0-9a-f]+)>\s*$/gim);
  return new Map(
    [...lines].map(([, glyph, text]) => [
      Number.parseInt(glyph!, 16),
      String.fromCharCode(...text!.match(/.{4}/g)!.map((unit) => Number.parseInt(unit, 16))),
    ]),
  );
}

/** The runs of text of a page, each in the font that was chosen last. */
function readRuns(content: string, fonts: ReadonlyMap<string, Glyphs>): string[] {
  let font: Glyphs | undefined;
  const runs: string[] = [];
  const chosenOrShown =
    /\/(f\d+) [\d.]+ Tf|\[((?:\((?:\\[\s\S]|[^\\)])*\)|[^\]()])*)\] TJ|(\((?:\\[\s\S]|[^\\)])*\)) Tj/g;
  for (const [, name, several, single] of content.matchAll(chosenOrShown))
    if (name) font = fonts.get(name);
    else
      runs.push(
        [...(several ?? single)!.matchAll(/\(((?:\\[\s\S]|[^\\)])*)\)/g)]
          .map(([, text]) => spell(unescape(text!), font))
          .join(''),
      );
  return runs;
}

/** Two bytes a glyph. */
const spell = (bytes: string, font: Glyphs | undefined): string =>
  (bytes.match(/[\s\S]{2}/g) ?? [])
    .map((pair) => font?.get(pair.charCodeAt(0) * 256 + pair.charCodeAt(1)) ?? '\ufffd')
    .join('');

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (named[code] ?? code),
  );
