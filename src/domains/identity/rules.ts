const hour = 3_600_000;

/** How long a sign-in lasts, in milliseconds: at most, and while nobody uses it. */
export const signInLasts = { atMost: 12 * hour, unused: hour } as const;

/** The languages of the network's countries, beside English, in which a ministry's name can be written. */
export const nameLanguages = ['sr', 'bs', 'hr', 'cnr', 'mk', 'sq'] as const;
export type NameLanguage = (typeof nameLanguages)[number];

/** In which of them the authorities of a country write. */
const written: Readonly<Record<string, readonly NameLanguage[]>> = {
  AL: ['sq'],
  BA: ['bs', 'hr', 'sr'],
  HR: ['hr'],
  ME: ['cnr', 'sr'],
  MK: ['mk', 'sq'],
  RS: ['sr'],
  XK: ['sq', 'sr'],
};

/** The countries from which ministries come first: the Western Balkans. */
export const nearCountries = ['AL', 'BA', 'XK', 'ME', 'MK', 'RS'] as const;

/** The languages in which to ask for a ministry's name: those of its country, and those in which the site is read. */
export const languagesOfName = (countryCode: string, offered: readonly string[]): NameLanguage[] => [
  ...new Set([...(written[countryCode] ?? []), ...nameLanguages.filter((one) => offered.includes(one))]),
];
