import { strToU8, zipSync, type Zippable } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '#shared/refusal.ts';
import { writeCsvRows } from './csv.ts';
import { decodeText, type Encoding } from './encodings.ts';
import { readTable } from './read-table.ts';
import { unpack } from './unpack.ts';
import { writeXlsx } from './xlsx.ts';

/** Bytes of a text in a code page: what `TextDecoder` makes of each byte, the other way round. */
function encode(text: string, encoding: Encoding): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...text], (letter) => bytes.get(letter)!);
}
const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');

const sheetXml = (rows: string, after = '') =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${after}</worksheet>`;
/** A workbook as small as can be, with whatever else is to be in it. */
function workbook(sheet: string, more: Zippable = {}, properties = ''): Uint8Array {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipSync({
    '[Content_Types].xml': strToU8('<Types><Default Extension="xml" ContentType="application/xml"/></Types>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="${relation}">${properties}<sheets><sheet name="Hidden" sheetId="2" state="hidden" r:id="r2"/><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    ...more,
  });
}
/** The same file, as far as the beginning of its sheet. */
const cutOff = (bytes: Uint8Array) => bytes.slice(0, Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 60);
const refusalOf = async (bytes: Uint8Array, encoding?: Encoding) => {
  const thrown = (await readTable(bytes, encoding).catch((failure: unknown) => failure)) as Refusal;
  return { name: thrown.name, ...thrown.args };
};
const cellsOf = async (bytes: Uint8Array) => (await readTable(bytes)).rows.map(({ cells }) => cells);

describe('text', () => {
  const serbian = 'Датум;Место\r\n2015-03-01;Ниш, Крагујевац, Ђурђевац\r\n';
  const bosnian = 'Datum;Mjesto\r\n2015-03-01;Čapljina, Široki Brijeg, Žepče, Đakovo\r\n';

  test.each<[string, Uint8Array, Encoding, string]>([
    ['UTF-8', Buffer.from(serbian), 'utf-8', 'Ниш, Крагујевац, Ђурђевац'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${bosnian}`), 'utf-8', 'Čapljina, Široki Brijeg, Žepče, Đakovo'],
    ['UTF-16 with its mark', utf16(serbian, true), 'utf-16le', 'Ниш, Крагујевац, Ђурђевац'],
    ['UTF-16 without', utf16(bosnian, false), 'utf-16le', 'Čapljina, Široki Brijeg, Žepče, Đakovo'],
    ['UTF-16 the other way round', utf16(serbian, true).swap16(), 'utf-16be', 'Ниш, Крагујевац, Ђурђевац'],
    ['Windows-1250', encode(bosnian, 'windows-1250'), 'windows-1250', 'Čapljina, Široki Brijeg, Žepče, Đakovo'],
    ['Windows-1251', encode(serbian, 'windows-1251'), 'windows-1251', 'Ниш, Крагујевац, Ђурђевац'],
  ])('in %s is recognised and read right', async (_, bytes, encoding, place) => {
    const table = await readTable(bytes);
    expect(table.encoding).toBe(encoding);
    expect(table.rows[1]!.cells).toEqual(['2015-03-01', place]);
  });

  test.each<[string, Encoding]>([
    ['Obuka,Vod,Grad\n1,Š,Niš\n', 'windows-1250'],
    ['Обука и\nили,Ж\n', 'windows-1251'],
    ['Training,Town\nи,Ниш\n', 'windows-1251'],
  ])('whose words say it is recognised although some of them say nothing: %j', (text, encoding) =>
    expect(decodeText(encode(text, encoding))).toEqual({ text, encoding }),
  );

  const words = {
    'windows-1250': ['Šabac', 'Čačak', 'Niš', 'žene', 'muškarci', 'ČETVRTAK', 'Đorđe', 'kuća', 'Skopje', 'Gjakovë'],
    'windows-1251': ['Шабац', 'Чачак', 'Ниш', 'жене', 'мушкарци', 'ЧЕТВРТАК', 'Ђорђе', 'кућа', 'Скопје', 'Ѓорѓи'],
  } as const;
  test.each(['windows-1250', 'windows-1251'] as const)('of any such words in %s is never read as the other', (page) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words[page]), { minLength: 1, maxLength: 12 }), (some) => {
        const text = `Datum,Mesto\n${some.join(',')}\n`;
        const bytes = encode(text, page);
        if (bytes.every((byte) => byte < 128)) return;
        expect(decodeText(bytes)).toEqual({ text, encoding: page });
      }),
    );
  });

  test('that could be either, or is neither, is asked about; and read as whoever sent it says', async () => {
    const neither = Uint8Array.of(0x61, 0x2c, 0xb5, 0x80, 0x98, 0x0a);
    expect(await refusalOf(neither)).toEqual({ name: 'EncodingUnclear' });
    expect(await refusalOf(encode(serbian, 'windows-1251'), 'utf-8')).toEqual({ name: 'EncodingUnclear' });
    for (const latin of ['Obuka,Vod\n1,Š\n', 'Obuka šžčćđ\n'])
      expect(await refusalOf(encode(latin, 'windows-1250'))).toEqual({ name: 'EncodingUnclear' });
    expect(await refusalOf(encode('Word,Name\n1,и\n', 'windows-1251'))).toEqual({ name: 'EncodingUnclear' });
    expect((await readTable(encode('Градови\nТузла', 'windows-1251'), 'windows-1251')).rows[1]!.cells).toEqual([
      'Тузла',
    ]);
  });

  test.each([
    ['commas', 'a,b;c\n1,2\n', ','],
    ['semicolons', 'a;"b,c,d,e";f\n1;2;3\n', ';'],
    ['tabs', 'a\tb\tc\n1\t2\t3\n', '\t'],
    ['what its first line says', 'sep=;\r\na;b,c,d,e\r\n', ';'],
  ])('has its cells parted by %s', async (_, text, separator) => {
    expect((await readTable(Buffer.from(text))).separator).toBe(separator);
  });

  test('keeps the numbers of its rows, also where some are empty or hold line ends', async () => {
    const { rows } = await readTable(Buffer.from('a,b\n\n"one\ntwo",2\n,\nthree,4\n'));
    expect(rows).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: ['one\ntwo', '2'] },
      { number: 5, cells: ['three', '4'] },
    ]);
  });

  test.each([
    ['after the header alone', 'a,b\r\n1,2\n3,4\n'],
    ['after a row alone', 'a,b\n1,2\r\n3,4'],
    ['of an old kind', 'a,b\r1,2\r3,4\r'],
    ['behind a first line that says the separator', 'sep=,\ra,b\r1,2\n3,4'],
  ])('has its rows whichever way its lines end: another end %s', async (_, text) => {
    expect(await cellsOf(Buffer.from(text))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('has a row once where it is taken in between the two marks of a line end', async () => {
    const start = 'a,b\r\n';
    const long = `${start}${'x'.repeat(128 * 1024 - start.length - 3)},2\r\n3,4\r\n`;
    expect(long[128 * 1024 - 1]).toBe('\r');
    const { rows } = await readTable(Buffer.from(long));
    expect(rows.map(({ number, cells }) => [number, cells.at(-1)])).toEqual([
      [1, 'b'],
      [2, '2'],
      [3, '4'],
    ]);
  });

  test('with quotes in it', async () => {
    expect(await cellsOf(Buffer.from('a;b\nДом "Војске";"says ""no"""\n'))).toEqual([
      ['a', 'b'],
      ['Дом "Војске"', 'says "no"'],
    ]);
    expect(await refusalOf(Buffer.from('a,b\n1,2\n"open,2\n3,4\n'))).toEqual({ name: 'QuoteOpen', row: 3 });
  });
});

describe('a workbook', () => {
  test('is read from the first sheet that is seen, with texts, numbers, formulas and days as they are kept', async () => {
    const sheet = sheetXml(
      '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><v>41000.5</v></c><c r="D2" t="str"><f>A1</f><v>x</v></c></row>' +
        '<row r="5"><c r="B5" t="inlineStr"><is><t>in</t><t>line</t></is></c><c r="C5" t="b"><v>1</v></c>' +
        '<c r="D5"><f>1/0</f></c><c r="E5" t="e"><v>#REF!</v></c></row>',
    );
    const texts = '<sst><si><t>zero</t></si><si><r><t>Ти</t></r><r><t>ват</t></r><rPh><t>no</t></rPh></si></sst>';
    const bytes = workbook(sheet, { 'xl/sharedStrings.xml': strToU8(texts) }, '<workbookPr date1904="1"/>');
    expect(await readTable(bytes)).toEqual({
      ...{ format: 'xlsx', sheet: 'Data', is1904: true },
      rows: [
        { number: 2, cells: ['Тиват', null, 41000.5, 'x'] },
        {
          number: 5,
          cells: [null, 'inline', 'TRUE', { fault: 'formula', text: '' }, { fault: 'error', text: '#REF!' }],
        },
      ],
    });
  });

  test('with more filled sheets than the one that is read names them', async () => {
    const sheet = (name: string, rows: readonly (readonly string[])[]) => ({ name, head: [], rows });
    const sheets = [sheet('2019', [['a']]), sheet('2020', [['b']]), sheet('Empty', []), sheet('Notes', [['c']])];
    const bytes = await writeXlsx({ notes: [], sheets });
    expect(await readTable(bytes)).toMatchObject({ sheet: '2019', unread: ['2020', 'Notes'] });
  });

  test('says which cells are merged', async () => {
    const sheet = sheetXml(
      '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
      '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    );
    const merged = { fault: 'merged', text: 'A1:A2' };
    expect(await cellsOf(workbook(sheet))).toEqual([[merged], [merged, 2]]);
  });

  const row = '<row r="1"><c r="A1"><v>1</v></c></row>';
  test.each<[string, Uint8Array, object]>([
    ['macros', workbook(sheetXml(row), { 'xl/vbaProject.bin': strToU8('x') }), { name: 'FileHasMacros' }],
    [
      'macros by its type alone',
      workbook(sheetXml(row), {
        '[Content_Types].xml': strToU8(
          '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        ),
      }),
      { name: 'FileHasMacros' },
    ],
    ['nothing', workbook(sheetXml('')), { name: 'FileEmpty' }],
    ['XML that breaks off', workbook(sheetXml(row).slice(0, -20)), { name: 'FileDamaged' }],
    ['a document type', workbook(`<!DOCTYPE a [<!ENTITY b "c">]>${sheetXml(row)}`), { name: 'FileDamaged' }],
    [
      'columns beyond all measure',
      workbook(sheetXml('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')),
      { name: 'TableTooLarge', rows: 120_000, columns: 200 },
    ],
    ['half of its bytes', cutOff(workbook(sheetXml(row))), { name: 'FileDamaged' }],
    ['another kind of archive', zipSync({ 'a.txt': strToU8('x') }), { name: 'FileOtherKind', kind: 'unknown' }],
    ['an OpenDocument table', zipSync({ mimetype: strToU8('x') }), { name: 'FileOtherKind', kind: 'open_document' }],
    [
      'the old or a locked kind',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1),
      { name: 'FileOtherKind', kind: 'old_or_locked' },
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), { name: 'FileOtherKind', kind: 'pdf' }],
    ['a web page', Buffer.from('\ufeff <html><table>'), { name: 'FileOtherKind', kind: 'web_page' }],
    ['zeros', new Uint8Array(64), { name: 'FileOtherKind', kind: 'unknown' }],
    ['no byte', new Uint8Array(0), { name: 'FileEmpty' }],
  ])('with %s is refused, and said why', async (_, bytes, refusal) => {
    expect(await refusalOf(bytes)).toEqual(refusal);
  });

  test('that would fill the memory is refused while it is unpacked, whatever size it claims', async () => {
    const bomb = zipSync({ 'a.xml': new Uint8Array(8 * 1024 * 1024) });
    // What the archive says of itself is a lie: four bytes.
    const view = new DataView(bomb.buffer);
    view.setUint32(22, 4, true);
    let most = 0;
    const unpacking = unpack(bomb, () => (piece) => void (most += piece.length), 1024 * 1024);
    await expect(unpacking).rejects.toMatchObject({ name: 'FileUnpacksTooLarge' });
    expect(most).toBeLessThanOrEqual(1024 * 1024);
  });
});

test('what we write is what is read, in both forms', async () => {
  const text = fc
    .string({ unit: fc.constantFrom(...'ab čЂя,;\t"\'=+-@1.5') })
    .filter((one) => !/(^|[;\t\r\n][ "']*)'/.test(one) && one.trim() === one);
  const cell = fc.oneof(text, fc.integer({ min: 0, max: 9999 }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      async (rows) => {
        const filled = [['head', 'of', 'table'], ...rows];
        const expected = filled
          .map((cells) => cells.map((one) => String(one ?? '')))
          .filter((cells) => cells.some(Boolean));
        const read = async (bytes: Uint8Array) =>
          (await readTable(bytes)).rows.map(({ cells }) =>
            [0, 1, 2].map((at) => String(cells[at] ?? '').replace(/(?<=^|[;\t\r\n][ \u00a0"']*)'(?=[=+\-@\t\r])/g, '')),
          );
        expect(await read(writeCsvRows(filled))).toEqual(expected);
        expect(
          await read(await writeXlsx({ notes: [], sheets: [{ name: 'A', head: ['head', 'of', 'table'], rows }] })),
        ).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
