import { administers, answersFor, byAppointment, isSecretariat, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { LoginReset } from './types.ts';

const answers = (who: Actor, ownerId: OwnerId | null): boolean =>
  ownerId !== null && answersFor(byAppointment(who), ownerId);
const servesNetwork = (who: Actor): boolean => isSecretariat(who) || administers(who);

/** Who answers for the ministry asks for a reset; for people of the network the secretariat or an administrator. */
export const mayAskReset = (who: Actor, ownerId: OwnerId | null): boolean =>
  who.isStrong && (ownerId === null ? servesNetwork(who) : answers(who, ownerId));

/**
 * A second one who answers for the ministry grants a reset; where no other can sign in, and for people of the network, the
 * secretariat or an administrator; never the person themself nor whoever asked. Only the database knows who can sign in,
 * so a yes to the secretariat or an administrator here is a "perhaps" that it decides.
 */
export const mayGrantReset = (
  who: Actor,
  { personId, askedBy, ownerId }: Pick<LoginReset, 'personId' | 'askedBy' | 'ownerId'>,
): boolean =>
  who.isStrong &&
  who.personId !== null &&
  who.personId !== personId &&
  who.personId !== askedBy &&
  (answers(who, ownerId) || servesNetwork(who));

/** Withdrawn by the person, who has lost nothing, and by who asked; declined by who may grant or answers for the ministry. */
export const mayWithdrawReset = (who: Actor, reset: Pick<LoginReset, 'personId' | 'askedBy' | 'ownerId'>): boolean =>
  who.personId !== null &&
  (who.personId === reset.personId ||
    who.personId === reset.askedBy ||
    answers(who, reset.ownerId) ||
    mayGrantReset(who, reset));
