import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

// Read, not operated: its pictures are drawn on the server, its filters stand in the address. It sends no script.
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  ...(await addWords(parent, ['pictures', 'persons'])),
});
