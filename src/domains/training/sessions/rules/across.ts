import { isDay } from '#shared/dates.ts';
import type { Day } from '#shared/dates.ts';
import type { Group, SessionContent, Statement } from '../types.ts';
import { findContradictions } from './contradictions.ts';
import { hasGroup, indexOf } from './groups.ts';
import { intervalOf } from './intervals.ts';
import { limits } from './problems.ts';
import type { ProblemName } from './problems.ts';

/** A problem and the place in a session where it is shown. */
export interface Placed {
  readonly name: ProblemName;
  readonly path: readonly [keyof SessionContent, ...(string | number)[]];
}

/** A session of which each field may still be wrong. */
type Unproven = { readonly [Field in keyof SessionContent]?: unknown };

/** The problems that show only when several fields of a session are looked at together; wrong ones are passed over. */
export function acrossFields(session: unknown, today: Day): Placed[] {
  if (typeof session !== 'object' || session === null) return [];
  return [...dateProblems(session, today), ...peopleProblems(session), ...countProblems(session)];
}

function dateProblems({ occurrence, dateFrom, dateTo }: Unproven, today: Day): Placed[] {
  const [from, to] = [isDay(dateFrom) ? dateFrom : null, isDay(dateTo) ? dateTo : null];
  if (from && to && to < from) return [{ name: 'dateEndsBeforeBegin', path: ['dateTo'] }];
  if (occurrence !== 'held') return [];
  if (from && from > today) return [{ name: 'dateInFuture', path: ['dateFrom'] }];
  return to && to > today ? [{ name: 'dateInFuture', path: ['dateTo'] }] : [];
}

const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
const isFilled = (list: unknown) => Array.isArray(list) && list.length > 0;

function peopleProblems({ kind, occurrence, trainerIds, peerCountries }: Unproven): Placed[] {
  const fromOutside = kind === 'peers_from_outside';
  return [
    ...problemIf(occurrence === 'held' && isEmpty(trainerIds), 'trainersMissing', 'trainerIds'),
    ...problemIf(fromOutside && isEmpty(peerCountries), 'peerCountriesMissing', 'peerCountries'),
    ...problemIf(!fromOutside && isFilled(peerCountries), 'peerCountriesUnexpected', 'peerCountries'),
  ];
}

const problemIf = (holds: boolean, name: ProblemName, field: keyof SessionContent): Placed[] =>
  holds ? [{ name, path: [field] }] : [];

function countProblems({ statements }: Unproven): Placed[] {
  if (!Array.isArray(statements) || statements.length > limits.list) return [];
  const readable = statements.filter(isStatement);
  const twice = readable.filter(
    (one) => readable.findIndex((other) => isSameGroup(one, other)) < readable.indexOf(one),
  );
  const named = findContradictions(readable).flatMap((contradiction) => contradiction.statements);
  const at = (name: ProblemName, one: Statement): Placed => ({
    name,
    path: ['statements', statements.indexOf(one), 'n'],
  });
  return [
    ...twice.map((one) => at('countTwice', one)),
    ...readable
      .filter((one) => named.some((other) => isSameGroup(one, other)))
      .map((one) => at('countContradiction', one)),
    ...problemIf((intervalOf(readable, {})?.min ?? 0) > limits.persons, 'totalTooLarge', 'statements'),
  ];
}

const isSameGroup = (a: Group, b: Group) => indexOf(a) === indexOf(b);

/** Whether something can be reasoned about: a known group and a whole number, zero or more. */
export function isStatement(value: unknown): value is Statement {
  if (typeof value !== 'object' || value === null) return false;
  const { n, ...group } = value as Statement;
  return Number.isSafeInteger(n) && n >= 0 && hasGroup(group);
}
