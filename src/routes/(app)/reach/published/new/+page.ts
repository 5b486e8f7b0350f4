import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  ...(await addWords(parent, ['pictures', 'sourced'])),
});
