import type { Translate } from '#platform/i18n/translate.ts';
import type { CountField } from '../types.ts';
import { countFields, groupOf } from './form.ts';
import { sayGroup } from './wording.ts';

const describing = [
  'id',
  'dateFrom',
  'dateTo',
  'kind',
  'occurrence',
  'title',
  'place',
  'countryCode',
  'host',
  'coOwnerIds',
  'peerCountries',
  'unitIds',
  'trainerIds',
  'hours',
  'basis',
  'notes',
  'nationalities',
  'legalCover',
  'legalCoverText',
  'approval',
  'approvalDate',
  'approvalReference',
  'teamCountries',
] as const;
type DescribingField = (typeof describing)[number];

/** What a column of a file can be: the id, a field of a session, or a box of its head-count. */
export type ImportField = DescribingField | CountField;
/** All of them, in the order of the template. */
export const importFields: readonly ImportField[] = [...describing, ...countFields];

/** Fields that one word can say for all rows, where a file has no column for them. */
export const fixedFields = ['kind', 'occurrence', 'countryCode', 'basis'] as const;
export type FixedField = (typeof fixedFields)[number];

/** Which column is what, counted from 0, and what holds for all rows. */
export interface ImportMapping {
  readonly columns: Readonly<Partial<Record<ImportField, number>>>;
  readonly fixed: Readonly<Record<FixedField, string>>;
}

/** Texts in the form in which two that mean the same are equal. */
export type Fold = (text: string) => string;

/** What the column of a field is called. */
export function sayColumn(t: Translate, field: ImportField): string {
  if (field.startsWith('count.')) return sayGroup(t, groupOf(field as CountField));
  switch (field) {
    case 'id':
      return t('spreadsheet.column.id');
    case 'dateFrom':
      return t('sessions.field.date');
    case 'countryCode':
      return t('sessions.field.country');
    case 'coOwnerIds':
      return t('sessions.field.coOwners');
    case 'unitIds':
      return t('sessions.field.units');
    case 'trainerIds':
      return t('sessions.field.trainers');
    case 'occurrence':
      return t('sessions.list.occurrence');
    default:
      return t(`sessions.field.${field as Exclude<DescribingField, 'id'> & 'place'}`);
  }
}

/** What else such a column is called in files that others made, in one language. */
const alsoCalled = {
  dateFrom: 'spreadsheet.also.dateFrom',
  dateTo: 'spreadsheet.also.dateTo',
  kind: 'spreadsheet.also.kind',
  occurrence: 'spreadsheet.also.occurrence',
  title: 'spreadsheet.also.title',
  place: 'spreadsheet.also.place',
  host: 'spreadsheet.also.host',
  coOwnerIds: 'spreadsheet.also.coOwnerIds',
  peerCountries: 'spreadsheet.also.peerCountries',
  nationalities: 'spreadsheet.also.nationalities',
  legalCover: 'spreadsheet.also.legalCover',
  approval: 'spreadsheet.also.approval',
  unitIds: 'spreadsheet.also.unitIds',
  trainerIds: 'spreadsheet.also.trainerIds',
  hours: 'spreadsheet.also.hours',
  basis: 'spreadsheet.also.basis',
  notes: 'spreadsheet.also.notes',
  'count.all.all': 'spreadsheet.also.everybody',
  'count.woman.all': 'spreadsheet.also.women',
  'count.man.all': 'spreadsheet.also.men',
  'count.all.civilian': 'spreadsheet.also.civilian',
  'count.all.military': 'spreadsheet.also.military',
} as const satisfies Partial<Record<ImportField, string>>;

const namesOf = (t: Translate, field: ImportField): string[] => [
  sayColumn(t, field),
  ...(field in alsoCalled ? t(alsoCalled[field as keyof typeof alsoCalled]).split(';') : []),
];

/** Letters and figures alone: how a header is spaced and marked says nothing. */
const plain = (fold: Fold, text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** What headers mean, in any of the languages or by the names of the fields. */
export function readHeaders(fold: Fold, languages: readonly Translate[]): (head: string) => ImportField | undefined {
  const known = new Map<string, ImportField>();
  const learn = (name: string, field: ImportField) => {
    const key = plain(fold, name);
    if (key && !known.has(key)) known.set(key, field);
  };
  // What columns are called goes before what else they may be called.
  for (const field of importFields) {
    for (const t of languages) learn(sayColumn(t, field), field);
    learn(field, field);
  }
  for (const field of importFields) for (const t of languages) for (const name of namesOf(t, field)) learn(name, field);
  return (head) => known.get(plain(fold, head));
}

/** Which column is what, as far as headers say it; of two for one field the first. */
export function guessColumns(
  read: (head: string) => ImportField | undefined,
  head: readonly string[],
): ImportMapping['columns'] {
  const columns: Partial<Record<ImportField, number>> = {};
  head.forEach((text, at) => {
    const field = read(text);
    if (field) columns[field] ??= at;
  });
  return columns;
}

/** Columns whose header means what one before it means already, with the field: they are not read unless somebody says so. */
export function doubledColumns(
  read: (head: string) => ImportField | undefined,
  head: readonly string[],
): DoubledColumn[] {
  const columns = guessColumns(read, head);
  return head
    .map((text, column) => ({ column, field: read(text) }))
    .filter((one): one is DoubledColumn => one.field !== undefined && columns[one.field] !== one.column);
}
export interface DoubledColumn {
  readonly column: number;
  readonly field: ImportField;
}

/** Whether rows can be read with this mapping: the fields that no session lacks are somewhere. */
export const isComplete = ({ columns, fixed }: ImportMapping): boolean =>
  columns.dateFrom !== undefined &&
  columns.place !== undefined &&
  fixedFields.every((field) => columns[field] !== undefined || fixed[field] !== '');
