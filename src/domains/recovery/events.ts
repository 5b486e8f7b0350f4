import type { LoginResetId, PersonId } from '#shared/ids.ts';

/** Somebody said that a person has lost every way in. */
export const resetAsked = (personId: PersonId, resetId: LoginResetId) =>
  ({ name: 'resetAsked', payload: { personId, resetId } }) as const;

/** Every way in of a person has ended. */
export const resetGranted = (personId: PersonId, resetId: LoginResetId) =>
  ({ name: 'resetGranted', payload: { personId, resetId } }) as const;

/** The request is off the table: withdrawn or declined. */
export const resetWithdrawn = (personId: PersonId, resetId: LoginResetId) =>
  ({ name: 'resetWithdrawn', payload: { personId, resetId } }) as const;
