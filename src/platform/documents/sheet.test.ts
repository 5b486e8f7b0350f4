import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { unzip } from '#test/unzip.ts';
import { writeCsv } from './csv.ts';
import type { Sheets } from './sheet.ts';
import { writeXlsx } from './xlsx.ts';

const dangerous = ['=HYPERLINK("https://elsewhere.example")', '+1', '-1+1', '@SUM(A1)', '\tcmd', '\r=1'];
const tables: Sheets = {
  notes: [['A note, with a comma'], ['Две', 'ћелије']],
  sheets: [
    {
      name: 'By year / all',
      head: ['Year', 'All'],
      rows: [
        [2024, 4700],
        [2025, null],
        ['she said "no"\nand left', 0],
      ],
    },
    { name: 'Formulas', head: dangerous, rows: [dangerous] },
  ],
};

describe('CSV', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(tables));

  test('is marked as UTF-8, and read back as it was written', () => {
    expect(text.startsWith('\ufeff')).toBe(true);
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    expect(rows.slice(0, 7)).toEqual([
      ['A note, with a comma'],
      ['Две', 'ћелије'],
      ['By year / all'],
      ['Year', 'All'],
      ['2024', '4700'],
      ['2025', ''],
      ['she said "no"\nand left', '0'],
    ]);
  });

  test('holds nothing that a spreadsheet would take for a formula', () => {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.at(-1)!.map((cell) => cell.replaceAll("'", ''))).toEqual(dangerous);
  });

  test.each([';', '\t'])('nor one that takes %j for what stands between cells', (mark) => {
    const texts = [`Ante${mark}=HYPERLINK(A1)`, `a${mark} "+1`, `b${mark}＝1`, `c\r\n@SUM(A1)`];
    const written = new TextDecoder().decode(
      writeCsv({
        notes: [],
        sheets: [{ name: 'Names', head: ['Name', 'Role'], rows: texts.map((text) => ['x', text]) }],
      }),
    );
    for (const cell of written.split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^[ "]*[=+\-@＝＋－＠]/);
  });

  test('ends every line as RFC 4180 says', () => {
    expect(text.replaceAll('"she said ""no""\nand left"', '').split('\r\n').slice(0, -1).join('')).not.toContain('\n');
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

describe('a workbook', async () => {
  const files = unzip(Buffer.from(await writeXlsx(tables)));
  const workbook = files.get('xl/workbook.xml')!;
  const texts = [...files.get('xl/sharedStrings.xml')!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text!);

  test('has a sheet for each table, by names that spreadsheets allow', () => {
    expect([...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'By year   all',
      'Formulas',
    ]);
  });

  test('keeps numbers as numbers', () => {
    expect(files.get('xl/worksheets/sheet1.xml')).toMatch(
      /<c [^>]*t="n"[^>]*><v>4700<\/v>|<c (?![^>]*t="s")[^>]*><v>4700<\/v>/,
    );
  });

  test('says its notes, and holds no formula', () => {
    expect(texts).toContain('ћелије');
    for (const text of texts) expect(text).not.toMatch(/^[=+\-@\t\r]/);
    for (const [name, text] of files) if (name.includes('worksheets/')) expect(text).not.toMatch(/<f[ >]/);
  });
});
