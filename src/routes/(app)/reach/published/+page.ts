import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

// Read, not operated: it sends no script.
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  ...(await addWords(parent, ['pictures', 'sourced'])),
});
