import { FileDamaged, FileEmpty, FileHasMacros, FileOtherKind } from './refusals.ts';
import { readSheet } from './read-sheet.ts';
import type { ReadTable } from './read-cells.ts';
import { readXml } from './read-xml.ts';
import { unpack, type Taking } from './unpack.ts';

interface Workbook {
  readonly sheets: { readonly name: string; readonly relation: string; readonly isHidden: boolean }[];
  readonly targets: Map<string, string>;
  readonly texts: string[];
  is1904: boolean;
}

/**
 * Reads the first sheet of a workbook that is seen, and names the others that hold something. Formulas give the result that was stored with them; macros are
 * refused, and so is what is no workbook of this kind.
 */
export async function readXlsx(bytes: Uint8Array): Promise<ReadTable> {
  const workbook = await readWorkbook(bytes);
  const sheet = workbook.sheets.find(({ isHidden }) => !isHidden) ?? workbook.sheets[0];
  if (!sheet) throw new FileDamaged();
  const path = workbook.targets.get(sheet.relation);
  const others = new Map(
    workbook.sheets
      .filter((one) => one !== sheet && !one.isHidden)
      .map((one) => [workbook.targets.get(one.relation), one.name]),
  );
  const filled = new Set<string>();
  let found = false;
  const reading = readSheet(workbook.texts);
  await unpack(bytes, (name) => {
    if (name === path) return found ? null : ((found = true), reading.take);
    return others.has(name) ? firstValue(() => filled.add(name)) : null;
  });
  if (!found) throw new FileDamaged();
  const rows = reading.finish();
  if (rows.length === 0) throw new FileEmpty();
  const unread = [...others].filter(([target = '']) => filled.has(target)).map(([, name]) => name);
  return { format: 'xlsx', sheet: sheet.name, ...(unread.length > 0 && { unread }), is1904: workbook.is1904, rows };
}

/** Tells the first value of a sheet, and looks at nothing behind it. */
function firstValue(tell: () => void): Taking {
  let isFound = false;
  const look = elements((_, name) => {
    if (isFound || (name !== 'v' && name !== 'is')) return;
    isFound = true;
    tell();
  });
  return (piece, isLast) => void (isFound || look(piece, isLast));
}

/** Everything but the sheets, which need the shared texts first. */
async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const workbook: Workbook = { sheets: [], targets: new Map(), texts: [], is1904: false };
  const names: string[] = [];
  await unpack(bytes, (name) => {
    names.push(name);
    return takerOf(name, workbook);
  });
  if (names.some((name) => /vbaProject\.bin$|macrosheets\//i.test(name))) throw new FileHasMacros();
  if (!names.includes('xl/workbook.xml')) throw new FileOtherKind(kindOf(names));
  return workbook;
}

function kindOf(names: readonly string[]) {
  if (names.includes('xl/workbook.bin')) return 'binary_workbook';
  return names.includes('mimetype') ? 'open_document' : 'unknown';
}

function takerOf(name: string, workbook: Workbook): Taking | null {
  switch (name) {
    case '[Content_Types].xml':
      return elements(({ ContentType = '' }) => {
        if (/macroEnabled/i.test(ContentType)) throw new FileHasMacros();
      });
    case 'xl/workbook.xml':
      return elements((attributes, element) => {
        if (element === 'workbookPr') workbook.is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
        if (element === 'sheet') workbook.sheets.push(sheetOf(attributes));
      });
    case 'xl/_rels/workbook.xml.rels':
      return elements(({ Id = '', Target = '' }) =>
        workbook.targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`),
      );
    case 'xl/sharedStrings.xml':
      return sharedTexts(workbook.texts);
    default:
      return null;
  }
}

const sheetOf = (attributes: Readonly<Record<string, string>>) => ({
  name: attributes['name'] ?? '',
  relation: Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '',
  isHidden: /hidden/i.test(attributes['state'] ?? ''),
});

const elements = (see: (attributes: Readonly<Record<string, string>>, name: string) => void): Taking =>
  readXml({ open: ({ name, attributes }) => see(attributes, name), text: () => {}, close: () => {} });

/** The texts that cells point to. How a part of one is set in type, and how it is pronounced, is left out. */
function sharedTexts(texts: string[]): Taking {
  let [text, isText, isSpoken] = ['', false, false];
  return readXml({
    open({ name }) {
      if (name === 'si') text = '';
      if (name === 'rPh') isSpoken = true;
      isText = name === 't' && !isSpoken;
    },
    text: (piece) => void (isText && (text += piece)),
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isSpoken = false;
      if (name === 'si') texts.push(text);
    },
  });
}
