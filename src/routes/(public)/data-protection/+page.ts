import { addWords } from '#app/add-words.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ parent }) => addWords(parent, ['privacy']);
