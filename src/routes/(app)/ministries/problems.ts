import type { Key, Translate } from '#platform/i18n/translate.ts';

/** What is wrong with a form, field by field, in words: as the server says it by key, and what else is known. */
export const problemsOf = (
  t: Translate,
  problems: Readonly<Record<string, string>> = {},
  known: { readonly country?: 'countryTaken' } = {},
): { readonly field: string; readonly text: string }[] => [
  ...Object.entries(known).map(([field, name]) => ({ field, text: t(`ministries.problem.${name}`) })),
  ...Object.entries(problems).map(([field, key]) => ({
    field,
    text: t(key as Extract<Key, `ministries.problem.${string}`>),
  })),
];
