import * as v from 'valibot';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isId, type PublicationId } from '#shared/ids.ts';
import { audiences } from './rules/narrowing.ts';
import type { FigureDefinition, NewDefinition } from './types.ts';

const text = (longest: number) =>
  v.pipe(v.optional(v.string(), ''), v.transform(cleanText), v.trim(), v.maxLength(longest, 'tooLong'));
const needed = (longest: number) => v.pipe(text(longest), v.minLength(1, 'empty'));
const year = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^(?:(?:19|20)\d\d)?$/, 'year'),
  v.transform((typed) => (typed ? Number(typed) : undefined)),
);

/** The form with which the figures are published. The id is made where the form is: sent twice, they are published once. */
export const publicationSchema = v.object({
  id: v.pipe(
    v.string(),
    v.check((typed) => isId(typed)),
    v.transform((typed) => typed as PublicationId),
  ),
  note: needed(600),
});

/** The form of a new version of a definition. */
export const definitionSchema = v.pipe(
  v.object({
    after: v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)),
    'name.en': needed(120),
    'rule.en': needed(1000),
    'name.sr': text(120),
    'rule.sr': text(1000),
    audience: v.optional(v.union([v.picklist(audiences), v.literal('')]), ''),
    firstYear: year,
    lastYear: year,
    reason: needed(600),
  }),
  v.forward(
    v.check(({ firstYear, lastYear }) => !firstYear || !lastYear || firstYear <= lastYear, 'years'),
    ['lastYear'],
  ),
);

/** What a form says of the next version; what was said in languages that it does not ask for stays. */
export function nextVersion(
  { code, words }: FigureDefinition,
  { after, audience, firstYear, lastYear, reason, ...said }: v.InferOutput<typeof definitionSchema>,
): NewDefinition {
  const { sr: _, ...others } = words;
  const isSaidInSerbian = said['name.sr'] && said['rule.sr'];
  return {
    ...{ code, after, reason },
    words: {
      ...others,
      en: { name: said['name.en'], rule: said['rule.en'] },
      ...(isSaidInSerbian && { sr: { name: said['name.sr'], rule: said['rule.sr'] } }),
    },
    filters: { ...(audience && { audience }), ...(firstYear && { firstYear }), ...(lastYear && { lastYear }) },
  };
}

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
