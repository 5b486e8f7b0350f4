import * as v from 'valibot';
import { auditFilterSchema, type AuditFilter } from '#domains/audit/schema.ts';

/** Reads a filter from an address. What cannot be meant is left out: a page shows more rather than nothing. */
export function readFilter(searchParams: URLSearchParams): AuditFilter {
  const read = Object.entries(auditFilterSchema.entries).flatMap(([name, schema]) => {
    const text = searchParams.get(name);
    const result = text ? v.safeParse(schema as v.GenericSchema, text) : null;
    return result?.success && result.output ? [[name, result.output]] : [];
  });
  return Object.fromEntries(read) as AuditFilter;
}
