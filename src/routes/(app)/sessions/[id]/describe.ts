import type { FieldChange } from '#domains/training/sessions/rules/versions.ts';
import { sayGroup, sayNationality } from '#domains/training/sessions/rules/wording.ts';
import type { Approval, LegalCover } from '#domains/training/sessions/rules/from-outside.ts';
import type { Basis, OwnSession, SessionContent } from '#domains/training/sessions/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { Day } from '#shared/dates.ts';

interface Change {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}
interface Version {
  readonly id: string;
  readonly title: string;
  readonly by: string;
  readonly remark?: string;
  readonly stands?: boolean;
}

/** Names of what a session refers to, by id. */
export interface Names {
  readonly units: ReadonlyMap<string, string>;
  readonly trainers: ReadonlyMap<string, string>;
  readonly ministries: ReadonlyMap<string, string>;
}

/** The versions of a session as a list of what happened to each, newest first; the draft on top. */
export function describeVersions(t: Translate, own: OwnSession, people: ReadonlyMap<string, string>): Version[] {
  const name = (id: string) => t.person(people.get(id) ?? '–');
  const submitted = own.versions.map(({ id, number, submittedBy, submittedAt, returned, release }): Version => {
    const by = t('detail.by.submitted', { name: name(submittedBy), time: t.instant(submittedAt) });
    const returnedBy =
      returned &&
      t('detail.by.returned', {
        name: name(returned.by),
        time: t.instant(returned.at),
        reason: returned.reason,
      });
    const releasedBy =
      release &&
      t('detail.by.released', {
        name: name(release.by),
        time: t.instant(release.at),
        grain: t(`detail.grain.is.${release.grain}`),
      });
    const stands = number === own.standing;
    const title = t('detail.version', { number: t.number(number) });
    return {
      id,
      title: stands ? `${title} – ${t('detail.standing')}` : title,
      by,
      remark: releasedBy ?? returnedBy ?? undefined,
      stands,
    };
  });
  if (!own.draft) return submitted;
  const { savedAt, authorId } = own.draft;
  const by = t('detail.by.saved', { name: name(authorId), time: t.instant(savedAt) });
  return [{ id: 'draft', title: t('detail.draft'), by }, ...submitted];
}

/** What changed between two versions, in words. */
export const describeChanges = (t: Translate, changes: readonly FieldChange[], names: Names): Change[] =>
  changes.map((change) => {
    if (change.field === 'statements') {
      const group = change.after ?? change.before ?? {};
      return {
        name: `${t('sessions.field.statements')}: ${sayGroup(t, group)}`,
        before: change.before ? t.number(change.before.n) : undefined,
        after: change.after ? t.number(change.after.n) : undefined,
      };
    }
    if (change.field === 'nationalities') {
      const { before, after } = change;
      return {
        name: t('sessions.field.nationalities'),
        before: before ? sayNationality(t, before) : undefined,
        after: after ? sayNationality(t, after) : undefined,
      };
    }
    return {
      name: t(`sessions.field.${fieldWord[change.field]}`),
      before: sayValue(t, change.field, change.before, names),
      after: sayValue(t, change.field, change.after, names),
    };
  });

const fieldWord = {
  occurrence: 'occurrence',
  kind: 'kind',
  title: 'title',
  dateFrom: 'date',
  dateTo: 'dateTo',
  hours: 'hours',
  place: 'place',
  countryCode: 'country',
  host: 'host',
  coOwnerIds: 'coOwners',
  peerCountries: 'peerCountries',
  unitIds: 'units',
  trainerIds: 'trainers',
  basis: 'basis',
  notes: 'notes',
  legalCover: 'legalCover',
  legalCoverText: 'legalCoverText',
  approval: 'approval',
  approvalDate: 'approvalDate',
  approvalReference: 'approvalReference',
  teamCountries: 'teamCountries',
} as const;

function sayValue(t: Translate, field: keyof typeof fieldWord, value: unknown, names: Names) {
  if (value === null || value === '') return '';
  const listed = (list: unknown, say: (one: string) => string) => t.list((list as string[]).map(say));
  switch (field) {
    case 'occurrence':
      return t(`sessions.occurrence.${value as SessionContent['occurrence']}`);
    case 'kind':
      return t(`sessions.kind.${value as SessionContent['kind']}`);
    case 'basis':
      return t(`sessions.basis.${value as Basis}`);
    case 'legalCover':
      return t(`sessions.legalCover.${value as LegalCover}`);
    case 'approval':
      return t(`sessions.approval.${value as Approval}`);
    case 'dateFrom':
    case 'dateTo':
    case 'approvalDate':
      return t.day(value as Day);
    case 'countryCode':
      return t.country(value as string);
    case 'peerCountries':
    case 'teamCountries':
      return listed(value, t.country);
    case 'coOwnerIds':
      return listed(value, (id) => names.ministries.get(id) ?? id);
    case 'unitIds':
      return listed(value, (id) => names.units.get(id) ?? id);
    case 'trainerIds':
      return listed(value, (id) => names.trainers.get(id) ?? id);
    case 'hours':
      return t.number(value as number);
    default:
      return String(value);
  }
}
