import type { Fact } from '#platform/database/reading.ts';
import type { SessionId } from '#shared/ids.ts';

export const sessionSubmitted = (sessionId: SessionId): Fact => ({ name: 'sessionSubmitted', payload: { sessionId } });
export const sessionReturned = (sessionId: SessionId): Fact => ({ name: 'sessionReturned', payload: { sessionId } });
export const sessionReleased = (sessionId: SessionId): Fact => ({ name: 'sessionReleased', payload: { sessionId } });
export const releaseWithdrawn = (sessionId: SessionId): Fact => ({ name: 'releaseWithdrawn', payload: { sessionId } });
