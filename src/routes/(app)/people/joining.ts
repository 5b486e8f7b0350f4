import type { Joining } from '#app/invite.ts';
import { sayWho } from '#domains/appointments/rules/wording.ts';
import type { Translate } from '#platform/i18n/translate.ts';

/** How far somebody is on the way to an account, as a sentence. */
export function sayJoining(t: Translate, joining: Joining): string {
  if (joining.state === 'never') return t('appointments.joining.never');
  const { invitedBy, inviter, invitedAt, expiresAt, acceptedAt } = joining.invitation;
  return t(`appointments.joining.${joining.state}`, {
    who: invitedBy ? sayWho(t, inviter) : t('appointments.by.operator'),
    invited: t.instantDay(invitedAt),
    until: t.instant(expiresAt),
    accepted: acceptedAt ? t.instantDay(acceptedAt) : '–',
  });
}
