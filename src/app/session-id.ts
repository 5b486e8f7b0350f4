import { SessionMissing } from '#domains/training/sessions/errors.ts';
import { isId, type SessionId } from '#shared/ids.ts';

/** The session that an address names; an id that is none is answered like one that nobody has. */
export function sessionIdOf({ id }: Readonly<Partial<Record<string, string>>>): SessionId {
  if (!isId(id)) throw new SessionMissing();
  return id as SessionId;
}
