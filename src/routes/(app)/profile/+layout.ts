import { addWords } from '#app/add-words.ts';
import type { LayoutLoad } from './$types';

// A form of a few fields: it needs no script, and sends none.
export const csr = false;

export const load: LayoutLoad = ({ parent }) => addWords(parent, ['profile']);
