import { toJsonSchema } from '@valibot/to-json-schema';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import type { TrainerId, UnitId } from '#shared/ids.ts';
import { problemArgs } from './rules/problems.ts';
import { checkDraft, checkSubmission } from './rules/submission.ts';
import { returnSchema, sessionSubmissionSchema } from './schema.ts';
import type { SubmissionContext } from './schema.ts';
import type { SessionContent } from './types.ts';

const unit = newId<'Unit'>() as UnitId;
const trainer = newId<'Trainer'>() as TrainerId;
const coOwner = newId<'Owner'>();
const context: SubmissionContext = {
  today: '2026-09-22' as Day,
  countries: new Set(['ME', 'RS', 'GH']),
  networkCountries: new Set(['ME', 'RS']),
  unitIds: new Set([unit]),
  trainerIds: new Set([trainer]),
  coOwnerIds: new Set<string>([coOwner]),
};
const held: SessionContent = {
  kind: 'peers_at_home',
  occurrence: 'held',
  title: 'Gender equality in the armed forces',
  dateFrom: '2026-09-21' as Day,
  dateTo: '2026-09-22' as Day,
  hours: 6.5,
  place: 'Danilovgrad',
  countryCode: 'ME',
  host: 'Training centre',
  coOwnerIds: [coOwner],
  peerCountries: [],
  unitIds: [unit],
  trainerIds: [trainer],
  statements: [{ n: 20 }, { sex: 'woman', n: 12 }],
  basis: 'head_count',
  notes: '',
};

function problemsWith(change: Record<string, unknown>) {
  const checked = checkSubmission({ ...held, ...change }, context);
  return checked.ok ? [] : checked.problems.map(({ field, key }) => `${field} ${key.replace('problem.session.', '')}`);
}

test('a complete session is taken as it is', () => {
  expect(checkSubmission(held, context)).toEqual({ ok: true, content: held });
  expect(problemsWith({ hours: null, host: '', statements: [], unitIds: [] })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['no kind', { kind: '' }, ['kind kindMissing']],
  ['an unknown kind', { kind: 'gala' }, ['kind kindUnknown']],
  ['no title', { title: ' \n' }, []],
  ['a long title', { title: 'a'.repeat(201) }, ['title lineTooLong']],
  ['a long place', { place: 'a'.repeat(201) }, ['place lineTooLong']],
  ['a long host', { host: 'a'.repeat(201) }, ['host lineTooLong']],
  ['long notes', { notes: 'a'.repeat(4001) }, ['notes notesTooLong']],
  ['notes as long as they may be', { notes: 'a'.repeat(4000) }, []],
  ['no first day', { dateFrom: '' }, ['dateFrom dateFromMissing']],
  ['a day that does not exist', { dateTo: '2026-02-30' }, ['dateTo dateUnknown']],
  ['an end before the beginning', { dateTo: '2026-09-20' }, ['dateTo dateEndsBeforeBegin']],
  [
    'an end before the beginning beside another fault',
    { dateTo: '2026-09-20', title: '' },
    ['dateTo dateEndsBeforeBegin'],
  ],
  ['held tomorrow', { dateTo: '2026-09-23' }, ['dateTo dateInFuture']],
  ['held next week', { dateFrom: '2026-09-29', dateTo: '2026-09-30' }, ['dateFrom dateInFuture']],
  ['planned for next week', { occurrence: 'planned', dateFrom: '2026-09-29', dateTo: '2026-09-30' }, []],
  ['a year with a slip', { dateFrom: '0206-09-21' }, ['dateFrom dateOutOfRange']],
  ['a quarter of an hour', { hours: 0.25 }, ['hours hoursOutOfRange']],
  ['hours in the wrong steps', { hours: 6.25 }, ['hours hoursStep']],
  ['too many hours', { hours: 400.5 }, ['hours hoursOutOfRange']],
  ['hours in words', { hours: 'six' }, ['hours hoursNotNumber']],
  ['no country', { countryCode: '' }, ['countryCode countryMissing']],
  ['an unknown country', { countryCode: 'ZZ' }, ['countryCode countryUnknown']],
  ['held without a trainer', { trainerIds: [] }, ['trainer trainersMissing']],
  ['planned without a trainer', { trainerIds: [], occurrence: 'planned' }, []],
  ['an unknown trainer', { trainerIds: [newId()] }, ['trainer trainerUnknown']],
  ['an unknown unit', { unitIds: ['x'] }, ['unit unitUnknown']],
  ['a co-owner outside the network', { coOwnerIds: [newId()] }, ['coOwner coOwnerUnknown']],
  ['nobody beside the owner', { coOwnerIds: undefined }, []],
  ['peers at home from abroad', { peerCountries: ['GH'] }, ['peerCountry peerCountriesUnexpected']],
  ['peers from outside from nowhere', { kind: 'peers_from_outside' }, ['peerCountry peerCountriesMissing']],
  ['peers from outside', { kind: 'peers_from_outside', peerCountries: ['GH', 'GH'] }, []],
  [
    'peers from an unknown country',
    { kind: 'peers_from_outside', peerCountries: ['ZZ'] },
    ['peerCountry countryUnknown'],
  ],
  ['fewer than nobody', { statements: [{ n: -1 }] }, ['count.all.all countNegative']],
  ['half a person', { statements: [{ sex: 'man', n: 1.5 }] }, ['count.man.all countFraction']],
  ['more than a town', { statements: [{ n: 10_001 }] }, ['count.all.all countTooLarge']],
  ['a word', { statements: [{ status: 'nco', n: 'ten' }] }, ['count.all.nco countNotNumber']],
  [
    'a sum that is more than a town',
    {
      statements: [
        { sex: 'man', n: 6000 },
        { sex: 'woman', n: 6000 },
      ],
    },
    ['count.all.all totalTooLarge'],
  ],
  ['one group twice', { statements: [{ n: 2 }, { n: 2 }] }, ['count.all.all countTwice']],
  [
    'a part above its whole',
    { statements: [{ n: 2 }, { sex: 'man', status: 'nco', n: 3 }, { sex: 'woman', n: 1 }] },
    ['count.all.all countContradiction', 'count.man.nco countContradiction'],
  ],
  [
    'parts above their whole',
    { statements: [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'man', n: 9 }] },
    ['count.all.all countContradiction', 'count.woman.all countContradiction', 'count.man.all countContradiction'],
  ],
  [
    'parts below their whole, as the sex of three was not recorded',
    { statements: [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'man', n: 5 }] },
    [],
  ],
  ['no way of counting', { basis: null }, ['basis basisMissing']],
  ['a field that is missing altogether', { notes: undefined }, ['notes malformed']],
  ['a list that is none', { trainerIds: trainer }, ['trainer malformed']],
])('%s', (_, change, problems) => {
  expect(problemsWith(change)).toEqual(problems);
});

test('contradictions come with the problems, also while another number is no number yet', () => {
  const checked = checkSubmission(
    { ...held, statements: [{ n: 2 }, { sex: 'man', n: 3 }, { sex: 'woman', n: 'x' }] },
    context,
  );
  expect(checked).toMatchObject({ ok: false, contradictions: [{ kind: 'part_above_whole' }] });
});

test('a problem says what its sentence needs', () => {
  const checked = checkSubmission({ ...held, title: 'a'.repeat(201) }, context);
  expect(checked).toMatchObject({ problems: [{ key: 'problem.session.lineTooLong', args: { max: 200 } }] });
});

test('control characters, marks that turn the text around and broken characters are taken out', () => {
  const checked = checkSubmission(
    { ...held, title: ' A\u0000\u202e\ud800\tn\u0301a ', notes: 'One\r\ntwo\u0007\u0085\n' },
    context,
  );
  expect(checked).toMatchObject({ ok: true, content: { title: 'A \u0144a', notes: 'One\ntwo' } });
});

describe('bad input of any shape', () => {
  test('is refused with a known key, never with an exception', () => {
    const anyField = fc.constantFrom(...(Object.keys(held) as (keyof SessionContent)[]));
    fc.assert(
      fc.property(anyField, fc.anything({ withBigInt: true, withNullPrototype: true }), (field, value) => {
        const checked = checkSubmission({ ...held, [field]: value }, context);
        if (checked.ok) return;
        for (const { key } of checked.problems) expect(problemArgs).toHaveProperty(key.replace('problem.session.', ''));
      }),
      { numRuns: 500 },
    );
    for (const input of [null, undefined, 1, 'text', [], { statements: [null, {}, { n: 1, sex: 'x' }] }])
      expect(checkSubmission(input, context).ok).toBe(false);
    expect(checkSubmission(null, context)).toMatchObject({
      problems: [{ field: 'form', key: 'problem.session.malformed' }],
    });
  });

  const megabyte = 'a\u0000'.repeat(2 ** 19);
  test.each(['title', 'place', 'host', 'notes', 'dateFrom', 'countryCode', 'kind', 'hours'])(
    'a megabyte of %s is refused without being read through a pattern',
    (field) => {
      expect(problemsWith({ [field]: megabyte })).toHaveLength(1);
      expect(checkDraft({ [field]: megabyte })).toMatchObject({ ok: false, problems: [{ field }] });
    },
  );

  test('lists without measure are refused', () => {
    const statements = Array.from({ length: 50_000 }, () => ({ n: 1 }));
    expect(problemsWith({ statements })).toContain('count.all.all tooMany');
    expect(problemsWith({ trainerIds: Array.from({ length: 61 }, () => trainer) })).toEqual(['trainer tooMany']);
  });
});

describe('a draft', () => {
  test('may be half-finished, and keeps what is no number', () => {
    const draft = { title: 'A', hours: 'six or so', counts: { 'count.woman.officer': 'ten' } };
    expect(checkDraft(draft)).toMatchObject({ ok: true, draft: { ...draft, kind: '', trainerIds: [], notes: '' } });
    expect(checkDraft({})).toMatchObject({ ok: true });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ kind: 'gala' }, 'kind kindUnknown'],
    [{ hours: '1'.repeat(41) }, 'hours typedTooLong'],
    [{ counts: { 'count.woman.officer': '1'.repeat(41) } }, 'count.woman.officer typedTooLong'],
    [{ counts: { 'count.woman.general': '1' } }, 'form malformed'],
    [{ unitIds: ['x'] }, 'unit unitUnknown'],
    [{ notes: 'a'.repeat(4001) }, 'notes notesTooLong'],
  ])('%j is refused: %s', (draft, expected) => {
    const checked = checkDraft(draft);
    const problems = checked.ok
      ? []
      : checked.problems.map(({ field, key }) => `${field} ${key.replace('problem.session.', '')}`);
    expect(problems).toEqual([expected]);
  });
});

test('the shape can be described for the interface', () => {
  const shape = toJsonSchema(sessionSubmissionSchema(context), { typeMode: 'input', errorMode: 'ignore' });
  expect(shape).toMatchObject({
    type: 'object',
    properties: {
      kind: { enum: ['peers_at_home', 'training_of_trainers', 'peers_from_outside', 'partner_activity', 'coaching'] },
      statements: { items: { properties: { n: { type: 'integer', minimum: 0, maximum: 10_000 } }, required: ['n'] } },
    },
  });
});

test.each([
  ['nothing', ' ', 'reasonMissing'],
  ['6,000 characters', 'x'.repeat(6000), 'reasonTooLong'],
  ['a megabyte', 'x'.repeat(1_000_000), 'reasonTooLong'],
])('%s as the reason of a return is called a problem of the reason', (_, reason, name) => {
  const { issues } = v.safeParse(returnSchema, { version: newId<'SessionVersion'>(), reason });
  expect(issues?.map(({ message }) => message)).toEqual([`problem.session.${name}`]);
});
