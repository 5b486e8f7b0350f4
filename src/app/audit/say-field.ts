import { retentionKinds, type RetentionKind } from '#domains/privacy/types.ts';
import { sayGroup } from '#domains/training/sessions/rules/wording.ts';
import type { Group } from '#domains/training/sessions/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';

/** The fields that there are words for. */
const fields = [
  'id',
  'name',
  'origin',
  'created_at',
  'person_id',
  'role',
  'from_date',
  'to_date',
  'institution',
  'institution_id',
  'order_number',
  'proposed_by',
  'proposed_at',
  'consented_by',
  'consented_at',
  'ended_by',
  'ended_at',
  'reason',
  'hours',
  'asked_at',
  'asked_by',
  'withdrawn_by',
  'withdrawn_at',
  'granted_by',
  'granted_at',
  'method',
  'is_strong',
  'certified_on',
  'active_from',
  'active_to',
  'created_by',
  'session_id',
  'author_id',
  'revision',
  'saved_at',
  'number',
  'kind',
  'occurrence',
  'title',
  'date_from',
  'date_to',
  'place',
  'country_code',
  'host',
  'peer_countries',
  'unit_ids',
  'trainer_ids',
  'statements',
  'basis',
  'notes',
  'source',
  'submitted_by',
  'submitted_at',
  'version_id',
  'version_number',
  'grain',
  'language',
  'written_by',
  'written_at',
  'annotation_id',
  'released_by',
  'released_at',
  'returned_by',
  'returned_at',
  'trainer_count',
  'total',
  'women',
  'men',
  'civilian',
  'military',
  'women_civilian',
  'women_military',
  'men_civilian',
  'men_military',
  'content',
  'filter',
  'as',
  'rows',
  'entries',
  'text',
  'state',
  'year',
  'ministry',
  'of',
  'person',
  'action',
  'from',
  'to',
  'record',
  'emergency',
  'invited_by',
  'invited_at',
  'expires_at',
  'accepted_at',
  'change',
  'ran_at',
  'removed',
  'changed_at',
  'part',
  'given_at',
  'erased_at',
  'answered_by',
  'answered_at',
  'set_by',
  'set_at',
  'shut_by',
  'shut_at',
  'opened_by',
  'opened_at',
  'kept',
  'of_audit',
  'days',
  'note',
  'because',
  'counts',
  'counted',
  'owner_id',
  'peer_country',
  'search_text',
  'subject',
  'first',
  'first_source',
  'second',
  'second_source',
  'footnote',
  'countries',
  'mode',
  'participants',
  'series',
  'topics',
  'default_grain',
  'only_one',
  'threshold',
  'as_at',
  'percent',
  'population',
  'period_from',
  'period_to',
  'qualifier',
  'value',
  'accreditation',
  'by_country',
  'course',
  'provider',
] as const;
type Field = (typeof fields)[number];

const isKnown = (name: string): name is Field => fields.some((field) => field === name);

/** Fields that mean another thing in one kind of record than in all others: what they are there. */
const renamed: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  retention_period: { kind: 'kept' },
  audit_entry: { 'filter.kind': 'of_audit' },
};

/** The name of a field that tells what it means, from its name in a kind of record. */
export const meaningOf = (kind: string, field: string): string => renamed[kind]?.[field] ?? field;

/** What a field is called; one that there are no words for, by its own name. The content of a draft is the draft. */
export function sayField(t: Translate, field: string): string {
  const names = field.replace(/^content\./, '').split('.');
  const count = /^content\.counts\.count\.(\w+)\.(\w+)$/.exec(field);
  if (count) return `${t('audit.field.counts')} › ${sayGroup(t, groupOf(count[1]!, count[2]!))}`;
  return names.map((name, at) => sayName(t, snake(name), names[at - 1])).join(' › ');
}

function sayName(t: Translate, name: string, within: string | undefined): string {
  if (within === 'removed' && isRetentionKind(name)) return t(`privacy.keep.kind.${name}`);
  return isKnown(name) ? t(`audit.field.${name}`) : name;
}

const groupOf = (sex: string, status: string) =>
  ({ ...(sex !== 'all' && { sex }), ...(status !== 'all' && { status }) }) as Group;

const isRetentionKind = (name: string): name is RetentionKind => retentionKinds.some((kind) => kind === name);

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
