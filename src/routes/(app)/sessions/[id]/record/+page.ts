import { browser } from '$app/env';
import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data, parent }) => {
  // What stands in the form has been reckoned with when it is shown; an empty form needs nothing of that yet.
  const isFilled = !browser || Object.values(data.draft.counts).some(Boolean);
  const checks = isFilled ? await import('#app/session-form-checks.ts') : undefined;
  return { ...data, ...(await addWords(parent, ['recording'])), reckoner: checks?.reckon };
};
