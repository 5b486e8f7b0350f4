import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

// Two buttons, each a form: it needs no script.
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => ({ ...data, ...(await addWords(parent, ['persons'])) });
