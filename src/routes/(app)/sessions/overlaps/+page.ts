import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

/** Forms and links alone: it needs no script. */
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => ({ ...data, ...(await addWords(parent, ['overlaps'])) });
