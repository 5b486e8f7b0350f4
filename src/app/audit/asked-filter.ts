import * as v from 'valibot';
import { auditFilterSchema, type AuditFilter } from '#domains/audit/schema.ts';

type Field = keyof AuditFilter;

/** A filter as an address asks for it. */
export interface AskedFilter {
  /** What can be meant. */
  readonly filter: AuditFilter;
  /** Everything as it was typed, to be shown again. */
  readonly typed: Readonly<Partial<Record<Field, string>>>;
  /** The fields that cannot be meant, and `reversed` where the last day is before the first. */
  readonly problems: Readonly<Partial<Record<Field, 'unknown' | 'noDay' | 'reversed'>>>;
}

const fields = Object.entries(auditFilterSchema.entries) as [Field, v.GenericSchema][];

/** Reads a filter from an address. What cannot be meant is said where it was typed, and nothing is left out silently. */
export function readFilter(searchParams: URLSearchParams): AskedFilter {
  const typed = fields.flatMap(([name]) => {
    const text = searchParams.get(name)?.trim();
    return text ? [[name, text] as const] : [];
  });
  const read = new Map(typed.map(([name, text]) => [name, v.safeParse(auditFilterSchema.entries[name], text)]));
  const filter = Object.fromEntries(
    [...read].flatMap(([name, { success, output }]) => (success ? [[name, output]] : [])),
  );
  const bad = [...read]
    .filter(([, { success }]) => !success)
    .map(([name]) => [name, isDate(name) ? 'noDay' : 'unknown']);
  return { filter, typed: Object.fromEntries(typed), problems: { ...reversed(filter), ...Object.fromEntries(bad) } };
}

const isDate = (name: Field) => name === 'from' || name === 'to';

const reversed = ({ from, to }: AuditFilter) => (from && to && to < from ? { to: 'reversed' as const } : {});
