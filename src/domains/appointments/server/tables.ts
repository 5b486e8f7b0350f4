import type { Role } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { AppointmentId, EmergencyAccessId, OwnerId, PersonId } from '#shared/ids.ts';

export interface AppointmentTables {
  appointment: {
    id: AppointmentId;
    person_id: PersonId;
    owner_id: OwnerId | null;
    role: Role;
    institution: string;
    order_number: string;
    from_date: Day;
    to_date: Day | null;
    proposed_by: PersonId | null;
    proposed_at: Date;
    consented_by: PersonId | null;
    consented_at: Date | null;
    ended_by: PersonId | null;
    ended_at: Date | null;
  };
  emergency_access: {
    id: EmergencyAccessId;
    owner_id: OwnerId;
    person_id: PersonId;
    reason: string;
    hours: number;
    asked_at: Date;
    granted_by: PersonId | null;
    granted_at: Date | null;
    ended_by: PersonId | null;
    ended_at: Date | null;
  };
}
