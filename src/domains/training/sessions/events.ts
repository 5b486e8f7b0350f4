import type { Fact } from '#platform/database/reading.ts';
import type { SessionId } from '#shared/ids.ts';

/** A version waits for its coordinator. */
export const sessionSubmitted = (sessionId: SessionId): Fact => ({ name: 'sessionSubmitted', payload: { sessionId } });
/** A version went back to its author, with a reason. */
export const sessionReturned = (sessionId: SessionId): Fact => ({ name: 'sessionReturned', payload: { sessionId } });
/** A version stands outside its ministry, in the place of what stood before. */
export const sessionReleased = (sessionId: SessionId): Fact => ({ name: 'sessionReleased', payload: { sessionId } });
/** Nothing of the session stands outside its ministry any more. */
export const releaseWithdrawn = (sessionId: SessionId): Fact => ({ name: 'releaseWithdrawn', payload: { sessionId } });
