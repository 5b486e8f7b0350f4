import { changesOf, isObject } from '#domains/audit/rules.ts';
import { auditKinds, type AuditAction, type AuditEntry } from '#domains/audit/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { meaningOf, sayField } from './say-field.ts';
import { sayValue, type Names } from './say-value.ts';

/** One field in words, before and after; empty where there was nothing. */
export interface ChangeInWords {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const lists = ['person', 'appointment', 'trainer', 'training_session', 'audit_entry'] as const;
const isList = (kind: string): kind is (typeof lists)[number] => lists.some((one) => one === kind);

/** What an entry is about: the kind of record, or the list that was read as a whole. */
export function sayKind(t: Translate, kind: string, isWhole = false): string {
  if (isWhole && isList(kind)) return t(`audit.list.${kind}`);
  const known = auditKinds.find((one) => one === kind);
  return known ? t(`audit.kind.${known}`) : kind.replaceAll('_', ' ');
}

/** What can be done, in a word. */
export const sayAction = (t: Translate, action: AuditAction): string => t(`audit.action.${action}`);

/** What was done, in a word: whose sign-in somebody else ended did not sign out. */
export const sayDeed = (t: Translate, entry: AuditEntry): string =>
  isEndedByOther(entry) ? t('audit.endedByOther') : sayAction(t, entry.action);

const isEndedByOther = ({ action, actorId, after }: AuditEntry): boolean =>
  action === 'sign_out' && typeof after?.['person_id'] === 'string' && after['person_id'] !== actorId;

/** Who acted: by name; the platform itself where nobody did. */
export const sayActor = (t: Translate, names: Names, { actorId }: Pick<AuditEntry, 'actorId'>): string =>
  actorId === null ? t('audit.platform') : (names.get(actorId) ?? t('audit.unknown'));

/** The fields that name a record, the best first. */
const naming = ['title', 'name', 'person_id'] as const;

/** Which record an entry is about, by its title, its name or its person; empty where it has none of them. */
export function saySubject(t: Translate, names: Names, entry: AuditEntry): string {
  const { action, kind, before, after } = entry;
  if ((action.startsWith('sign_') && !isEndedByOther(entry)) || kind === 'audit_entry') return '';
  const record = after ?? before ?? {};
  const content = record['content'];
  const named = kind === 'session_draft' && isObject(content) ? content : record;
  const field = naming.find((one) => named[one]);
  return field ? sayValue(t, names, field, named[field]) : '';
}

/** What an entry changed, in words. Two fields of one name are told apart by their own. */
export function describeChanges(t: Translate, names: Names, entry: AuditEntry): ChangeInWords[] {
  const changes = changesOf(entry);
  const meanings = changes.map(({ field }) => meaningOf(entry.kind, field));
  const titles = meanings.map((meaning) => sayField(t, meaning));
  return changes.map(({ field, before, after }, at) => ({
    name: titles.indexOf(titles[at]!) === at ? titles[at]! : `${titles[at]!} (${field})`,
    before: sayValue(t, names, meanings[at]!, before),
    after: sayValue(t, names, meanings[at]!, after),
  }));
}
