import { timeZone, type Day } from '#shared/dates.ts';
import { about, type Language } from './languages.ts';

/** What differs from network to network. */
export interface FormatSettings {
  /** Names that the network uses instead of the usual ones, by country code, in the language of the reader. */
  readonly countryNames?: Readonly<Record<string, string>>;
}

/** Figures, days and names in one language. */
export interface Formats {
  /** `4,700` in English, `4.700` in Serbian. */
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** `7 December 2016`. */
  day(day: Day): string;
  /** `December 2016`, the month of a day. */
  month(day: Day): string;
  /** `7–15 December 2016`; one day where both are the same. */
  dayRange(from: Day, to: Day): string;
  /** `7 December 2016 at 14:05`, in the time zone that all ministries of the network share. */
  instant(at: Date): string;
  /** `14:05`, in that time zone. */
  time(at: Date): string;
  /** `7 December 2016`, the day of an instant in that time zone. */
  instantDay(at: Date): string;
  /** `Serbia, Montenegro and Albania`. */
  list(texts: readonly string[]): string;
  /** The name of a country by its ISO 3166 code (and `XK`), by the network's naming rules. */
  country(code: string): string;
}

const wholeDay: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
const dayAndMonth: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', timeZone: 'UTC' };
const dayAlone: Intl.DateTimeFormatOptions = { day: 'numeric', timeZone: 'UTC' };
const monthAlone: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' };
const clock: Intl.DateTimeFormatOptions = { timeStyle: 'short', hourCycle: 'h23', timeZone };
const moment: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone };

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** Formats for one language. `Intl` objects are costly to make, so each is made once and kept. */
export function createFormats(language: Language, { countryNames = {} }: FormatSettings = {}): Formats {
  const { locale } = about(language);
  const write = (at: Date, options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, options)
      .formatToParts(at)
      .map(({ type, value }) => (type === 'month' ? inDate(locale, value) : value))
      .join('');

  function dayRange(from: Day, to: Day): string {
    const end = write(midnight(to), wholeDay);
    if (from === to) return end;
    if (from.slice(0, 7) === to.slice(0, 7)) return `${write(midnight(from), dayAlone)}–${end}`;
    return `${write(midnight(from), from.slice(0, 4) === to.slice(0, 4) ? dayAndMonth : wholeDay)} – ${end}`;
  }

  return {
    number: (value, options) => numberFormat(locale, options).format(value),
    day: (day) => write(midnight(day), wholeDay),
    month: (day) => dateFormat(locale, monthAlone).format(midnight(day)),
    dayRange,
    instantDay: (at) => write(at, { ...wholeDay, timeZone }),
    instant: (at) => write(at, moment),
    time: (at) => write(at, clock),
    list: (texts) => listFormat(locale).format(texts),
    country: (code) => countryNames[code] ?? usualName(locale, code),
  };
}

/** English prints `Bosnia & Herzegovina`, which official texts spell out. */
const usualName = (locale: string, code: string): string =>
  (regionNames(locale).of(code) ?? code).replaceAll(' & ', ' and ');

/** Serbian days are written with the genitive (`7. децембра`), for which `Intl` only has the nominative. */
function inDate(locale: string, month: string): string {
  if (!locale.startsWith('sr')) return month;
  return month.replace(/бар$/, 'бр').replace(/bar$/, 'br') + (locale.includes('Cyrl') ? 'а' : 'a');
}

const dateFormat = kept((locale, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const listFormat = kept((locale) => new Intl.ListFormat(locale));
const regionNames = kept((locale) => new Intl.DisplayNames(locale, { type: 'region' }));
/** Numbers of a locale, also for the figures inside messages. */
export const numberFormat = kept(
  (locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
/** Plural forms of a locale. */
export const pluralRules = kept((locale, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options));

function kept<Made, Options>(make: (locale: string, options?: Options) => Made) {
  const made = new Map<string, Made>();
  return (locale: string, options?: Options): Made => {
    const name = options ? locale + JSON.stringify(options) : locale;
    const found = made.get(name) ?? make(locale, options);
    made.set(name, found);
    return found;
  };
}
