import type { Day } from '#shared/dates.ts';
import { describe, expect, test } from 'vitest';
import { createFormats } from './formats.ts';
import type { Language } from './languages.ts';

const day = (text: string) => text as Day;
const plain = (text: string) => text.replace(/[\u00A0\u202F\u2009]/g, ' ');

describe('days', () => {
  test.each<[Language, string]>([
    ['en', '7 December 2016'],
    ['sr', '7. децембра 2016.'],
    ['sr-Latn', '7. decembra 2016.'],
    ['cnr', '7. decembra 2016.'],
    ['hr', '7. prosinca 2016.'],
    ['mk', '7 декември 2016 г.'],
    ['sq', '7 dhjetor 2016'],
  ])('in %s', (language, text) => expect(plain(createFormats(language).day(day('2016-12-07')))).toBe(text));

  test('of all twelve months in the genitive in Serbian', () => {
    const months = Array.from({ length: 12 }, (_, index) => `2016-${String(index + 1).padStart(2, '0')}-01`);
    expect(months.map((month) => createFormats('sr').day(day(month)).split(' ')[1]).join(' ')).toBe(
      'јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра',
    );
  });

  test.each<[Language, string, string, string]>([
    ['en', '2016-12-07', '2016-12-07', '7 December 2016'],
    ['en', '2016-12-07', '2016-12-15', '7–15 December 2016'],
    ['en', '2016-11-30', '2016-12-02', '30 November – 2 December 2016'],
    ['en', '2016-12-07', '2017-12-15', '7 December 2016 – 15 December 2017'],
    ['sr', '2016-12-07', '2016-12-15', '7–15. децембра 2016.'],
    ['sr-Latn', '2016-11-30', '2016-12-02', '30. novembra – 2. decembra 2016.'],
    ['hr', '2016-12-07', '2016-12-15', '7.–15. prosinca 2016.'],
  ])('in %s from %s to %s', (language, from, to, text) =>
    expect(plain(createFormats(language).dayRange(day(from), day(to)))).toBe(text),
  );
});

describe('instants', () => {
  test('are told in the time of the ministries, winter and summer, to 24 hours', () => {
    const { instant } = createFormats('en');
    expect(instant(new Date('2016-12-07T23:05:00Z'))).toBe('8 December 2016 at 00:05');
    expect(instant(new Date('2016-07-07T12:05:00Z'))).toBe('7 July 2016 at 14:05');
    expect(createFormats('sr').instant(new Date('2016-12-07T13:05:00Z'))).toBe('7. децембра 2016. 14:05');
    expect(plain(createFormats('sq').instant(new Date('2016-12-07T13:05:00Z')))).toBe('7 dhjetor 2016 në 14:05');
  });
});

describe('names and figures', () => {
  test('follow the language', () => {
    expect(createFormats('en').number(4700)).toBe('4,700');
    expect(createFormats('sr').number(4700.5)).toBe('4.700,5');
    expect(createFormats('en').number(0.0125, { style: 'percent', maximumFractionDigits: 2 })).toBe('1.25%');
    expect(createFormats('en').list(['Serbia', 'Montenegro', 'Albania'])).toBe('Serbia, Montenegro and Albania');
    expect(createFormats('sr').list(['жене', 'мушкарци'])).toBe('жене и мушкарци');
  });

  test('of countries are the usual ones unless the network has its own', () => {
    expect(['MK', 'BA'].map(createFormats('en').country)).toEqual(['North Macedonia', 'Bosnia and Herzegovina']);
    expect(createFormats('sr').country('MK')).toBe('Северна Македонија');
    expect(createFormats('en', { countryNames: { XK: 'Kosovo*' } }).country('XK')).toBe('Kosovo*');
  });
});
