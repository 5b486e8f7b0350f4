import { isLocalText, isObject } from '#domains/audit/rules.ts';
import { auditActions, auditKinds, type Json, type JsonObject } from '#domains/audit/types.ts';
import type { SignInMethod } from '#domains/identity/types.ts';
import { profileParts } from '#domains/network/types.ts';
import { retentionKinds } from '#domains/privacy/types.ts';
import { figureUnits } from '#domains/training/reach/rules/definitions.ts';
import { views } from '#domains/training/reach/rules/publication.ts';
import { sayStatement } from '#domains/training/sessions/rules/wording.ts';
import { approvals, legalCovers } from '#domains/training/sessions/rules/from-outside.ts';
import {
  bases,
  grains,
  occurrences,
  sessionKinds,
  sessionStates,
  type Statement,
} from '#domains/training/sessions/types.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Key, Translate } from '#platform/i18n/translate.ts';
import { ministryRoles, networkRoles } from '#shared/actor.ts';
import { isDay } from '#shared/dates.ts';

/** Names of what ids stand for, as far as whoever asks may know them. */
export type Names = ReadonlyMap<string, string>;

const signInMethods: readonly SignInMethod[] = [
  ...(['demo', 'first_run', 'invitation', 'password', 'password_and_code', 'recovery_code', 'passkey'] as const),
  'ministry',
];
const factorChanges = [
  'password_set',
  'password_changed',
  'passkey_added',
  'passkey_removed',
  'provider_linked',
  'codes_set_up',
  'codes_removed',
  'recovery_codes_renewed',
];
/** Fields whose values are words of ours, and where those stand. */
const chosen: Readonly<Record<string, readonly [readonly string[], (value: never) => Key]>> = {
  role: [[...ministryRoles, ...networkRoles], (value) => `shell.role.${value}`],
  kind: [sessionKinds, (value) => `sessions.kind.${value}`],
  occurrence: [occurrences, (value) => `sessions.occurrence.${value}`],
  basis: [bases, (value) => `sessions.basis.${value}`],
  legal_cover: [legalCovers, (value) => `sessions.legalCover.${value}`],
  legalCover: [legalCovers, (value) => `sessions.legalCover.${value}`],
  approval: [approvals, (value) => `sessions.approval.${value}`],
  grain: [grains, (value) => `detail.grain.is.${value}`],
  state: [sessionStates, (value) => `sessions.state.${value}`],
  origin: [['recorded', 'demo', 'published', 'imported'], (value) => `audit.origin.${value}`],
  change: [factorChanges, (value) => `audit.factor.${value}`],
  method: [signInMethods, (value) => `audit.method.${value}`],
  part: [profileParts, (value) => `audit.part.${value}`],
  kept: [retentionKinds, (value) => `privacy.keep.kind.${value}`],
  of_audit: [auditKinds, (value) => `audit.kind.${value}`],
  action: [auditActions, (value) => `audit.action.${value}`],
  as: [['json', 'signed'], (value) => `audit.as.${value}`],
  of: [['own', 'network'], (value) => `sessions.list.${value}`],
  default_grain: [grains, (value) => `detail.grain.is.${value}`],
  withheld: [views, (value) => `audit.view.${value}`],
  mode: [['online', 'hybrid', 'in person'], (value) => `audit.mode.${value}`],
  series: [['GMT', 'GEM'], (value) => `audit.series.${value}`],
  qualifier: [['exactly', 'over', 'more than'], (value) => `audit.qualifier.${value}`],
  unit: [figureUnits, (value) => `snapshots.unit.${value}`],
  emergency: [['yes'], (value) => `audit.${value}`],
};
const countries = [
  'country_code',
  'countryCode',
  'peer_countries',
  'peerCountries',
  'peerCountry',
  'ministry',
  'team_countries',
  'teamCountries',
];
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z)$/;

/** A value of a record in words: days and times as they are written, ids by their names, choices as on the forms. */
export function sayValue(t: Translate, names: Names, field: string, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  // A name that was erased leaves its seal.
  if (typeof value === 'string' && value.startsWith('sealed:')) return t('audit.sealed');
  if (field === 'name' && typeof value === 'string') return t.person(value);
  if (typeof value === 'boolean') return value ? t('audit.yes') : t('audit.no');
  if (typeof value === 'number') return field === 'year' ? String(value) : t.number(value);
  if (typeof value === 'string') return sayText(t, names, field.split('.').at(-1)!, value);
  if (Array.isArray(value)) return value.map((one: Json) => sayValue(t, names, field, one)).join(', ');
  return isObject(value) ? sayObject(t, names, value) : '';
}

function sayText(t: Translate, names: Names, field: string, text: string): string {
  const choice = chosen[field];
  if (choice?.[0].includes(text)) return (t as (key: Key) => string)(choice[1](text as never));
  if (countries.includes(field) && /^[A-Z]{2}$/.test(text)) return t.country(text);
  if (isDay(text)) return t.day(text);
  if (instant.test(text)) return t.instant(new Date(text));
  return field === 'id' ? text : (names.get(text) ?? text);
}

function sayObject(t: Translate, names: Names, object: JsonObject): string {
  if (isLocalText(object)) return textIn(t.language, object);
  if (typeof object['n'] === 'number') return sayStatement(t, object as unknown as Statement);
  return Object.entries(object)
    .map(([name, value]) => `${/^[A-Z]{2}$/.test(name) ? t.country(name) : name}: ${sayValue(t, names, name, value)}`)
    .join('; ');
}
