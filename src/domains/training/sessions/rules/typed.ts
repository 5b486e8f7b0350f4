import type { Group, SessionDraft, Statement } from '../types.ts';
import { isStatement } from './across.ts';
import { countFields, groupOf } from './form.ts';

/**
 * The number that somebody typed, or null where it is none, or not surely one.
 * A comma and a point are both decimal signs; `1.000` and `1,000` stay unread, because they are a thousand in one
 * country and one in the next. Blanks may separate thousands: `1 000`.
 */
export function readNumber(typed: string): number | null {
  const text = typed.trim().replace('−', '-');
  if (/^\d{1,3}(\s\d{3})+$/.test(text)) return Number(text.replace(/\s/g, ''));
  if (!/^[+-]?\d{1,20}([.,]\d{1,20})?$/.test(text) || /[.,]\d{3}$/.test(text)) return null;
  return Number(text.replace(',', '.')) + 0;
}

/** A number, or the text itself where it could not be read, so that it can be refused at its place. */
export type Read = number | string;

/** A draft with its numbers read: what is handed to `checkSubmission`. */
export type SessionInput = Omit<SessionDraft, 'hours' | 'counts'> & {
  readonly hours: Read | null;
  readonly statements: readonly (Group & { readonly n: Read })[];
};

const read = (typed: string): Read => readNumber(typed) ?? typed.trim();

/** Reads a draft. An empty last day means that the session ended on the day on which it began. */
export function readDraft({ counts, ...draft }: SessionDraft): SessionInput {
  const filled = countFields.filter((field) => counts[field]?.trim());
  return {
    ...draft,
    dateTo: draft.dateTo.trim() ? draft.dateTo : draft.dateFrom,
    hours: draft.hours.trim() ? read(draft.hours) : null,
    statements: filled.map((field) => ({ ...groupOf(field), n: read(counts[field]!) })),
  };
}

/** The statements of a draft that can be reasoned about already, while the others are still being typed. */
export const readStatements = (draft: SessionDraft): Statement[] => readDraft(draft).statements.filter(isStatement);
