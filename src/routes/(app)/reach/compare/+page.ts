import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

// Forms and tables, which need no script.
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  ...(await addWords(parent, ['pictures', 'compare', 'snapshots'])),
});
