/** How much of anything a session may hold. */
export const limits = {
  line: 200,
  notes: 4000,
  reason: 2000,
  typed: 40,
  list: 60,
  persons: 10_000,
  hours: { least: 0.5, most: 400, step: 0.5 },
  years: { first: 1990, ahead: 10 },
} as const;

const { line, notes, typed, list, persons, hours, years } = limits;

/** Every problem that a session form can have, with what its sentence needs; its key is `problem.session.<name>`. */
export const problemArgs = {
  kindMissing: {},
  kindUnknown: {},
  occurrenceMissing: {},
  occurrenceUnknown: {},
  basisMissing: {},
  basisUnknown: {},
  placeMissing: {},
  lineTooLong: { max: line },
  notesTooLong: { max: notes },
  dateFromMissing: {},
  dateToMissing: {},
  dateUnknown: {},
  dateOutOfRange: { first: years.first, ahead: years.ahead },
  dateEndsBeforeBegin: {},
  dateInFuture: {},
  hoursNotNumber: {},
  hoursOutOfRange: { min: hours.least, max: hours.most },
  hoursStep: {},
  countryMissing: {},
  countryUnknown: {},
  coOwnerUnknown: {},
  peerCountriesMissing: {},
  peerCountriesUnexpected: {},
  unitUnknown: {},
  trainerUnknown: {},
  trainersMissing: {},
  tooMany: { max: list },
  countNotNumber: {},
  countNegative: {},
  countFraction: {},
  countTooLarge: { max: persons },
  countTwice: {},
  countContradiction: {},
  totalTooLarge: { max: persons },
  typedTooLong: { max: typed },
  coachingCounted: {},
  coachingBasis: {},
  coachingTrainers: {},
  outsideUnexpected: {},
  nationalityTwice: {},
  nationalityNobody: {},
  nationalitiesAboveTotal: {},
  legalCoverUnknown: {},
  legalCoverTextMissing: {},
  legalCoverTextUnexpected: {},
  approvalUnknown: {},
  approvalUnexpected: {},
  teamCountryUnknown: {},
  reasonMissing: {},
  reasonTooLong: { max: notes },
  signedReasonMissing: {},
  signedReasonTooLong: { max: limits.reason },
  malformed: {},
} as const satisfies Record<string, Record<string, number>>;

export type ProblemName = keyof typeof problemArgs;
export type ProblemKey = `problem.session.${ProblemName}`;

/** The message key of a problem. */
export const problem = (name: ProblemName): ProblemKey => `problem.session.${name}`;

/** What the sentence of a problem needs. */
export const argsOf = (key: ProblemKey): Readonly<Record<string, number>> =>
  problemArgs[key.slice(key.lastIndexOf('.') + 1) as ProblemName];
