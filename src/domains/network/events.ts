import type { Fact } from '#platform/database/reading.ts';

/** The network exists, with its first administrator. */
export const networkFounded = (): Fact<'networkFounded'> => ({ name: 'networkFounded', payload: {} });
