import type { Fact } from '#platform/database/reading.ts';

export const networkFounded = (): Fact<'networkFounded'> => ({ name: 'networkFounded', payload: {} });
