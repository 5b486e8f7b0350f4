import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { dayOf } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { sourcedSchemas } from './schema.ts';
import type { SourcedKind } from './types.ts';

const ids = { id: newId(), recordId: newId(), after: '0', reason: '' };
const forms = {
  reported_total: {
    ...{
      ...ids,
      countryCode: '',
      qualifier: 'more than',
      value: '4 700',
      counted: 'people trained',
      basis: 'not stated',
    },
    ...{ asAt: '2017-01-20', periodFrom: '2014-03-13', periodTo: '2017-01-20', source: 'https://example.org/a' },
  },
  published_share: {
    ...{ ...ids, countryCode: 'BA', population: 'officers', asAt: '2020', women: '106', total: '8482', percent: '4,2' },
    source: 'Yearbook 2020',
  },
  contradiction: {
    ...ids,
    subject: 'trainers',
    first: '5',
    second: '7',
    firstSource: 'A report',
    secondSource: 'Another',
  },
} as const satisfies Record<SourcedKind, object>;

/** The first problem of each field, in a form of which some fields are typed otherwise. */
const problems = (kind: SourcedKind, typed: Readonly<Record<string, string>>) => {
  const read = v.safeParse(sourcedSchemas[kind] as v.GenericSchema, { ...forms[kind], ...typed });
  const found = (read.issues ?? []).map(({ path, message }) => [
    String(path?.[0]?.key),
    message.replace('sourced.problem.', ''),
  ]);
  return found.filter(([field], at) => found.findIndex(([other]) => other === field) === at);
};
const tomorrow = dayOf(new Date(Date.now() + 2 * 86_400_000));

test.each(Object.keys(forms) as SourcedKind[])('a form in order is read: %s', (kind) => {
  expect(problems(kind, {})).toEqual([]);
});

test('numbers are read as they are typed', () => {
  expect(v.parse(sourcedSchemas.reported_total, forms.reported_total)).toMatchObject({
    value: 4700,
    countryCode: null,
  });
  expect(v.parse(sourcedSchemas.published_share, { ...forms.published_share, women: '' })).toMatchObject({
    ...{ women: null, total: 8482, percent: 4.2, note: null },
  });
});

describe.each([
  ['reported_total', { asAt: tomorrow }, 'asAt', 'dayToCome'],
  ['reported_total', { asAt: '2017-02-30' }, 'asAt', 'dayMalformed'],
  ['reported_total', { asAt: '' }, 'asAt', 'dayMissing'],
  ['reported_total', { periodTo: '2014-03-12' }, 'periodTo', 'period'],
  ['reported_total', { value: '' }, 'value', 'valueMissing'],
  ['reported_total', { value: '-1' }, 'value', 'whole'],
  ['reported_total', { value: '4.700' }, 'value', 'whole'],
  ['reported_total', { value: '4,700' }, 'value', 'whole'],
  ['reported_total', { counted: ' ' }, 'counted', 'missing'],
  ['reported_total', { after: '1' }, 'reason', 'reasonMissing'],
  ['reported_total', { after: '1', reason: 'x'.repeat(601) }, 'reason', 'reasonTooLong'],
  ['published_share', { women: '8483' }, 'women', 'womenAbove'],
  ['published_share', { women: '', percent: '' }, 'women', 'numbersMissing'],
  ['published_share', { percent: '100.01' }, 'percent', 'percent'],
  ['published_share', { percent: '-1' }, 'percent', 'percent'],
  ['published_share', { countryCode: '' }, 'countryCode', 'countryMissing'],
  ['published_share', { asAt: '2020-13' }, 'asAt', 'dateMalformed'],
  ['published_share', { asAt: '2999' }, 'asAt', 'dayToCome'],
  ['contradiction', { secondSource: '' }, 'secondSource', 'sourceMissing'],
] as const)('%s with %o', (kind, typed, field, problem) => {
  test(`is told at ${field}: ${problem}`, () => expect(problems(kind, typed)).toEqual([[field, problem]]));
});

describe('a source', () => {
  test.each(['https://example.org/a?b=c', 'Bilten 12/2019', 'Yearbook of the Ministry, 2019, p. 12', 'Годишњак'])(
    'can be %s',
    (source) => expect(problems('reported_total', { source })).toEqual([]),
  );
  test.each([
    'http://example.org',
    'javascript:alert(1)',
    'www.example.org',
    'example.org/report',
    'https://nowhere',
    '12',
  ])('cannot be %s', (source) =>
    expect(problems('reported_total', { source })).toEqual([['source', 'sourceMalformed']]),
  );
});
