import type { OwnerId, SessionId } from '#shared/ids.ts';
import type { OutsideDraft } from './from-outside.ts';
import type { CountField, Group, SessionContent, SessionDraft, Sex, Status } from '../types.ts';
import { groups } from './groups.ts';
import { emptyOutside, typedNationalities } from './outside.ts';
import { limits } from './problems.ts';

/** Names of the fields of a session form that hold one text each. */
const textFields = [
  'kind',
  'occurrence',
  'title',
  'dateFrom',
  'dateTo',
  'hours',
  'place',
  'countryCode',
  'host',
  'basis',
  'notes',
] as const;
/** Fields that may be repeated in a form, by what they are called in a session. */
export const listFields = {
  coOwnerIds: 'coOwner',
  unitIds: 'unit',
  trainerIds: 'trainer',
  peerCountries: 'peerCountry',
} as const;

type TextField = (typeof textFields)[number];
type ListField = (typeof listFields)[keyof typeof listFields];
export type SessionField = TextField | ListField | CountField | OutsideField;
/** The fields of peers from outside; each row of nationalities has two. */
export type OutsideField = OutsideText | 'teamCountry' | `nationality.${number}` | `nationality.${number}.n`;
type OutsideText = 'legalCover' | 'legalCoverText' | 'approval' | 'approvalDate' | 'approvalReference';
const outsideTexts: readonly OutsideText[] = [
  'legalCover',
  'legalCoverText',
  'approval',
  'approvalDate',
  'approvalReference',
];

/** The field in which a group's number is written. */
export const countField = ({ sex, status }: Group): CountField => `count.${sex ?? 'all'}.${status ?? 'all'}`;

/** The 21 fields of the head-count. */
export const countFields: readonly CountField[] = groups.map(countField);

/** The group whose number is written in a field. */
export function groupOf(field: CountField): Group {
  const [, sex, status] = field.split('.') as [string, Sex | 'all', Status | 'all'];
  return { ...(sex !== 'all' && { sex }), ...(status !== 'all' && { status }) };
}

/** What `FormData` and `URLSearchParams` have in common. */
interface FormLike {
  get(name: string): unknown;
  getAll(name: string): unknown[];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** A form as it was typed. Nothing is judged or lost here; a field that is missing or a file is empty. */
export function formToDraft(form: FormLike): SessionDraft {
  const texts = Object.fromEntries(textFields.map((name) => [name, textOf(form.get(name))]));
  const lists = Object.entries(listFields).map(([key, name]) => [key, form.getAll(name).map(textOf).filter(Boolean)]);
  const counts = countFields.map((name) => [name, textOf(form.get(name))]).filter(([, typed]) => typed);
  return {
    ...texts,
    ...Object.fromEntries(lists),
    counts: Object.fromEntries(counts),
    outside: formToOutside(form),
  } as SessionDraft;
}

function formToOutside(form: FormLike): OutsideDraft {
  const rows = Array.from({ length: limits.list }, (_, row) => ({
    countryCode: textOf(form.get(`nationality.${row}`)),
    n: textOf(form.get(`nationality.${row}.n`)),
  }));
  return {
    ...emptyOutside,
    ...Object.fromEntries(outsideTexts.map((name) => [name, textOf(form.get(name))])),
    nationalities: rows.filter(({ countryCode, n }) => countryCode || n.trim()),
    teamCountries: form.getAll('teamCountry').map(textOf).filter(Boolean),
  };
}

/** A complete session as a draft, to be changed and submitted again. */
export function contentToDraft({ statements, hours, basis, outside, ...content }: SessionContent): SessionDraft {
  const counts = statements.map((statement) => [countField(statement), String(statement.n)]);
  return openDraft({
    ...content,
    hours: hours === null ? '' : String(hours),
    basis: basis ?? '',
    counts: Object.fromEntries(counts),
    outside: outside && {
      ...outside,
      nationalities: outside.nationalities.map(({ countryCode, n }) => ({
        countryCode,
        n: n === null ? '' : String(n),
      })),
      legalCover: outside.legalCover ?? '',
      approval: outside.approval ?? '',
      approvalDate: outside.approvalDate ?? '',
    },
  });
}

/** A draft as the form shows it: the countries of the peers are rows, to which their numbers can be added. */
export function openDraft({ outside = emptyOutside, ...draft }: SessionDraft): SessionDraft {
  const nationalities = typedNationalities(outside.nationalities, draft.peerCountries);
  return { ...draft, peerCountries: [], outside: { ...outside, nationalities } };
}

/** A draft with nothing in it yet. */
export const emptyDraft: SessionDraft = formToDraft(new URLSearchParams());

/** A draft as the form sends it. `revision` is that of the draft it started from; 0 when there was none. */
export interface DraftToSave {
  readonly sessionId: SessionId;
  readonly ownerId: OwnerId;
  readonly fields: SessionDraft;
  readonly revision: number;
  /** What the same writer sent on that revision before and heard no answer to: any of it may be what is saved now. */
  readonly unanswered?: readonly SessionDraft[];
}
