import * as v from 'valibot';
import { isDay, type Day } from '#shared/dates.ts';
import { isId, type PersonId } from '#shared/ids.ts';
import { auditActions } from './types.ts';

const day = v.custom<Day>(isDay);

/** How an audit is narrowed; each part may be there or not. */
export const auditFilterSchema = v.object({
  person: v.optional(v.pipe(v.custom<PersonId>(isId), v.description('Whoever acted.'))),
  kind: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z_]{0,62}$/), v.description('The table’s name.'))),
  action: v.optional(v.picklist(auditActions)),
  from: v.optional(v.pipe(day, v.description('The first day.'))),
  to: v.optional(v.pipe(day, v.description('The last day.'))),
  record: v.optional(
    v.pipe(v.string(), v.trim(), v.maxLength(200), v.regex(/^\P{Cc}*$/u), v.description('The key of one row.')),
  ),
  emergency: v.optional(v.pipe(v.literal('yes'), v.description('Only what was done under emergency access.'))),
});
export type AuditFilter = v.InferOutput<typeof auditFilterSchema>;
