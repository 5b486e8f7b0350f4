import { isDay } from '#shared/dates.ts';
import type { Day } from '#shared/dates.ts';
import type { Nationality } from './from-outside.ts';
import type { Group, SessionContent, Statement } from '../types.ts';
import { findContradictions } from './contradictions.ts';
import { hasGroup, indexOf } from './groups.ts';
import { intervalOf } from './intervals.ts';
import { findTooManyFrom, saidOf, type OutsidePart } from './outside.ts';
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
  return [
    ...dateProblems(session, today),
    ...peopleProblems(session),
    ...countProblems(session),
    ...coachingProblems(session),
    ...outsideProblems(session),
  ];
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

function peopleProblems({ kind, occurrence, trainerIds, peerCountries, outside, basis }: Unproven): Placed[] {
  const fromOutside = kind === 'peers_from_outside';
  const isCoaching = kind === 'coaching';
  const isNowhere = isEmpty(peerCountries) && !isFilled(Object(outside).nationalities);
  return [
    ...problemIf(occurrence === 'held' && !isCoaching && isEmpty(trainerIds), 'trainersMissing', 'trainerIds'),
    ...problemIf(basis === null && !isCoaching, 'basisMissing', 'basis'),
    ...problemIf(fromOutside && isNowhere, 'peerCountriesMissing', 'peerCountries'),
    ...problemIf(!fromOutside && isFilled(peerCountries), 'peerCountriesUnexpected', 'peerCountries'),
  ];
}

/** Coaching is of one leader: whatever is counted of it would be about that one person, and a coach is no trainer. */
function coachingProblems({ kind, statements, basis, trainerIds }: Unproven): Placed[] {
  if (kind !== 'coaching') return [];
  const counted = Array.isArray(statements) ? statements.slice(0, limits.list) : [];
  return [
    ...counted.map((_, at): Placed => ({ name: 'coachingCounted', path: ['statements', at, 'n'] })),
    ...problemIf(typeof basis === 'string', 'coachingBasis', 'basis'),
    ...problemIf(isFilled(trainerIds), 'coachingTrainers', 'trainerIds'),
  ];
}

/** Something that was sent of peers from outside, of which each part may still be wrong. */
type UnprovenOutside = { readonly [Part in OutsidePart]?: unknown };

function outsideProblems({ kind, outside, statements }: Unproven): Placed[] {
  if (typeof outside !== 'object' || outside === null) return [];
  const at = (name: ProblemName, ...path: (string | number)[]): Placed => ({ name, path: ['outside', ...path] });
  const said = outside as UnprovenOutside;
  if (kind !== 'peers_from_outside') return saidOf(said).map((part) => at('outsideUnexpected', part));
  const { nationalities, legalCover, legalCoverText, approval, approvalDate, approvalReference } = said;
  const rows = Array.isArray(nationalities) ? (nationalities as readonly unknown[]).slice(0, limits.list) : [];
  const codes = rows.map((row) => (Object(row) as Partial<Nationality>).countryCode);
  const readable = rows.filter(isNationality);
  const stated = Array.isArray(statements) ? statements.slice(0, limits.list).filter(isStatement) : [];
  const tooMany = findTooManyFrom(stated, readable).length > 0;
  const isApproved = approval === 'approved';
  return [
    ...codes.flatMap((code, row) =>
      code && codes.indexOf(code) < row ? [at('nationalityTwice', 'nationalities', row, 'countryCode')] : [],
    ),
    ...rows.flatMap((row, index) =>
      tooMany && isNationality(row) && row.n !== null
        ? [at('nationalitiesAboveTotal', 'nationalities', index, 'n')]
        : [],
    ),
    ...(legalCover === 'other' && legalCoverText === '' ? [at('legalCoverTextMissing', 'legalCoverText')] : []),
    ...(legalCover !== 'other' && legalCoverText ? [at('legalCoverTextUnexpected', 'legalCoverText')] : []),
    ...(!isApproved && approvalDate ? [at('approvalUnexpected', 'approvalDate')] : []),
    ...(!isApproved && approvalReference ? [at('approvalUnexpected', 'approvalReference')] : []),
  ];
}

/** Whether the number of a country can be reasoned about. */
export function isNationality(value: unknown): value is Nationality {
  const { countryCode, n } = Object(value) as Partial<Nationality>;
  return typeof countryCode === 'string' && (n === null || (Number.isSafeInteger(n) && n! > 0));
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
