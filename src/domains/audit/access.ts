import { auditedMinistries, audits, isSecretariat, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A ministry's coordinator, deputies and auditors read its audit and take it along. */
export const mayReadAudit = (who: Actor, ownerId: OwnerId): boolean => audits(who, ownerId);

/** What the network's people do for it is read by every ministry's coordinator, deputies and auditors, and by the secretariat. */
export const mayReadNetworkAudit = (who: Actor): boolean => auditedMinistries(who).length > 0 || isSecretariat(who);
