import * as v from 'valibot';
import { cleanLine } from '#shared/clean-text.ts';

const line = v.pipe(v.optional(v.string(), ''), v.transform(cleanLine), v.trim());

/** Where a text was used; the address may be left out. */
export const useSchema = v.object({
  place: v.pipe(line, v.minLength(1, 'writing.problem.place'), v.maxLength(200, 'writing.problem.placeTooLong')),
  address: v.pipe(
    line,
    v.regex(/^(?:https?:\/\/\S+)?$/, 'writing.problem.address'),
    v.maxLength(500, 'writing.problem.address'),
    v.transform((address) => address || null),
  ),
});
