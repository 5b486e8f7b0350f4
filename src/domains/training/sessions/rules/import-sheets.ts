import type { Cell, Sheet } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { approvals, legalCovers, type FromOutside } from './from-outside.ts';
import { bases, occurrences, sessionKinds, type SessionContent } from '../types.ts';
import { countField } from './form.ts';
import { importFields, sayColumn, type ImportField } from './import-columns.ts';
import type { KnownThings } from './import-words.ts';

/** What the co-owners, units and trainers of a session are called in a file, so that they are known again when it is read. */
export type NameOf = (list: 'ministries' | 'units' | 'trainers', id: string) => string;

/** The headers of the template in one language. */
export const headOf = (t: Translate): string[] => importFields.map((field) => sayColumn(t, field));

/** A session as a row of the template. */
export function rowOf(t: Translate, id: string, session: SessionContent, nameOf: NameOf): Cell[] {
  const list = (texts: readonly string[]) => texts.join('; ');
  const cells: Partial<Record<ImportField, Cell>> = {
    id,
    kind: t(`sessions.kind.${session.kind}`),
    occurrence: t(`sessions.occurrence.${session.occurrence}`),
    title: session.title,
    dateFrom: session.dateFrom,
    dateTo: session.dateTo,
    hours: session.hours,
    place: session.place,
    countryCode: t.country(session.countryCode),
    host: session.host,
    coOwnerIds: list(session.coOwnerIds.map((ministry) => nameOf('ministries', ministry))),
    peerCountries: list(session.peerCountries.map((code) => t.country(code))),
    unitIds: list(session.unitIds.map((unit) => nameOf('units', unit))),
    trainerIds: list(session.trainerIds.map((trainer) => nameOf('trainers', trainer))),
    basis: session.basis && t(`sessions.basis.${session.basis}`),
    notes: session.notes,
    ...(session.outside && outsideCells(t, session.outside)),
  };
  for (const statement of session.statements) cells[countField(statement)] = statement.n;
  return importFields.map((field) => cells[field] ?? null);
}

const outsideCells = (t: Translate, outside: FromOutside): Partial<Record<ImportField, Cell>> => ({
  nationalities: outside.nationalities
    .map(({ countryCode, n }) => (n === null ? t.country(countryCode) : `${t.country(countryCode)}: ${n}`))
    .join('; '),
  legalCover: outside.legalCover && t(`sessions.legalCover.${outside.legalCover}`),
  legalCoverText: outside.legalCoverText,
  approval: outside.approval && t(`sessions.approval.${outside.approval}`),
  approvalDate: outside.approvalDate,
  approvalReference: outside.approvalReference,
  teamCountries: outside.teamCountries.map((code) => t.country(code)).join('; '),
});

/** Names that mean one thing alone; where a name means several or holds a mark that parts names, its id. */
export function nameKnown({ ministries, units, trainers }: KnownThings, at: number): NameOf {
  const names = { ministries: namesOf(ministries, at), units: namesOf(units, at), trainers: namesOf(trainers, at) };
  return (list, id) => names[list].get(id) ?? id;
}

function namesOf(named: KnownThings['units'], at: number): Map<string, string> {
  const said = named.map(({ id, names }) => [id, names[at] ?? names[0] ?? ''] as const);
  const often = new Map<string, number>();
  for (const [, name] of said) often.set(name, (often.get(name) ?? 0) + 1);
  const isClear = (name: string) => name !== '' && often.get(name) === 1 && !/[;\n]/.test(name);
  return new Map(said.filter(([, name]) => isClear(name)));
}

/** The sheets of the template: headers with an example, and the words that may stand in its cells. */
export function templateSheets(t: Translate, example: SessionContent, known: KnownThings, at: number): Sheet[] {
  const nameOf = nameKnown(known, at);
  const lists = [
    sessionKinds.map((kind) => t(`sessions.kind.${kind}`)),
    occurrences.map((occurrence) => t(`sessions.occurrence.${occurrence}`)),
    bases.map((basis) => t(`sessions.basis.${basis}`)),
    legalCovers.map((cover) => t(`sessions.legalCover.${cover}`)),
    approvals.map((approval) => t(`sessions.approval.${approval}`)),
    known.units.map(({ id }) => nameOf('units', id)),
    known.trainers.map(({ id }) => nameOf('trainers', id)),
    known.ministries.map(({ id }) => nameOf('ministries', id)),
    known.countries.map(({ id }) => t.country(id)).sort((a, b) => a.localeCompare(b, t.locale)),
  ];
  const rules = [1, 2, 3, 4, 5, 6, 7].map((n) => t(`spreadsheet.rule.${n as 1}`));
  const longest = Math.max(...lists.map(({ length }) => length), rules.length);
  return [
    {
      name: t('spreadsheet.sheet.sessions'),
      head: headOf(t),
      rows: [rowOf(t, t('spreadsheet.example'), example, nameOf)],
    },
    {
      name: t('spreadsheet.sheet.words'),
      head: [
        ...(
          [
            ...(['kind', 'occurrence', 'basis', 'legalCover', 'approval'] as const),
            ...(['unitIds', 'trainerIds', 'coOwnerIds', 'countryCode'] as const),
          ] as const
        ).map((field) => sayColumn(t, field)),
        t('spreadsheet.sheet.rules'),
      ],
      rows: Array.from({ length: longest }, (_, row) => [...lists, rules].map((list) => list[row] ?? null)),
    },
  ];
}
