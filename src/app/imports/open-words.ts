import { listMinistries } from '#domains/identity/server/queries.ts';
import { listCountryNames, listTrainers } from '#domains/network/server/queries.ts';
import { countryCodes } from '#domains/network/types.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { learnWords, type KnownThings, type Vocabulary } from '#domains/training/sessions/rules/import-words.ts';
import { fold } from '#platform/i18n/fold.ts';
import { offeredLanguages, type Language } from '#platform/i18n/languages.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { textIn } from '#platform/i18n/localised.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from '../request.ts';

/** What can be read in a file, in whichever language it was written. */
export interface ImportWords {
  readonly languages: readonly Translate[];
  readonly known: KnownThings;
  readonly vocabulary: Vocabulary;
}

/** Gathers the words of all languages, and the names that the network and a ministry know. */
export async function openWords(ask: Asking, ownerId: OwnerId): Promise<ImportWords> {
  const names = await ask(listCountryNames);
  const translate = async (language: Language, own: boolean) => {
    const countryNames = own ? names.map(({ countryCode, name }) => [countryCode, textIn(language, name)]) : [];
    const words = await loadWords(language, ['sessions', 'spreadsheet']);
    return createTranslate(language, words, { countryNames: Object.fromEntries(countryNames) });
  };
  const languages = await Promise.all(offeredLanguages.map((language) => translate(language, true)));
  // A file of others may call a country as everybody does and not as the network does.
  const usual = await Promise.all(offeredLanguages.map((language) => translate(language, false)));
  const trainers = (await ask(listTrainers)).filter((one) => one.ownerId === ownerId && !one.isErased);
  const known: KnownThings = {
    countries: countryCodes.map((id) => ({ id, names: [...languages, ...usual].map((t) => t.country(id)) })),
    ministries: (await ask(listMinistries))
      .filter(({ id }) => id !== ownerId)
      .map(({ id, name, countryCode }) => ({
        id,
        names: [
          ...offeredLanguages.map((language) => textIn(language, name)),
          ...[...languages, ...usual].map((t) => t.country(countryCode)),
          countryCode,
        ],
      })),
    units: (await ask(listUnits)).map(({ id, title }) => ({
      id,
      names: [...offeredLanguages.map((language) => textIn(language, title)), ...Object.values(title)],
    })),
    trainers: trainers.map(({ id, name }) => ({ id, names: offeredLanguages.map(() => name) })),
  };
  return { languages, known, vocabulary: learnWords(fold, languages, known) };
}
