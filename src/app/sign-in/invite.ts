import { invite } from '#domains/authentication/server/commands.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { lasting } from '#domains/authentication/rules.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { PersonId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { RequestAccess } from '../request.ts';

/** Who is invited, and in which language. */
export interface Inviting {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

/** What the inviter is shown: that the link is on its way, or the link itself, to pass on by hand. */
export type Invited = { readonly isMailed: true } | { readonly isMailed: false; readonly link: string };

/**
 * Invites a person as the actor of the request. The link goes to their address; where there is no mail, or it is not
 * taken, the inviter gets it. It is nowhere else: the database keeps a hash.
 */
export async function invitePerson(
  { carryOut }: Pick<RequestAccess, 'carryOut'>,
  origin: string,
  { personId, name, email, language }: Inviting,
): Promise<Invited> {
  const { authentication, log } = runningPlatform();
  const token = await carryOut(invite, { personId, email, language });
  const link = `${origin}/invitation/${token}`;
  if (!authentication.mail) return { isMailed: false, link };
  const t = createTranslate(language, await loadWords(language, ['mail']));
  const until = t.instant(new Date(Date.now() + lasting.invitation));
  const letter = {
    subject: t('mail.invitation.subject'),
    text: t('mail.invitation.text', { name: cleanLine(name), link, until }),
  };
  try {
    await authentication.mail.send({ to: email, ...letter });
    return { isMailed: true };
  } catch (failure) {
    log.error({ err: failure }, 'an invitation could not be mailed');
    return { isMailed: false, link };
  }
}
