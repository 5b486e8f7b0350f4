import type { OutsideDraft, TypedNationality } from './from-outside.ts';
import type { CountField, SessionDraft } from '../types.ts';
import { countFields, emptyDraft } from './form.ts';
import { dayOfSerial, readDay } from './import-days.ts';
import { fixedFields, importFields, type FixedField, type ImportField, type ImportMapping } from './import-columns.ts';
import type { ImportProblem, RowProblem } from './import-problems.ts';
import { isExample, meaningOf, splitList, type Vocabulary, type WordList } from './import-words.ts';

/** A cell of a file: a text, a number, nothing, or why it cannot be read. */
export type FileCell =
  string | number | null | { readonly fault: 'merged' | 'error' | 'formula'; readonly text: string };
export interface FileRow {
  readonly number: number;
  readonly cells: readonly FileCell[];
}

/** A row as the form would hold it, with what is wrong with its cells. */
export interface ReadDraft {
  readonly id: string;
  readonly draft: SessionDraft;
  readonly problems: readonly ImportProblem[];
  /** Columns of which something was said already. */
  readonly told: ReadonlySet<ImportField>;
}

/** Which list the words of a field are in. */
const lists: Partial<Record<ImportField, WordList>> = {
  kind: 'kind',
  occurrence: 'occurrence',
  basis: 'basis',
  countryCode: 'country',
  coOwnerIds: 'ministry',
  peerCountries: 'country',
  unitIds: 'unit',
  trainerIds: 'trainer',
  nationalities: 'country',
  legalCover: 'legalCover',
  approval: 'approval',
  teamCountries: 'country',
};

const faults = { merged: 'merged', error: 'cellError', formula: 'noResult' } as const;
/** No problem repeats more of a cell than this, in characters. */
const repeated = 60;

/** Reads a row by what its columns are. Null: it holds nothing, or is the example of the template. */
export function readRow(
  row: FileRow,
  { columns, fixed }: ImportMapping,
  is1904: boolean,
  vocabulary: Vocabulary,
): ReadDraft | 'empty' | 'example' {
  const problems: ImportProblem[] = [];
  const told = new Set<ImportField>();
  const tell = (field: ImportField, name: RowProblem, typed = '') => {
    told.add(field);
    problems.push({ row: row.number, column: columns[field] ?? null, name, args: { typed: typed.slice(0, repeated) } });
  };
  const cellOf = (field: ImportField): string | number => {
    const cell = columns[field] === undefined ? null : (row.cells[columns[field]] ?? null);
    if (cell === null || typeof cell === 'number') return cell ?? '';
    if (typeof cell === 'string') return unneutral(cell);
    tell(field, faults[cell.fault], cell.text);
    return '';
  };
  const values = Object.fromEntries(
    importFields.filter((field) => columns[field] !== undefined).map((field) => [field, cellOf(field)]),
  ) as Partial<Record<ImportField, string | number>>;
  if (told.size === 0 && Object.values(values).every((value) => String(value).trim() === '')) return 'empty';
  const id = String(values.id ?? '').trim();
  if (isExample(vocabulary, id)) return 'example';

  const text = (field: ImportField) => String(values[field] ?? '');
  const day = (field: 'dateFrom' | 'dateTo' | 'approvalDate'): string => {
    const value = values[field] ?? '';
    if (typeof value === 'number') return dayOfSerial(value, is1904);
    const read = readDay(value);
    if (read.isUnclear) tell(field, 'dayUnclear', value);
    return read.text;
  };
  const word = (field: FixedField | 'legalCover' | 'approval', otherwise = ''): string => {
    const typed = text(field).trim();
    if (typed === '') return otherwise;
    const [meant] = meaningOf(vocabulary, lists[field]!, typed);
    if (meant === undefined && !told.has(field)) tell(field, 'wordUnknown', typed);
    return meant ?? '';
  };
  const many = (field: 'coOwnerIds' | 'peerCountries' | 'unitIds' | 'trainerIds' | 'teamCountries'): string[] =>
    splitList(vocabulary, lists[field]!, text(field)).flatMap((typed) => {
      const meant = meaningOf(vocabulary, lists[field]!, typed);
      if (meant.length === 1) return meant;
      tell(field, meant.length > 1 ? 'nameOfMany' : 'nameUnknown', typed);
      return [];
    });
  /** "Moldova: 12; Ghana": a country, and where it is known, how many came from it. */
  const nationalities = (): TypedNationality[] =>
    splitList(vocabulary, 'country', text('nationalities'), (part) => countedIn(part).name).flatMap((typed) => {
      const { name, n } = countedIn(typed);
      const meant = meaningOf(vocabulary, 'country', name);
      if (meant.length === 1) return [{ countryCode: meant[0]!, n }];
      tell('nationalities', meant.length > 1 ? 'nameOfMany' : 'nameUnknown', typed);
      return [];
    });
  const outside = (): OutsideDraft => ({
    nationalities: nationalities(),
    legalCover: word('legalCover') as OutsideDraft['legalCover'],
    legalCoverText: text('legalCoverText'),
    approval: word('approval') as OutsideDraft['approval'],
    approvalDate: day('approvalDate'),
    approvalReference: text('approvalReference'),
    teamCountries: many('teamCountries'),
  });
  const [kind, occurrence, countryCode, basis] = fixedFields.map((field) => word(field, fixed[field])) as [
    string,
    string,
    string,
    string,
  ];
  const counts = countFields.filter((field) => text(field).trim() !== '').map((field) => [field, text(field)]);
  const draft: SessionDraft = {
    ...emptyDraft,
    kind: kind as SessionDraft['kind'],
    occurrence: occurrence as SessionDraft['occurrence'],
    // What holds for all rows does not hold for coaching, of which nobody is counted.
    basis: (kind === 'coaching' ? word('basis') : basis) as SessionDraft['basis'],
    countryCode,
    title: text('title'),
    place: text('place'),
    host: text('host'),
    hours: text('hours'),
    notes: text('notes'),
    dateFrom: day('dateFrom'),
    dateTo: day('dateTo'),
    coOwnerIds: many('coOwnerIds'),
    peerCountries: many('peerCountries'),
    unitIds: many('unitIds'),
    trainerIds: many('trainerIds'),
    counts: Object.fromEntries(counts) as Partial<Record<CountField, string>>,
    outside: outside(),
  };
  return { id, draft, problems, told };
}

/** A country and the number behind it; without one, none was recorded. */
function countedIn(part: string): { readonly name: string; readonly n: string } {
  const [name = '', n = ''] = part.split(/[:=]/);
  return { name, n };
}

/** Takes out the apostrophes that our own downloads put before what a spreadsheet would take for a formula. */
const unneutral = (text: string): string =>
  text.includes("'") ? text.replace(/(?<=^|[;\t\r\n][ \u00a0"']*)'(?=[=+\-@＝＋－＠\t\r])/g, '') : text;
