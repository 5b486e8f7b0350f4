import type { LoginReset } from './types.ts';

/** How long a request can be granted, in milliseconds: what waits longer has to be asked anew. */
const lapsesAfter = 7 * 24 * 3_600_000;

/** Whether a request still waits for a second person. */
export const isWaiting = (
  { askedAt, grantedAt, withdrawnAt }: Pick<LoginReset, 'askedAt' | 'grantedAt' | 'withdrawnAt'>,
  at: Date,
): boolean => !grantedAt && !withdrawnAt && at.getTime() - askedAt.getTime() < lapsesAfter;
