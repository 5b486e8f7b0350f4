import { createContext } from 'svelte';
import { followTranslate, type Translate } from './translate.ts';

const [current, hold] = createContext<() => Translate>();

/** Gives words to all components inside this one. `get` is asked anew each time, so the language may change. */
export const provideTranslate = (get: () => Translate): void => void hold(get);

/** The words given by the nearest component above that provides them. */
export const useTranslate = (): Translate => followTranslate(current());
