import { whomToTell } from '#domains/appointments/rules.ts';
import { findEmergency, listAppointments } from '#domains/appointments/server/queries.ts';
import type { EmergencyAccess } from '#domains/appointments/types.ts';
import { findAddressee, findPersonSigningIn } from '#domains/authentication/server/queries.ts';
import type { Addressee } from '#domains/authentication/types.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { cleanLine } from '#shared/clean-text.ts';
import { dayOf } from '#shared/dates.ts';
import type { EmergencyAccessId, PersonId } from '#shared/ids.ts';
import { translateFor } from './tell-by-mail.ts';

const occasions = { emergencyAsked: 'asked', emergencyGranted: 'granted', emergencyEnded: 'ended' } as const;

/**
 * Writes to everybody who answers for a ministry that somebody asks to stand in for its coordinator, does, or no longer
 * does. The reason stays on the platform: mail is read on the way.
 */
export function tellOfEmergency(database: Database, mail: Mail, siteAddress: () => string): Listener {
  return async ({ name, payload }) => {
    const occasion = occasions[name as keyof typeof occasions];
    if (!occasion) return;
    const found = await findWhom(database, payload['access'] as EmergencyAccessId);
    if (!found) return;
    const { person, addressees } = await findNames(database, found.access, found.whom);
    for (const to of addressees) {
      const t = await translateFor(to);
      const hours = t('mail.hours', { n: found.access.hours });
      const what = t(`mail.emergency.${occasion}.text`, { person, hours });
      const text = t('mail.notice', { name: cleanLine(to.name), what, link: `${siteAddress()}/people` });
      mail.post({ to: to.email, subject: t(`mail.emergency.${occasion}.subject`), text });
    }
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

const findNames = (
  database: Database,
  { personId }: EmergencyAccess,
  whom: readonly PersonId[],
): Promise<{ person: string; addressees: readonly Addressee[] }> =>
  database.onDuty('authentication', async ({ ask }) => {
    const addressees: Addressee[] = [];
    for (const id of whom) addressees.push(...[await ask(findAddressee, id)].filter((one) => one !== null));
    return { person: cleanLine((await ask(findPersonSigningIn, personId))?.name ?? ''), addressees };
  });
