import * as v from 'valibot';
import { flagShare, flagTotal, type Flag } from '#domains/training/reach/rules/flags.ts';
import { comparedSchemas } from '#domains/training/sourced/schema.ts';
import type { SourcedKind } from '#domains/training/sourced/types.ts';
import type { Compared } from './sourced.ts';
import type { TypedForm } from './typed-form.ts';

/** What does not fit about a record that is still being typed; null while it cannot be compared yet. */
export function flagTyped(kind: SourcedKind, typed: TypedForm, { reported, shares }: Compared): Flag[] | null {
  const unsaid = { id: typed['recordId'] ?? '', source: '', note: null };
  if (kind === 'reported_total') {
    const read = v.safeParse(comparedSchemas.reported_total, typed);
    const isInOrder = read.success && read.output.periodFrom <= read.output.periodTo;
    return isInOrder ? flagTotal({ ...unsaid, counted: '', basis: '', ...read.output }, reported) : null;
  }
  if (kind === 'contradiction') return null;
  const read = v.safeParse(comparedSchemas.published_share, typed);
  return read.success
    ? flagShare({ ...unsaid, ...read.output, countryCode: read.output.countryCode ?? '' }, shares)
    : null;
}
