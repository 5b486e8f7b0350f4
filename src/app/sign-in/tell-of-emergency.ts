import { whomToTell } from '#domains/appointments/rules.ts';
import { findEmergency, listAppointments } from '#domains/appointments/server/queries.ts';
import type { EmergencyAccess } from '#domains/appointments/types.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { dayOf } from '#shared/dates.ts';
import type { EmergencyAccessId, PersonId } from '#shared/ids.ts';
import { postNotice } from './post-notice.ts';

/** What is told of an emergency access, and what its record must say before it is: a fact alone is not believed. */
const occasions = {
  emergencyAsked: { says: 'asked', isSo: () => true },
  emergencyGranted: { says: 'granted', isSo: ({ grantedAt }: EmergencyAccess) => grantedAt !== null },
  emergencyEnded: { says: 'ended', isSo: ({ endedAt }: EmergencyAccess) => endedAt !== null },
} as const;

/**
 * Writes to everybody who answers for a ministry that somebody asks to stand in for its coordinator, does, or no longer
 * does. The reason stays on the platform: mail is read on the way.
 */
export function tellOfEmergency(database: Database, mail: Mail, siteAddress: () => string): Listener {
  return async ({ name, payload }) => {
    if (!Object.hasOwn(occasions, name)) return;
    const { says, isSo } = occasions[name as keyof typeof occasions];
    const found = await findWhom(database, payload['access'] as EmergencyAccessId);
    if (!found || !isSo(found.access)) return;
    const { personId, hours } = found.access;
    await postNotice({ database, mail, siteAddress }, personId, found.whom, (t, person) => ({
      subject: t(`mail.emergency.${says}.subject`),
      what: t(`mail.emergency.${says}.text`, { person, hours: t('mail.hours', { n: hours }) }),
    }));
  };
}

const findWhom = (
  database: Database,
  id: EmergencyAccessId,
): Promise<{ access: EmergencyAccess; whom: readonly PersonId[] } | null> =>
  database.onDuty('news', async ({ ask, now }) => {
    const access = await ask(findEmergency, id);
    return access && { access, whom: whomToTell(access, await ask(listAppointments), dayOf(now)) };
  });
