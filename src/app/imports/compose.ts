import { findNetwork } from '#domains/network/server/queries.ts';
import { countryCodes } from '#domains/network/types.ts';
import { namePeople } from '#domains/identity/server/queries.ts';
import {
  fixedFields,
  importFields,
  sayColumn,
  type FixedField,
} from '#domains/training/sessions/rules/import-columns.ts';
import { columnLetters, sayCell, sayImportProblem } from '#domains/training/sessions/rules/import-wording.ts';
import { findEarlier, listProblems, listStaying } from '#domains/training/sessions/server/queries/import.ts';
import { bases, occurrences, sessionKinds } from '#domains/training/sessions/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { ImportId } from '#shared/ids.ts';
import { translateFor } from '../translate.ts';
import { findOwnImport } from './find.ts';

/** How many problems a page shows, and how many of the sessions that stay. */
const [problemsShown, stayingShown] = [50, 50];

/** Gathers the page of an import; what is wrong is said in the reader's language. */
export async function composeImport(locals: App.Locals, id: ImportId, { searchParams }: URL) {
  const found = await findOwnImport(locals, id);
  const t = await translateFor(locals, ['sessions', 'recording', 'problem', 'spreadsheet']);
  const pages = Math.max(1, Math.ceil(found.counts.problems / problemsShown));
  const page = Math.min(pages, Math.max(1, Number.parseInt(searchParams.get('page') ?? '', 10) || 1));
  const { mapping, ...summary } = found;
  return locals.asking(async (ask) => {
    const names = await ask(
      namePeople,
      [found.importedBy, found.undoneBy, found.release?.by].filter((by) => by != null),
    );
    const problems = await ask(listProblems, id, page, problemsShown);
    return {
      defaultGrain: (await ask(findNetwork))?.defaultGrain ?? 'total',
      isOwn: found.importedBy === locals.actor.personId,
      releasedBy: found.release && (names.get(found.release.by) ?? ''),
      import: summary,
      by: names.get(found.importedBy) ?? '',
      undoneBy: found.undoneBy && (names.get(found.undoneBy) ?? ''),
      earlier: await ask(findEarlier, id),
      staying: await ask(listStaying, id, stayingShown),
      mapping,
      doubled: (found.reading.doubled ?? [])
        .filter(({ column }) => !Object.values(mapping.columns).includes(column))
        .map(({ column, field }) => ({ column: columnLetters(column), field: sayColumn(t, field) })),
      columnNames: importFields.map((field) => ({ field, text: sayColumn(t, field) })),
      choices: choicesOf(t),
      ...{ page, pages },
      problems: problems.map((problem, at) => ({
        key: String(at),
        where: sayCell(t, problem),
        column: problem.column === null ? '' : (found.reading.head[problem.column] ?? ''),
        text: sayImportProblem(t, problem),
      })),
    };
  });
}

/** The words that can hold for all rows. */
function choicesOf(t: Translate): Record<FixedField, { value: string; text: string }[]> {
  const list = <T extends string>(values: readonly T[], say: (value: T) => string) =>
    values.map((value) => ({ value, text: say(value) }));
  const choices = {
    kind: list(sessionKinds, (kind) => t(`sessions.kind.${kind}`)),
    occurrence: list(occurrences, (one) => t(`sessions.occurrence.${one}`)),
    countryCode: list(countryCodes, t.country).sort((a, b) => a.text.localeCompare(b.text, t.locale)),
    basis: list(bases, (basis) => t(`sessions.basis.${basis}`)),
  };
  return Object.fromEntries(fixedFields.map((field) => [field, choices[field]])) as typeof choices;
}
