import { describe, expect, test } from 'vitest';
import { mostCodes } from '../types.ts';
import { readTypedCodes } from './codes.ts';

const read = (text: string) => readTypedCodes((one) => one.toLowerCase(), text);
const reasons = (text: string) => read(text).problems.map(({ line, reason }) => [line, reason]);

describe('a list of codes', () => {
  test.each(['K-17', '17', 'VJ 0042', 'BA-VJ-17', 'К-17', '2026/014', 'grupa-a-3', 'Kadet 12'])('takes %s', (code) => {
    expect(read(code)).toEqual({ codes: [code], problems: [] });
  });

  test.each([
    ['ana@mod.example', 'email'],
    ['Ana Anić', 'name'],
    ['ANIĆ, ANA', 'name'],
    ['Ана Анић 3', 'name'],
    ['Ana.Anić', 'name'],
    ['Ana-Marija', 'name'],
    ['AnaAnić7', 'name'],
    ['Ana', 'digit'],
    ['0101990710006', 'number'],
    ['+381 64 123 4567', 'sign'],
    ['K-17; born 1990', 'sign'],
    [`K-${'1'.repeat(30)}`, 'long'],
  ])('refuses %s', (line, reason) => {
    expect(reasons(line)).toEqual([[1, reason]]);
  });

  test('counts lines as they were typed, and takes blanks and empty lines for nothing', () => {
    expect(read('K-1\r\n\r\n  K-2  \r\n')).toEqual({ codes: ['K-1', 'K-2'], problems: [] });
    expect(reasons('K-1\n\nAna Anić\n')).toEqual([[3, 'name']]);
  });

  test('names the line where a code stood first, however it is written', () => {
    expect(read('K-1\nK-2\nk-1').problems).toEqual([{ line: 3, reason: 'twice', first: 1 }]);
  });

  test('has an end', () => {
    const codes = Array.from({ length: mostCodes + 1 }, (_, at) => `K-${at}`).join('\n');
    expect(reasons(codes)).toEqual([[mostCodes + 1, 'many']]);
  });
});
