import { loadWords } from '#platform/i18n/load-words.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  words: await loadWords(data.language, ['shell']),
});
