import * as v from 'valibot';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isDay, today, type Day } from '#shared/dates.ts';
import { isId } from '#shared/ids.ts';
import {
  longestLine,
  longestReason,
  sourcedKinds,
  type SourcedKind,
  type SourcedRecordId,
  type SourcedVersionId,
} from './types.ts';

/** A field that was left out is empty. Length is looked at first, so that a megabyte costs nothing. */
const typed = (longest: number) =>
  v.pipe(v.optional(v.string(), ''), v.maxLength(longest * 2, 'sourced.problem.tooLong'));
const line = v.pipe(
  typed(longestLine),
  v.transform(cleanLine),
  v.trim(),
  v.maxLength(longestLine, 'sourced.problem.tooLong'),
);
const needed = v.pipe(line, v.minLength(1, 'sourced.problem.missing'));
const lineOrNone = v.pipe(
  line,
  v.transform((text) => text || null),
);
const text = v.pipe(
  typed(longestReason),
  v.transform(cleanText),
  v.trim(),
  v.maxLength(longestReason, 'sourced.problem.reasonTooLong'),
);

/** An address that begins with https, or the name of something printed, which looks like no address. */
const isSource = (text: string) =>
  /^\w+:|^www\.|^\S+\.\S+\/\S*$/i.test(text)
    ? /^https:\/\/[^/\s]+\.[^/\s]+/.test(text) && URL.canParse(text)
    : /\p{L}{2}/u.test(text);
const source = v.pipe(
  line,
  v.minLength(1, 'sourced.problem.sourceMissing'),
  v.check(isSource, 'sourced.problem.sourceMalformed'),
);

const day = v.pipe(
  typed(longestLine),
  v.trim(),
  v.minLength(1, 'sourced.problem.dayMissing'),
  v.check((text) => isDay(text), 'sourced.problem.dayMalformed'),
  v.check((text) => text <= today(), 'sourced.problem.dayToCome'),
  v.transform((text) => text as Day),
);
/** A share may be of a year or a month, and many sources give no date at all. */
const isDate = (text: string) => isDay(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text);
const dateOrNone = v.pipe(
  typed(longestLine),
  v.trim(),
  v.check((text) => text === '' || isDate(text), 'sourced.problem.dateMalformed'),
  v.check((text) => text <= today().slice(0, text.length), 'sourced.problem.dayToCome'),
  v.transform((text) => text || null),
);

/** Blanks between the digits are how many write thousands; a comma or point could mean two things. */
const digits = v.pipe(
  typed(longestLine),
  v.transform((text) => text.replaceAll(/\s/g, '')),
);
const whole = v.pipe(
  digits,
  v.regex(/^\d{0,9}$/, 'sourced.problem.whole'),
  v.transform((text) => (text === '' ? null : Number(text))),
);
const wholeNeeded = v.pipe(
  digits,
  v.minLength(1, 'sourced.problem.valueMissing'),
  v.regex(/^\d{1,9}$/, 'sourced.problem.whole'),
  v.transform(Number),
);
const percent = v.pipe(
  digits,
  v.transform((text) => text.replace(/%$/, '').replace(',', '.')),
  v.regex(/^(?:\d{1,3}(?:\.\d{1,2})?)?$/, 'sourced.problem.percent'),
  v.check((text) => Number(text) <= 100, 'sourced.problem.percent'),
  v.transform((text) => (text === '' ? null : Number(text))),
);
const country = v.pipe(typed(longestLine), v.regex(/^[A-Z]{2}$/, 'sourced.problem.countryMissing'));
const countryOrNetwork = v.pipe(
  typed(longestLine),
  v.regex(/^(?:[A-Z]{2})?$/, 'sourced.problem.countryMissing'),
  v.transform((text) => text || null),
);

const id = v.pipe(
  v.string(),
  v.check((text) => isId(text)),
);
/** Which record a form is about, and after which version; the ids are made where the form is: sent twice, it is written once. */
const written = {
  id: v.pipe(
    id,
    v.transform((text) => text as SourcedVersionId),
  ),
  recordId: v.pipe(
    id,
    v.transform((text) => text as SourcedRecordId),
  ),
  after: v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)),
  reason: text,
};
const isReasoned = ({ after, reason }: { readonly after: number; readonly reason: string }) =>
  after === 0 || reason !== '';

/** What is typed of each kind of record, judged alike in the browser and on the server. */
export const sourcedSchemas = {
  reported_total: v.pipe(
    v.object(
      {
        ...written,
        countryCode: countryOrNetwork,
        qualifier: v.picklist(['exactly', 'over', 'more than'], 'sourced.problem.missing'),
        value: wholeNeeded,
        counted: needed,
        asAt: day,
        periodFrom: day,
        periodTo: day,
        basis: needed,
        source,
        note: lineOrNone,
      },
      'sourced.problem.missing',
    ),
    v.forward(
      v.partialCheck(
        [['periodFrom'], ['periodTo']],
        ({ periodFrom, periodTo }) => periodFrom <= periodTo,
        'sourced.problem.period',
      ),
      ['periodTo'],
    ),
    v.forward(v.partialCheck([['after'], ['reason']], isReasoned, 'sourced.problem.reasonMissing'), ['reason']),
  ),
  published_share: v.pipe(
    v.object(
      {
        ...written,
        countryCode: country,
        population: needed,
        asAt: dateOrNone,
        women: whole,
        total: whole,
        percent,
        source,
        note: lineOrNone,
      },
      'sourced.problem.missing',
    ),
    v.forward(
      v.partialCheck(
        [['women'], ['total']],
        ({ women, total }) => women === null || total === null || women <= total,
        'sourced.problem.womenAbove',
      ),
      ['women'],
    ),
    v.forward(
      v.partialCheck(
        [['women'], ['percent']],
        ({ women, percent }) => women !== null || percent !== null,
        'sourced.problem.numbersMissing',
      ),
      ['women'],
    ),
    v.forward(v.partialCheck([['after'], ['reason']], isReasoned, 'sourced.problem.reasonMissing'), ['reason']),
  ),
  contradiction: v.pipe(
    v.object(
      {
        ...written,
        subject: needed,
        first: needed,
        firstSource: source,
        second: needed,
        secondSource: source,
      },
      'sourced.problem.missing',
    ),
    v.forward(v.partialCheck([['after'], ['reason']], isReasoned, 'sourced.problem.reasonMissing'), ['reason']),
  ),
} as const;
/** A form of one kind of record that was found to be in order. */
export type SourcedForm = {
  [Kind in SourcedKind]: { readonly kind: Kind } & v.InferOutput<(typeof sourcedSchemas)[Kind]>;
}[SourcedKind];

/** The kind of record that a form or an address names. */
export const sourcedKind = v.picklist(sourcedKinds);

/** A form that withdraws a record. */
export const withdrawalSchema = v.object({
  recordId: written.recordId,
  because: v.pipe(text, v.minLength(1, 'sourced.problem.withdrawalReason')),
});

/** The part of a form by which a record is compared with others, as soon as it can be read and whatever else is missing. */
export const comparedSchemas = {
  reported_total: v.object({
    ...{ countryCode: countryOrNetwork, qualifier: v.picklist(['exactly', 'over', 'more than']), value: wholeNeeded },
    ...{ asAt: day, periodFrom: day, periodTo: day },
  }),
  published_share: v.object({
    ...{ countryCode: countryOrNetwork, population: line, asAt: dateOrNone, women: whole, total: whole, percent },
  }),
} as const;
