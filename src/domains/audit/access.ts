import { audits, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A ministry's coordinator, deputies and auditors read its audit and take it along. */
export const mayReadAudit = (who: Actor, ownerId: OwnerId): boolean => audits(who, ownerId);
