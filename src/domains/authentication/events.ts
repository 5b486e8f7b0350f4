import type { PersonId } from '#shared/ids.ts';

/** Somebody signed in from a browser from which they never had. */
export const newDeviceSeen = (personId: PersonId, deviceId: string) =>
  ({ name: 'newDeviceSeen', payload: { personId, deviceId } }) as const;

/** Somebody signed in from a browser that was known to be theirs. */
export const knownDeviceSeen = (personId: PersonId, deviceId: string) =>
  ({ name: 'knownDeviceSeen', payload: { personId, deviceId } }) as const;

/** A way of signing in was added, changed or removed. */
export const factorChanged = (personId: PersonId, changeId: string) =>
  ({ name: 'factorChanged', payload: { personId, changeId } }) as const;

/** Somebody's account was shut or opened again. */
export const accountShut = (personId: PersonId) => ({ name: 'accountShut', payload: { personId } }) as const;
export const accountOpened = (personId: PersonId) => ({ name: 'accountOpened', payload: { personId } }) as const;
