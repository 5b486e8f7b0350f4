import { findNetwork } from '#domains/network/server/queries.ts';
import type { Reading } from '#platform/database/reading.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Asking } from '../request.ts';

/** What a file of records is, of which network and as at when; a demo says so first. Needs the words of api and shell. */
export async function noteOrigin(t: Translate, ask: Asking, title: string): Promise<string[][]> {
  const network = await ask(findNetwork);
  return [
    ...(network?.isDemo ? [[t('shell.demo')]] : []),
    [title, network ? textIn(t.language, network.name) : ''],
    [t('api.table.asAt'), t.instant(await ask(findMoment))],
  ];
}

const findMoment = ({ now }: Reading<unknown>): Promise<Date> => Promise.resolve(now);
