import type { OwnerId } from '#shared/ids.ts';
import { auditKinds, type AuditEntry, type Json, type JsonObject } from './types.ts';

/** One field of a record, as it was and as it became; undefined where it was not there. */
export interface FieldChange {
  /** Its name; of a field inside another, both with a dot between. */
  readonly field: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** The name of a chain: the ministry's id, or that of what belongs to no ministry. */
export const chainOf = (ownerId: OwnerId | null): string => ownerId ?? 'network';

/** What the database makes of other columns, and what every row of a chain has in common. */
const untold = new Set(['search_text', 'owner_id']);

/** What an entry changed, field by field; of a new or deleted record everything that it held. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): FieldChange[] {
  const was = flatten(before ?? {});
  const becomes = flatten(after ?? {});
  const fields = [...new Set([...was.keys(), ...becomes.keys()])].filter((field) => !untold.has(field));
  return fields
    .map((field) => ({ field, before: was.get(field), after: becomes.get(field) }))
    .filter((change) => !isSame(change.before, change.after) && !(isEmpty(change.before) && isEmpty(change.after)));
}

/** Objects within objects become fields with both names; a text in several languages stays one field. */
function flatten(object: JsonObject, prefix = ''): Map<string, Json> {
  const fields = Object.entries(object).flatMap(([name, value]): [string, Json][] =>
    isObject(value) && !isLocalText(value) ? [...flatten(value, `${prefix}${name}.`)] : [[prefix + name, value]],
  );
  return new Map(fields);
}

/** Whether a value is an object, and not a list or nothing. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an object is a text in one or more languages. */
export const isLocalText = (object: JsonObject): object is Record<string, string> =>
  Object.keys(object).length > 0 &&
  Object.entries(object).every(
    ([name, text]) => /^[a-z]{2,3}(-[A-Z][a-z]{3})?$/.test(name) && typeof text === 'string',
  );

const isSame = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);
const isEmpty = (value: Json | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * By what a list was narrowed, as an entry keeps it for good: of a part into which something was typed, perhaps a name, only
 * that there was one.
 */
export const withoutTexts = (filter: object, typed: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(filter as JsonObject)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([part, value]) => [part, typed.includes(part) ? true : value]),
  );

/** Into which parts of an audit's filter something was typed: a kind that there is no word for is no choice. */
export const typedParts = ({ kind }: { readonly kind?: string | undefined }): string[] =>
  auditKinds.some((known) => known === kind) ? ['record'] : ['record', 'kind'];

/** Everything in an entry that may be the id of a person or of something else. */
export function idsIn({ before, after }: Pick<AuditEntry, 'before' | 'after'>): string[] {
  const found = `${JSON.stringify(before)}${JSON.stringify(after)}`.match(
    /(?<=")[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")/g,
  );
  return [...new Set(found)];
}
