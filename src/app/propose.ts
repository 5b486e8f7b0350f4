import { addPerson, proposeAppointment } from '#domains/appointments/server/commands.ts';
import { appointmentSchema, personSchema, type NewAppointment, type NewPerson } from '#domains/appointments/schema.ts';
import type { AppointmentTables } from '#domains/appointments/server/tables.ts';
import type { Work } from '#platform/database/reading.ts';
import { invitationSchema, type Invitation } from './invite.ts';
import * as v from 'valibot';

/** What the form of a proposal asks for; a person who is there already is not added. */
export interface Proposal {
  readonly person: NewPerson | null;
  readonly appointment: NewAppointment;
  readonly invitation: Invitation | null;
}

/** The name of each field as typed; what stands for the network as a whole is `network`. */
export type Typed = Readonly<Record<string, string>>;

type Read = { readonly ok: true; readonly proposal: Proposal } | { readonly ok: false; readonly problems: Typed };

/** Reads the form of a proposal; the first problem of each field, by the key of its words. */
export function readProposal(sent: Typed): Read {
  // A field that was left out is empty.
  const typed: Typed = { ...nothing, ...sent };
  const ownerId = typed['ownerId'] === 'network' ? null : typed['ownerId'];
  const isNew = typed['isNew'] === 'yes';
  const results = {
    person: isNew ? v.safeParse(personSchema, { id: typed['personId'], ownerId, name: typed['name'] }) : null,
    appointment: v.safeParse(appointmentSchema, { ...typed, ownerId, to: typed['to'] || null }),
    invitation: typed['email'] ? v.safeParse(invitationSchema, typed) : null,
  };
  const { person, appointment, invitation } = results;
  if (appointment.success && person?.success !== false && invitation?.success !== false)
    return {
      ok: true,
      proposal: {
        person: person?.output ?? null,
        appointment: appointment.output,
        invitation: invitation?.output ?? null,
      },
    };
  const issues: v.BaseIssue<unknown>[] = Object.values(results).flatMap<v.BaseIssue<unknown>>(
    (one) => one?.issues ?? [],
  );
  const ofField = (field: string) => issues.find((one) => fieldOf(one) === field)?.message;
  const problems = fields.map((field) => [field, ofField(field)] as const).filter(([, message]) => message);
  return { ok: false, problems: Object.fromEntries(problems) as Typed };
}

/** In the order in which they are typed. */
const fields = ['name', 'email', 'ownerId', 'role', 'institution', 'orderNumber', 'from', 'to', 'id', 'personId'];

const nothing: Typed = Object.fromEntries(fields.map((field) => [field, '']));

const fieldOf = ({ path }: v.BaseIssue<unknown>): string => String(path?.[0]?.key ?? 'form');

/** Adds the person and proposes the appointment together, or neither. Returns whether it holds without consent. */
export async function carryOutProposal(
  work: Work<AppointmentTables>,
  { person, appointment }: Pick<Proposal, 'person' | 'appointment'>,
): Promise<boolean> {
  if (person) await addPerson(work, person);
  return proposeAppointment(work, appointment);
}
