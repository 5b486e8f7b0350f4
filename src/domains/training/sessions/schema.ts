import * as v from 'valibot';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isDay } from '#shared/dates.ts';
import type { Day } from '#shared/dates.ts';
import { isId } from '#shared/ids.ts';
import type { AdjustmentId, OwnerId, SessionId, TrainerId, UnitId, VersionId } from '#shared/ids.ts';
import { acrossFields } from './rules/across.ts';
import { countFields } from './rules/form.ts';
import { limits, problem } from './rules/problems.ts';
import type { ProblemName } from './rules/problems.ts';
import { settleOutside } from './rules/outside.ts';
import { approvals, legalCovers } from './rules/from-outside.ts';
import { bases, grains, occurrences, sessionKinds, sexes, statuses, type SessionContent } from './types.ts';

/** What a submission is judged against: the day, and what the network knows. */
export interface SubmissionContext {
  readonly today: Day;
  readonly countries: ReadonlySet<string>;
  /** The countries of its ministries. */
  readonly networkCountries: ReadonlySet<string>;
  readonly unitIds: ReadonlySet<string>;
  readonly trainerIds: ReadonlySet<string>;
  /** The other ministries of the network, which can have held a session together with its owner. */
  readonly coOwnerIds: ReadonlySet<string>;
}

/** Length is looked at before anything else touches the text, so that a megabyte costs nothing. */
const text = (most: number, tooLong: ProblemName, clean: (text: string) => string) =>
  v.pipe(
    v.string(problem('malformed')),
    v.maxLength(most * 2, problem(tooLong)),
    v.transform(clean),
    v.maxLength(most, problem(tooLong)),
  );

/** A path as Valibot writes it. */
function pathTo(root: unknown, keys: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  let input = root;
  const items = keys.map((key): v.IssuePathItem => {
    const value = (input as Record<string | number, unknown>)[key];
    const item = { type: 'unknown', origin: 'value', input, key, value } as const;
    input = value;
    return item;
  });
  return items as [v.IssuePathItem, ...v.IssuePathItem[]];
}

const typed = text(limits.typed, 'typedTooLong', cleanLine);
const draftLine = text(limits.line, 'lineTooLong', cleanLine);
const line = v.pipe(draftLine, v.trim());
const draftNotes = text(limits.notes, 'notesTooLong', cleanText);
const reason = text(limits.notes, 'reasonTooLong', cleanText);

const id = (unknown: ProblemName) =>
  v.pipe(
    v.string(problem(unknown)),
    v.check((value: string) => isId(value), problem(unknown)),
  );
const listOf = <const S extends v.GenericSchema>(item: S) =>
  v.pipe(v.array(item, problem('malformed')), v.maxLength(limits.list, problem('tooMany')));
const chosen = <const T extends readonly string[]>(from: T, missing: ProblemName, unknown: ProblemName) =>
  v.picklist(from, (issue) => problem(issue.input === '' || issue.input == null ? missing : unknown));

/** What may be saved while it is being written: anything half-finished, but nothing without measure. */
export const sessionDraftSchema = v.object(
  {
    kind: v.optional(chosen(['', ...sessionKinds], 'kindUnknown', 'kindUnknown'), ''),
    occurrence: v.optional(chosen(['', ...occurrences], 'occurrenceUnknown', 'occurrenceUnknown'), ''),
    title: v.optional(draftLine, ''),
    dateFrom: v.optional(typed, ''),
    dateTo: v.optional(typed, ''),
    hours: v.optional(typed, ''),
    place: v.optional(draftLine, ''),
    countryCode: v.optional(typed, ''),
    host: v.optional(draftLine, ''),
    coOwnerIds: v.optional(listOf(id('coOwnerUnknown')), []),
    peerCountries: v.optional(listOf(typed), []),
    unitIds: v.optional(listOf(id('unitUnknown')), []),
    trainerIds: v.optional(listOf(id('trainerUnknown')), []),
    counts: v.optional(v.record(v.picklist(countFields, problem('malformed')), typed), {}),
    basis: v.optional(chosen(['', ...bases], 'basisUnknown', 'basisUnknown'), ''),
    notes: v.optional(draftNotes, ''),
    outside: v.optional(
      v.object(
        {
          nationalities: v.optional(
            listOf(v.object({ countryCode: v.optional(typed, ''), n: v.optional(typed, '') }, problem('malformed'))),
            [],
          ),
          legalCover: v.optional(chosen(['', ...legalCovers], 'legalCoverUnknown', 'legalCoverUnknown'), ''),
          legalCoverText: v.optional(draftLine, ''),
          approval: v.optional(chosen(['', ...approvals], 'approvalUnknown', 'approvalUnknown'), ''),
          approvalDate: v.optional(typed, ''),
          approvalReference: v.optional(draftLine, ''),
          teamCountries: v.optional(listOf(typed), []),
        },
        problem('malformed'),
      ),
    ),
  },
  problem('malformed'),
);

const persons = v.pipe(
  v.number(problem('countNotNumber')),
  v.integer(problem('countFraction')),
  v.minValue(0, problem('countNegative')),
  v.maxValue(limits.persons, problem('countTooLarge')),
);
const statement = v.object(
  {
    sex: v.optional(v.picklist(sexes, problem('malformed'))),
    status: v.optional(v.picklist(statuses, problem('malformed'))),
    n: persons,
  },
  problem('malformed'),
);

const hours = v.nullable(
  v.pipe(
    v.number(problem('hoursNotNumber')),
    v.minValue(limits.hours.least, problem('hoursOutOfRange')),
    v.maxValue(limits.hours.most, problem('hoursOutOfRange')),
    v.multipleOf(limits.hours.step, problem('hoursStep')),
  ),
);

const day = (missing: ProblemName, { today }: SubmissionContext) =>
  v.pipe(
    v.string(problem(missing)),
    v.trim(),
    v.nonEmpty(problem(missing)),
    v.guard(isDay, problem('dateUnknown')),
    v.check((date) => isWithinReason(date, today), problem('dateOutOfRange')),
  );
const yearOf = (date: Day) => Number(date.slice(0, 4));
const isWithinReason = (date: Day, today: Day) =>
  yearOf(date) >= limits.years.first && yearOf(date) <= yearOf(today) + limits.years.ahead;

/** A value that the network knows. */
const known = <T extends string>(values: ReadonlySet<string>, unknown: ProblemName) =>
  v.pipe(
    v.string(problem(unknown)),
    v.guard((value): value is T => values.has(value), problem(unknown)),
  );
/** A list of known values, each once. */
const knownOf = <T extends string = string>(values: ReadonlySet<string>, unknown: ProblemName) =>
  v.pipe(
    listOf(known<T>(values, unknown)),
    v.transform((list): T[] => [...new Set(list)]),
  );

/** What is asked of peers from outside alone. */
const outside = (context: SubmissionContext) =>
  v.object(
    {
      nationalities: v.optional(
        listOf(
          v.object(
            {
              countryCode: v.pipe(
                v.string(problem('countryMissing')),
                v.nonEmpty(problem('countryMissing')),
                known(context.countries, 'countryUnknown'),
              ),
              n: v.optional(v.nullable(v.pipe(persons, v.minValue(1, problem('nationalityNobody')))), null),
            },
            problem('malformed'),
          ),
        ),
        [],
      ),
      legalCover: v.optional(v.nullable(v.picklist(legalCovers, problem('legalCoverUnknown'))), null),
      legalCoverText: v.optional(line, ''),
      approval: v.optional(v.nullable(v.picklist(approvals, problem('approvalUnknown'))), null),
      approvalDate: v.optional(v.nullable(day('dateUnknown', context)), null),
      approvalReference: v.optional(line, ''),
      teamCountries: v.optional(knownOf(context.networkCountries, 'teamCountryUnknown'), []),
    },
    problem('malformed'),
  );

/**
 * A complete session, as it is submitted from the form, through the interface or from a device that was offline.
 * Each issue's message is a key for `t`; `checkSubmission` puts it to its field.
 */
export const sessionSubmissionSchema = (context: SubmissionContext) =>
  v.pipe(
    v.object(
      {
        kind: chosen(sessionKinds, 'kindMissing', 'kindUnknown'),
        occurrence: chosen(occurrences, 'occurrenceMissing', 'occurrenceUnknown'),
        title: line,
        dateFrom: day('dateFromMissing', context),
        dateTo: day('dateToMissing', context),
        hours,
        place: v.pipe(line, v.nonEmpty(problem('placeMissing'))),
        countryCode: v.pipe(
          v.string(problem('countryMissing')),
          v.nonEmpty(problem('countryMissing')),
          known(context.countries, 'countryUnknown'),
        ),
        host: line,
        coOwnerIds: v.optional(knownOf<OwnerId>(context.coOwnerIds, 'coOwnerUnknown'), []),
        peerCountries: knownOf(context.countries, 'countryUnknown'),
        unitIds: knownOf<UnitId>(context.unitIds, 'unitUnknown'),
        trainerIds: knownOf<TrainerId>(context.trainerIds, 'trainerUnknown'),
        statements: v.pipe(v.array(statement, problem('malformed')), v.maxLength(limits.list, problem('tooMany'))),
        // Missing is another thing for coaching than for all other kinds: `acrossFields` says which.
        basis: v.optional(v.nullable(chosen(bases, 'basisMissing', 'basisUnknown')), null),
        notes: v.pipe(draftNotes, v.trim()),
        outside: v.optional(v.nullable(outside(context)), null),
      },
      problem('malformed'),
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      for (const { name, path } of acrossFields(dataset.value, context.today))
        addIssue({ message: problem(name), path: pathTo(dataset.value, path) });
    }),
    v.transform(({ outside, ...content }): SessionContent =>
      settleOutside({ ...content, outside: outside ?? undefined }),
    ),
  );

const versionId = v.pipe(
  v.string(problem('malformed')),
  v.guard((text): text is VersionId => isId(text), problem('malformed')),
);

/** Which version a coordinator releases, how finely its numbers leave, and whether its total is no secret. */
export const releaseSchema = v.object({
  version: versionId,
  grain: v.picklist(grains, problem('malformed')),
  exact: v.pipe(
    v.optional(v.literal('yes', problem('malformed'))),
    v.transform((yes) => yes !== undefined),
  ),
});

const sessionId = v.pipe(
  v.string(problem('malformed')),
  v.guard((text): text is SessionId => isId(text), problem('malformed')),
);
const because = v.pipe(
  v.optional(v.string(), ''),
  v.maxLength(limits.reason * 2, problem('signedReasonTooLong')),
  v.transform(cleanText),
  v.trim(),
  v.nonEmpty(problem('signedReasonMissing')),
  v.maxLength(limits.reason, problem('signedReasonTooLong')),
);

/** Which two sessions look like one; the first is of one's own ministry. */
export const overlapSchema = v.object({ session: sessionId, other: sessionId });
/** Which session is left out of the sums, as the same training as which other, and why. The form makes the id. */
export const adjustmentSchema = v.object({
  id: v.pipe(
    v.string(problem('malformed')),
    v.guard((text): text is AdjustmentId => isId(text), problem('malformed')),
  ),
  ...overlapSchema.entries,
  reason: because,
});
/** Which adjustment is withdrawn, and why. */
export const withdrawalSchema = v.object({ id: adjustmentSchema.entries.id, reason: because });

/** Which version a coordinator returns, and what should be corrected. */
export const returnSchema = v.object({
  version: versionId,
  reason: v.pipe(reason, v.trim(), v.nonEmpty(problem('reasonMissing'))),
});
