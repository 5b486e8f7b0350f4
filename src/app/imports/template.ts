import { listMinistries } from '#domains/identity/server/queries.ts';
import { templateSheets } from '#domains/training/sessions/rules/import-sheets.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import { writeCsvRows } from '#platform/documents/csv.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import { attachment } from '#platform/http/attachment.ts';
import { isOffered, offeredLanguages } from '#platform/i18n/languages.ts';
import type { Day } from '#shared/dates.ts';
import type { TrainerId, UnitId } from '#shared/ids.ts';
import { noteRead } from '../note-read.ts';
import { insistOnImporter } from './find.ts';
import { openWords } from './open-words.ts';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The template in the language that `in` names. It names the trainers of the roster, so taking it along is noted. */
export async function answerTemplate(locals: App.Locals, url: URL, as: 'csv' | 'xlsx'): Promise<Response> {
  const ownerId = insistOnImporter(locals.actor)[0]!;
  const wanted = url.searchParams.get('in');
  const language = isOffered(wanted) ? wanted : locals.language;
  const at = offeredLanguages.indexOf(language);
  const { known, languages, countryCode } = await locals.asking(async (ask) => ({
    ...(await openWords(ask, ownerId)),
    countryCode: (await ask(listMinistries)).find(({ id }) => id === ownerId)!.countryCode,
  }));
  const example = exampleFor(countryCode, known.units[0]?.id, known.trainers[0]?.id);
  const sheets = templateSheets(languages[at]!, example, known, at);
  if (as === 'xlsx') {
    await noteRead(locals, {
      ...{ ownerIds: [ownerId], kind: 'trainer', action: 'export' },
      detail: { as, rows: known.trainers.length },
    });
    return attachment(`kaskada-${language}.xlsx`, types.xlsx, await writeXlsx({ notes: [], sheets }));
  }
  const [{ head, rows }] = sheets as [(typeof sheets)[number]];
  return attachment(`kaskada-${language}.csv`, types.csv, writeCsvRows([head, ...rows]));
}

/** A day of twenty people, of whom not everything was recorded. */
const exampleFor = (countryCode: string, unit?: string, trainer?: string): SessionContent => ({
  kind: 'peers_at_home',
  occurrence: 'held',
  title: '',
  dateFrom: '2019-05-24' as Day,
  dateTo: '2019-05-25' as Day,
  hours: 6.5,
  place: '–',
  countryCode,
  host: '',
  coOwnerIds: [],
  peerCountries: [],
  unitIds: unit ? [unit as UnitId] : [],
  trainerIds: trainer ? [trainer as TrainerId] : [],
  statements: [{ n: 20 }, { sex: 'woman', n: 8 }],
  basis: 'sign_in_sheet',
  notes: '',
});
