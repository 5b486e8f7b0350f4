import type { Approval, LegalCover } from './from-outside.ts';
import type { Group, SessionDraft, Statement } from '../types.ts';
import { isStatement } from './across.ts';
import { countFields, groupOf } from './form.ts';
import { emptyOutside, saidOf } from './outside.ts';

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
export type SessionInput = Omit<SessionDraft, 'hours' | 'counts' | 'basis' | 'outside'> & {
  readonly hours: Read | null;
  readonly basis: SessionDraft['basis'] | null;
  readonly outside: OutsideInput | null;
  readonly statements: readonly (Group & { readonly n: Read })[];
};

/** What was typed of peers from outside; `row` is the row of the form in which a nationality stands. */
export interface OutsideInput {
  readonly nationalities: readonly { readonly countryCode: string; readonly n: Read | null; readonly row: number }[];
  readonly legalCover: LegalCover | null;
  readonly legalCoverText: string;
  readonly approval: Approval | null;
  readonly approvalDate: string | null;
  readonly approvalReference: string;
  readonly teamCountries: readonly string[];
}

const read = (typed: string): Read => readNumber(typed) ?? typed.trim();

/** Reads a draft. An empty last day means that the session ended on the day on which it began. */
export function readDraft({ counts, outside = emptyOutside, ...draft }: SessionDraft): SessionInput {
  const filled = countFields.filter((field) => counts[field]?.trim());
  return {
    ...draft,
    dateTo: draft.dateTo.trim() ? draft.dateTo : draft.dateFrom,
    hours: draft.hours.trim() ? read(draft.hours) : null,
    statements: filled.map((field) => ({ ...groupOf(field), n: read(counts[field]!) })),
    // Coaching has none; of every other kind it is missing.
    basis: draft.kind === 'coaching' && draft.basis === '' ? null : draft.basis,
    outside: readOutside(outside),
  };
}

function readOutside(typed: typeof emptyOutside): OutsideInput | null {
  const nationalities = typed.nationalities
    .map(({ countryCode, n }, row) => ({ countryCode, n: n.trim() ? read(n) : null, row }))
    .filter(({ countryCode, n }) => countryCode || n !== null);
  const outside = {
    ...typed,
    nationalities,
    legalCover: typed.legalCover || null,
    legalCoverText: typed.legalCoverText.trim(),
    approval: typed.approval || null,
    approvalDate: typed.approvalDate.trim() || null,
    approvalReference: typed.approvalReference.trim(),
  };
  return saidOf(outside).length > 0 ? outside : null;
}

/**
 * What the form asks for the kind that was chosen. What it does not ask then is not part of the record: a choice made
 * before (a basis that was ticked from the start, trainers, nationalities) stays in the draft and is not submitted.
 * Numbers of a head-count are never dropped: who typed some is told.
 */
export const asAsked = (draft: SessionDraft): SessionDraft => ({
  ...draft,
  ...(draft.kind === 'coaching' && { basis: '', trainerIds: [] }),
  ...(draft.kind !== 'peers_from_outside' && { peerCountries: [], outside: emptyOutside }),
});

/** The statements of a draft that can be reasoned about already, while the others are still being typed. */
export const readStatements = (draft: SessionDraft): Statement[] => readDraft(draft).statements.filter(isStatement);
