import * as v from 'valibot';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isId, type ErasureRequestId, type OwnerId } from '#shared/ids.ts';
import { retentionKinds } from './types.ts';

const problem = (name: string) => `privacy.problem.${name}`;

/** The form with which somebody corrects their own name. A name never begins with the mark of an erased one. */
export const nameSchema = v.object({
  name: v.pipe(
    v.string(),
    v.transform(cleanLine),
    v.trim(),
    v.minLength(1, problem('nameMissing')),
    v.maxLength(200, problem('nameTooLong')),
    v.regex(/^(?!~)/, problem('nameMarked')),
  ),
});

/** The form with which somebody asks to be erased; its id is made with the page, so that it counts once. */
export const erasureSchema = v.object({
  id: v.custom<ErasureRequestId>(isId, problem('formUnreadable')),
  note: v.pipe(v.string(), v.transform(cleanText), v.trim(), v.maxLength(2000, problem('textTooLong'))),
});

/** The answer that a record must stay, with the reason that the person is shown. */
export const refusalSchema = v.object({
  id: v.custom<ErasureRequestId>(isId, problem('formUnreadable')),
  reason: v.pipe(
    v.string(),
    v.transform(cleanText),
    v.trim(),
    v.minLength(1, problem('reasonMissing')),
    v.maxLength(2000, problem('textTooLong')),
  ),
});

/** The form with which an owner says how long a kind is kept. An empty owner is the network. */
export const periodSchema = v.object({
  owner: v.pipe(
    v.string(),
    v.transform((text) => (text === '' ? null : text)),
    v.nullable(v.custom<OwnerId>(isId, problem('formUnreadable'))),
  ),
  kind: v.picklist(retentionKinds, problem('formUnreadable')),
  days: v.pipe(v.string(), v.trim(), v.regex(/^\d{1,5}$/, problem('daysNotNumber')), v.transform(Number)),
});
