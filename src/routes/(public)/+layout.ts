import { addWords } from '#app/add-words.ts';
import type { LayoutLoad } from './$types';

// A public page is read, not operated: it sends no script.
export const csr = false;

export const load: LayoutLoad = ({ parent }) =>
  addWords(parent, [
    'facts',
    'identity',
    'reach',
    'pictures',
    'snapshots',
    'published',
    'sessions',
    'meetings',
    'network',
    'persons',
  ]);
