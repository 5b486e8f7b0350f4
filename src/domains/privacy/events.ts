import type { Fact } from '#platform/database/reading.ts';
import type { ErasureRequestId } from '#shared/ids.ts';

/** Somebody asks to be erased, and whoever answers for them must decide. */
export const erasureAsked = (request: ErasureRequestId): Fact<'erasureAsked'> => ({
  name: 'erasureAsked',
  payload: { request },
});

/** Somebody was told why their record must stay. */
export const erasureRefused = (request: ErasureRequestId): Fact<'erasureRefused'> => ({
  name: 'erasureRefused',
  payload: { request },
});

/** Somebody's name, profile and ways to sign in are gone. */
export const personErased = (request: ErasureRequestId): Fact<'personErased'> => ({
  name: 'personErased',
  payload: { request },
});
