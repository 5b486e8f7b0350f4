import type { PersonId } from '#shared/ids.ts';
import type { Nationality } from './from-outside.ts';
import type { OwnSession, SessionContent, SessionVersion, Statement } from '../types.ts';
import { outsideParts, unrecorded, type OutsidePart } from './outside.ts';

/** What differs between two versions in one field. Statements and nationalities are compared one by one. */
export type FieldChange =
  | {
      readonly field: Exclude<keyof SessionContent, 'statements' | 'outside'> | Exclude<OutsidePart, 'nationalities'>;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly field: 'nationalities'; readonly before: Nationality | null; readonly after: Nationality | null }
  | { readonly field: 'statements'; readonly before: Statement | null; readonly after: Statement | null };

const fields = [
  'occurrence', 'kind', 'title', 'dateFrom', 'dateTo', 'hours', 'place', 'countryCode', 'host',
  'coOwnerIds', 'peerCountries', 'unitIds', 'trainerIds', 'basis', 'notes',
] as const satisfies readonly (keyof SessionContent)[]; // prettier-ignore

/** Everybody who wrote, submitted, returned or released something of a session. */
export const peopleOf = ({ draft, versions }: Pick<OwnSession, 'draft' | 'versions'>): PersonId[] => [
  ...(draft ? [draft.authorId] : []),
  ...versions.flatMap(({ submittedBy, returned, release }) => [
    submittedBy,
    ...(returned ? [returned.by] : []),
    ...(release ? [release.by] : []),
  ]),
];

/** What changed from an older version to a newer one, in the order of the form. */
export function compareVersions(before: SessionContent, after: SessionContent): FieldChange[] {
  const changed = fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field): FieldChange => ({ field, before: before[field], after: after[field] }));
  return [...changed, ...compareStatements(before.statements, after.statements), ...compareOutside(before, after)];
}

function compareOutside(
  { outside: before = unrecorded }: SessionContent,
  { outside: after = unrecorded }: SessionContent,
) {
  const parts = outsideParts.filter((part) => part !== 'nationalities');
  const changed = parts
    .filter((part) => !isSame(before[part], after[part]))
    .map((field): FieldChange => ({ field, before: before[field], after: after[field] }));
  return [...compareNationalities(before.nationalities, after.nationalities), ...changed];
}

/** A country that came or went without a number is told with the countries. */
function compareNationalities(before: readonly Nationality[], after: readonly Nationality[]): FieldChange[] {
  const codes = new Set([...before, ...after].map(({ countryCode }) => countryCode));
  return [...codes].flatMap((code) => {
    const was = before.find(({ countryCode }) => countryCode === code) ?? null;
    const is = after.find(({ countryCode }) => countryCode === code) ?? null;
    return (was?.n ?? null) === (is?.n ?? null) ? [] : [{ field: 'nationalities' as const, before: was, after: is }];
  });
}

/**
 * Whether the newest version, the first of these, says the same already: the same form was sent once more. What was
 * returned may be submitted again as it is.
 */
export function isRepeated([newest]: readonly SessionVersion[], content: SessionContent): boolean {
  return Boolean(newest && !newest.returned && compareVersions(newest.content, content).length === 0);
}

/** Lists are compared as sets: the order in which units or trainers were ticked says nothing. */
const isSame = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one) => b.includes(one)) : a === b;

function compareStatements(before: readonly Statement[], after: readonly Statement[]): FieldChange[] {
  const keys = new Set([...before, ...after].map(keyOf));
  return [...keys].flatMap((key) => {
    const was = before.find((statement) => keyOf(statement) === key) ?? null;
    const is = after.find((statement) => keyOf(statement) === key) ?? null;
    return was?.n === is?.n ? [] : [{ field: 'statements' as const, before: was, after: is }];
  });
}

const keyOf = ({ sex, status }: Statement): string => `${sex ?? 'all'}.${status ?? 'all'}`;
