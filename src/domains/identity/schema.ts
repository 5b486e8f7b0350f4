import * as v from 'valibot';
import { cleanLine } from '#shared/clean-text.ts';
import { isId, type OwnerId } from '#shared/ids.ts';
import { nameLanguages } from './rules.ts';
import type { LocalText } from './types.ts';

const problem = (name: string) => `ministries.problem.${name}`;
/** A field that was left out is empty. */
const text = v.optional(v.string(), '');
const line = v.pipe(text, v.transform(cleanLine), v.trim(), v.maxLength(200, problem('tooLong')));

/** A name in English and in whichever other languages it was typed: a field `name.<language>` each. */
const entries: Readonly<Record<`name.${string}`, v.GenericSchema<string | undefined, string>>> = {
  'name.en': v.pipe(line, v.minLength(1, problem('nameMissing'))),
  ...Object.fromEntries(nameLanguages.map((language) => [`name.${language}`, line])),
};
const nameOf = (typed: object): LocalText =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([field, name]) =>
      field.startsWith('name.') && name ? [[field.slice('name.'.length), String(name)]] : [],
    ),
  ) as LocalText;

/** The form that corrects a ministry's name. */
export const ministryNameSchema = v.pipe(
  v.object(entries),
  v.transform((typed) => nameOf(typed)),
);

/** The form that adds a ministry, in one of these countries. The id is made where the form is: sent twice, it adds one. */
export const ministrySchema = (countries: readonly string[]) =>
  v.pipe(
    v.object({
      id: v.pipe(
        text,
        v.check((id) => isId(id), problem('countryMissing')),
      ),
      country: v.pipe(
        text,
        v.check((code) => countries.includes(code), problem('countryMissing')),
      ),
      ...entries,
    }),
    v.transform(({ id, country, ...typed }) => ({ id: id as OwnerId, countryCode: country, name: nameOf(typed) })),
  );
export type NewMinistry = v.InferOutput<ReturnType<typeof ministrySchema>>;
