import { addWords } from '#app/add-words.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = ({ parent }) => addWords(parent, ['appointments']);
