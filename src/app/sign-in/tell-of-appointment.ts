import { whoHearOf } from '#domains/appointments/rules.ts';
import { findAppointment, listAppointments } from '#domains/appointments/server/queries.ts';
import type { Appointment } from '#domains/appointments/types.ts';
import { findAddressee, findPersonSigningIn } from '#domains/authentication/server/queries.ts';
import type { Addressee } from '#domains/authentication/types.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { cleanLine } from '#shared/clean-text.ts';
import { dayOf } from '#shared/dates.ts';
import type { AppointmentId, PersonId } from '#shared/ids.ts';
import { translateFor } from './tell-by-mail.ts';

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
    const { person, addressees } = await findNames(database, found.of, found.whom);
    for (const to of addressees) {
      const t = await translateFor(to);
      const { subject, what } = say(t, found.of, person);
      mail.post({
        to: to.email,
        subject,
        text: t('mail.notice', { name: cleanLine(to.name), what, link: `${siteAddress()}/people` }),
      });
    }
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

const findNames = (
  database: Database,
  { personId }: Appointment,
  whom: readonly PersonId[],
): Promise<{ person: string; addressees: readonly Addressee[] }> =>
  database.onDuty('authentication', async ({ ask }) => {
    const addressees: Addressee[] = [];
    for (const id of whom) addressees.push(...[await ask(findAddressee, id)].filter((one) => one !== null));
    return { person: cleanLine((await ask(findPersonSigningIn, personId))?.name ?? ''), addressees };
  });
