import type { Fact } from '#platform/database/reading.ts';
import type { ImportId, SessionId } from '#shared/ids.ts';

/** A version waits for its coordinator. */
export const sessionSubmitted = (sessionId: SessionId): Fact => ({ name: 'sessionSubmitted', payload: { sessionId } });
/** A version went back to its author, with a reason. */
export const sessionReturned = (sessionId: SessionId): Fact => ({ name: 'sessionReturned', payload: { sessionId } });
/** A version stands outside its ministry, in the place of what stood before. */
export const sessionReleased = (sessionId: SessionId): Fact => ({ name: 'sessionReleased', payload: { sessionId } });
/** Nothing of the session stands outside its ministry any more. */
export const releaseWithdrawn = (sessionId: SessionId): Fact => ({ name: 'releaseWithdrawn', payload: { sessionId } });
/** All that a file brought waits for its coordinator. */
export const sessionsImported = (importId: ImportId): Fact => ({ name: 'sessionsImported', payload: { importId } });
/** What a file brought was taken back, but for what somebody went on with. */
export const importUndone = (importId: ImportId): Fact => ({ name: 'importUndone', payload: { importId } });
/** A co-owner counts the session too, or does so no more. */
export const claimChanged = (sessionId: SessionId): Fact => ({ name: 'claimChanged', payload: { sessionId } });
/** The session is left out of the sums, or counts again. */
export const adjustmentChanged = (sessionId: SessionId): Fact => ({
  name: 'adjustmentChanged',
  payload: { sessionId },
});
