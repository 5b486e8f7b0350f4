import * as v from 'valibot';
import { sessionDraftSchema, sessionSubmissionSchema } from '../schema.ts';
import type { SubmissionContext } from '../schema.ts';
import type { Group, SessionContent, SessionDraft } from '../types.ts';
import { findContradictions } from './contradictions.ts';
import type { Contradiction } from './contradictions.ts';
import { findTooManyFrom, type OutsidePart } from './outside.ts';
import { countField, countFields, listFields } from './form.ts';
import type { SessionField } from './form.ts';
import { isNationality, isStatement } from './across.ts';
import { hasGroup } from './groups.ts';
import { argsOf, limits } from './problems.ts';
import type { ProblemKey } from './problems.ts';

/** A field, or the form as a whole. */
export type Place = SessionField | 'form';

/** One thing to put right: in which field, and what to say there: `t(key, args)`. */
export interface Problem {
  readonly field: Place;
  readonly key: ProblemKey;
  readonly args: Readonly<Record<string, number>>;
}

/** A complete session; or what has to be put right first, with the contradictions in its head-count. */
export type Checked =
  | { readonly ok: true; readonly content: SessionContent }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly contradictions: readonly Contradiction[] };

/** Judges what is submitted, a `SessionInput` from a form (see `readDraft`) or anything at all from elsewhere. */
export function checkSubmission(input: unknown, context: SubmissionContext): Checked {
  const result = v.safeParse(sessionSubmissionSchema(context), input);
  if (result.success) return { ok: true, content: result.output };
  return { ok: false, problems: problemsOf(result.issues, input), contradictions: contradictionsIn(input) };
}

/** The contradictions among the numbers of something that was sent, as far as they can be reasoned about. */
export function contradictionsIn(input: unknown): Contradiction[] {
  const statements = statementsIn(input).filter(isStatement);
  return [
    ...findContradictions(statements),
    ...findTooManyFrom(statements, nationalitiesIn(input).filter(isNationality)),
  ];
}

/** Judges what is to be saved as a draft: anything half-finished, but within measure. */
export function checkDraft(
  input: unknown,
): { readonly ok: true; readonly draft: SessionDraft } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const result = v.safeParse(sessionDraftSchema, input);
  if (result.success) return { ok: true, draft: result.output };
  return { ok: false, problems: problemsOf(result.issues, input) };
}

/** The statements in something that was sent, whatever they are; no more of them than a session may hold. */
export function statementsIn(input: unknown): unknown[] {
  const { statements } = Object(input) as { statements?: unknown };
  return Array.isArray(statements) ? statements.slice(0, limits.list) : [];
}

/** The nationalities in something that was sent, whatever they are; no more of them than a session may hold. */
function nationalitiesIn(input: unknown): unknown[] {
  const { outside } = Object(input) as { outside?: unknown };
  const { nationalities } = Object(outside) as { nationalities?: unknown };
  return Array.isArray(nationalities) ? nationalities.slice(0, limits.list) : [];
}

type Issues = readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]];

/** The first problem of each field, in the order of the fields. */
function problemsOf(issues: Issues, input: unknown): Problem[] {
  const byField = new Map<Place, Problem>();
  for (const { message, path } of issues) {
    const field = fieldAt(path?.map(({ key }) => key) ?? [], input);
    const key = message as ProblemKey;
    if (!byField.has(field)) byField.set(field, { field, key, args: argsOf(key) });
  }
  // A session of one day has one date: what is wrong with it is said once.
  if (byField.has('dateFrom') && isOneDay(input)) byField.delete('dateTo');
  return [...byField.values()];
}

function isOneDay(input: unknown): boolean {
  const { dateFrom, dateTo } = Object(input) as { dateFrom?: unknown; dateTo?: unknown };
  return dateFrom === dateTo;
}

function fieldAt([first, second, third, fourth]: readonly unknown[], input: unknown): Place {
  if (first === 'counts') return countFields.find((field) => field === second) ?? 'form';
  if (first === 'statements') return fieldOfStatement(statementsIn(input)[Number(second)]);
  if (first === 'outside') return fieldOfOutside(second as OutsidePart | undefined, third, fourth, input);
  if (first === undefined) return 'form';
  return (listFields as Record<string, SessionField>)[String(first)] ?? (first as SessionField);
}

function fieldOfOutside(part: OutsidePart | undefined, at: unknown, of: unknown, input: unknown): Place {
  if (part === 'teamCountries') return 'teamCountry';
  if (part !== 'nationalities') return part ?? 'form';
  const { row = Number(at) || 0 } = Object(nationalitiesIn(input)[Number(at)]) as { row?: number };
  return of === 'n' ? `nationality.${row}.n` : `nationality.${row}`;
}

function fieldOfStatement(statement: unknown): Place {
  const group = Object(statement) as Group;
  return hasGroup(group) ? countField(group) : 'form';
}
