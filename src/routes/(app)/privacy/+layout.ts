import { addWords } from '#app/add-words.ts';
import type { LayoutLoad } from './$types';

// To be read, and a few short forms: it needs no script, and sends none.
export const csr = false;

export const load: LayoutLoad = ({ parent }) => addWords(parent, ['privacy', 'profile']);
