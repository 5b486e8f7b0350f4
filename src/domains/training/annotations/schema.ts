import * as v from 'valibot';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import { cleanText } from '#shared/clean-text.ts';
import { isId, type AnnotationId, type OwnerId } from '#shared/ids.ts';
import { longestNote } from './types.ts';

const id = v.pipe(
  v.string(),
  v.check((text) => isId(text)),
  v.transform((text) => text as AnnotationId),
);

/** The form of an annotation. The id is made where the form is: sent twice, it is written once. */
export const annotationSchema = v.object({
  id,
  ownerId: v.pipe(
    v.string(),
    v.check((text) => isId(text)),
    v.transform((text) => text as OwnerId),
  ),
  kind: v.picklist(sessionKinds),
  year: v.pipe(
    v.optional(v.string(), ''),
    v.regex(/^(?:(?:19|20)\d\d)?$/),
    v.transform((text) => (text ? Number(text) : null)),
  ),
  note: v.pipe(
    v.optional(v.string(), ''),
    v.transform(cleanText),
    v.trim(),
    v.minLength(1, 'compare.problem.empty'),
    v.maxLength(longestNote, 'compare.problem.tooLong'),
  ),
});
export type AnnotationForm = v.InferOutput<typeof annotationSchema>;

/** Which annotation a button is about. */
export const chosenAnnotation = v.object({ id });
