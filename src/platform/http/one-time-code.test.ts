import { describe, expect, it } from 'vitest';
import { makeOneTimeCode } from './one-time-code.ts';

const address = '192.0.2.7';

describe('a one-time code', () => {
  it('fits as it is printed, and as people type it', () => {
    const code = makeOneTimeCode();
    expect(code.text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    const sloppy = code.text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(code.fits(code.text, address)).toBe(true);
    expect(code.fits(` ${sloppy} `, address)).toBe(true);
  });

  it('is another one each time', () => {
    expect(makeOneTimeCode().text).not.toBe(makeOneTimeCode().text);
  });

  it.each([[''], ['0000-0000-0000-0000-0000'], ['x'.repeat(100_000)]])('does not fit %j', (typed) => {
    expect(makeOneTimeCode().fits(typed, address)).toBe(false);
  });

  it('fits no more once it is spent', () => {
    const code = makeOneTimeCode();
    code.spend();
    expect([code.fits(code.text, address), code.isSpent]).toEqual([false, true]);
  });

  it('is not heard from an address that guessed ten times, but from others', () => {
    const code = makeOneTimeCode();
    for (let guess = 0; guess < 10; guess += 1) code.fits('wrong', address);
    expect(code.fits(code.text, address)).toBe(false);
    expect(code.fits(code.text, '192.0.2.8')).toBe(true);
  });

  it('is spent once it was guessed at a thousand times', () => {
    const code = makeOneTimeCode();
    for (let guess = 0; guess < 1000; guess += 1) code.fits('wrong', String(guess));
    expect([code.isSpent, code.fits(code.text, address)]).toEqual([true, false]);
  });
});
