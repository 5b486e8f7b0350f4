import { endsOthers } from '#domains/authentication/rules.ts';
import { findAddressee, findFactorChange, findDevice } from '#domains/authentication/server/queries.ts';
import type { Addressee, FactorChange } from '#domains/authentication/types.ts';
import type { Database, Listener } from '#platform/database/database.ts';
import type { Fact } from '#platform/database/reading.ts';
import { isOffered } from '#platform/i18n/languages.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Mail } from '#platform/mail/mail.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { PersonId } from '#shared/ids.ts';

/**
 * Writes to people about their own sign-in: that there was one, on a new device or a known one; a changed factor. The letter says when, what and where to look,
 * and holds no secret. Nobody waits for it.
 */
export function tellByMail(database: Database, mail: Mail, siteAddress: () => string): Listener {
  return async (fact) => {
    if (!Object.hasOwn(letters, fact.name)) return;
    const write = letters[fact.name as keyof typeof letters];
    await database.onDuty('authentication', async (work) => {
      const ask: Asked = (question, ...args) => work.ask(question, ...args);
      const to = await ask(findAddressee, fact.payload['personId'] as PersonId);
      const news = to && (await write(ask, fact));
      if (!news) return;
      const t = await translateFor(to);
      const letter = news(t);
      const link = `${siteAddress()}/account`;
      const isOfOthers = fact.name === 'accountShut' || fact.name === 'accountOpened';
      const text = t(isOfOthers ? 'mail.told' : 'mail.letter', { name: cleanLine(to.name), what: letter.text, link });
      mail.post({ to: to.email, subject: letter.subject, text });
    });
  };
}

type Asked = Parameters<Parameters<Database['onDuty']>[1]>[0]['ask'];
type News = (t: Translate) => { readonly subject: string; readonly text: string };

const shutNews =
  (what: 'shut' | 'opened') =>
  (_: Asked): Promise<News> =>
    Promise.resolve((t) => ({ subject: t(`mail.account.${what}.subject`), text: t(`mail.account.${what}.text`) }));

const deviceNews =
  (kind: 'newDevice' | 'knownDevice') =>
  async (ask: Asked, { payload }: Fact): Promise<News | null> => {
    const seen = await ask(findDevice, payload['deviceId']!);
    if (!seen) return null;
    return (t) => ({
      subject: t(`mail.${kind}.subject`),
      text: t(`mail.${kind}.text`, { device: seen.name || t('mail.unknownDevice'), at: t.instant(seen.at) }),
    });
  };

type Known = 'newDeviceSeen' | 'knownDeviceSeen' | 'factorChanged' | 'accountShut' | 'accountOpened';
const letters: Readonly<Record<Known, (ask: Asked, fact: Fact) => Promise<News | null>>> = {
  accountShut: shutNews('shut'),
  accountOpened: shutNews('opened'),
  newDeviceSeen: deviceNews('newDevice'),
  knownDeviceSeen: deviceNews('knownDevice'),
  async factorChanged(ask, { payload }) {
    const changed = await ask(findFactorChange, payload['changeId']!);
    if (!changed) return null;
    return (t) => ({
      subject: t('mail.factor.subject'),
      text: [
        t('mail.factor.text', { what: sayChange(t, changed.change), at: t.instant(changed.at) }),
        ...(endsOthers(changed.change) ? [t('mail.factor.ended')] : []),
      ].join(' '),
    });
  },
};

const sayChange = (t: Translate, change: FactorChange): string => t(`mail.change.${change}`);

/** The words of letters, in the language of whoever gets them. */
export async function translateFor({ language }: Addressee): Promise<Translate> {
  const known = isOffered(language) ? language : 'en';
  return createTranslate(known, await loadWords(known, ['mail', 'shell']));
}
