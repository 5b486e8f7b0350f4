import { findAddressee } from '#domains/authentication/server/queries.ts';
import { findReset } from '#domains/recovery/server/queries.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { LoginResetId } from '#shared/ids.ts';
import { translateFor } from './tell-by-mail.ts';

/** Writes to a person that somebody said they had lost every way in, so that they can say that it is not so. */
export function tellOfReset(database: Database, mail: Mail, siteAddress: () => string): Listener {
  return async ({ name, payload }) => {
    if (name !== 'resetAsked') return;
    const reset = await database.onDuty('news', ({ ask }) => ask(findReset, payload['resetId'] as LoginResetId));
    // Whom it is about is in the record: a fact alone is not believed.
    const to = reset && (await database.onDuty('authentication', ({ ask }) => ask(findAddressee, reset.personId)));
    if (!to) return;
    const t = await translateFor(to);
    const what = t('mail.reset.text', { at: t.instant(reset.askedAt) });
    const text = t('mail.notice', { name: cleanLine(to.name), what, link: `${siteAddress()}/account` });
    mail.post({ to: to.email, subject: t('mail.reset.subject'), text });
  };
}
