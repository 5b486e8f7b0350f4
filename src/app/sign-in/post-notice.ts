import { findAddressee, findPersonSigningIn } from '#domains/authentication/server/queries.ts';
import type { Addressee } from '#domains/authentication/types.ts';
import type { Database } from '#platform/database/database.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { PersonId } from '#shared/ids.ts';
import { translateFor } from './tell-by-mail.ts';

/** From where notices are posted: whose addresses, by which mail, with links to which site. */
export interface Desk {
  readonly database: Database;
  readonly mail: Mail;
  readonly siteAddress: () => string;
}

/** What a notice says, in the words of whoever gets it. */
type Say = (t: Translate, person: string) => { readonly subject: string; readonly what: string };

/** Writes to each of those who are told that something happened about a person, in their own language. */
export async function postNotice(desk: Desk, about: PersonId, whom: readonly PersonId[], say: Say): Promise<void> {
  const { person, addressees } = await findNames(desk.database, about, whom);
  for (const to of addressees) {
    const t = await translateFor(to);
    const { subject, what } = say(t, person);
    const text = t('mail.notice', { name: cleanLine(to.name), what, link: `${desk.siteAddress()}/people` });
    desk.mail.post({ to: to.email, subject, text });
  }
}

const findNames = (
  database: Database,
  about: PersonId,
  whom: readonly PersonId[],
): Promise<{ person: string; addressees: readonly Addressee[] }> =>
  database.onDuty('authentication', async ({ ask }) => {
    const addressees: Addressee[] = [];
    for (const id of whom) addressees.push(...[await ask(findAddressee, id)].filter((one) => one !== null));
    return { person: cleanLine((await ask(findPersonSigningIn, about))?.name ?? ''), addressees };
  });
