import { whoHearOf } from '#domains/appointments/rules.ts';
import { findAppointment, listAppointments } from '#domains/appointments/server/queries.ts';
import type { Appointment } from '#domains/appointments/types.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { dayOf } from '#shared/dates.ts';
import type { AppointmentId, PersonId } from '#shared/ids.ts';
import { postNotice } from './post-notice.ts';

/**
 * Writes to the person and to those who answer beside them that an appointment was made, or ended before its date: whoever
 * empties or fills places does it before everybody's eyes. A proposal that was declined is told to nobody.
 */
export function tellOfAppointment(database: Database, mail: Mail, siteAddress: () => string): Listener {
  return async ({ name, payload }) => {
    if (name !== 'appointmentMade' && name !== 'appointmentEnded') return;
    const found = await findWhom(database, payload['appointment'] as AppointmentId);
    // Looked up, not believed: only what the record says is told.
    if (!found?.of.consentedAt || (name === 'appointmentEnded') !== (found.of.endedAt !== null)) return;
    await postNotice({ database, mail, siteAddress }, found.of.personId, found.whom, (t, person) =>
      say(t, found.of, person),
    );
  };
}

function say(t: Translate, { role, from, endedAt }: Appointment, person: string): { subject: string; what: string } {
  const named = { person, role: t(`shell.role.${role}`) };
  return endedAt
    ? { subject: t('mail.appointment.ended.subject'), what: t('mail.appointment.ended.text', named) }
    : {
        subject: t('mail.appointment.made.subject'),
        what: t('mail.appointment.made.text', { ...named, from: t.day(from) }),
      };
}

const findWhom = (
  database: Database,
  id: AppointmentId,
): Promise<{ of: Appointment; whom: readonly PersonId[] } | null> =>
  database.onDuty('news', async ({ ask, now }) => {
    const of = await ask(findAppointment, id);
    return of && { of, whom: whoHearOf(of, await ask(listAppointments), dayOf(now)) };
  });
