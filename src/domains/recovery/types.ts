import type { LoginResetId, OwnerId, PersonId } from '#shared/ids.ts';

/** That all ways in of somebody shall end, because they lost them. */
export interface LoginReset {
  readonly id: LoginResetId;
  /** The ministry that answers for the person; null for people of the network. */
  readonly ownerId: OwnerId | null;
  readonly personId: PersonId;
  readonly personName: string;
  readonly reason: string;
  readonly askedBy: PersonId;
  readonly askedAt: Date;
  readonly grantedBy: PersonId | null;
  readonly grantedAt: Date | null;
  readonly withdrawnAt: Date | null;
}
