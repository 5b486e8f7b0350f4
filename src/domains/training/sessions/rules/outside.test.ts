import { expect, test } from 'vitest';
import type { Day } from '#shared/dates.ts';
import { newId, type TrainerId, type UnitId } from '#shared/ids.ts';
import type { SubmissionContext } from '../schema.ts';
import type { SessionContent } from '../types.ts';
import { checkSubmission } from './submission.ts';

// What is asked of peers from outside alone, and what is not asked of coaching.
const unit = newId<'Unit'>() as UnitId;
const trainer = newId<'Trainer'>() as TrainerId;
const context: SubmissionContext = {
  today: '2026-09-22' as Day,
  countries: new Set(['ME', 'RS', 'GH']),
  networkCountries: new Set(['ME', 'RS']),
  coOwnerIds: new Set(),
  unitIds: new Set([unit]),
  trainerIds: new Set([trainer]),
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
  coOwnerIds: [],
  peerCountries: [],
  unitIds: [unit],
  trainerIds: [trainer],
  statements: [{ n: 20 }, { sex: 'woman', n: 12 }],
  basis: 'head_count',
  notes: '',
};

const coaching = { kind: 'coaching', statements: [], basis: null, trainerIds: [] };
/** What is said of peers from outside; where they came from is said one way or the other. */
const from = (nationalities: unknown[], more: Record<string, unknown> = {}) => ({
  kind: 'peers_from_outside',
  peerCountries: nationalities.length > 0 ? [] : ['GH'],
  outside: { nationalities, ...more },
});

function problemsWith(change: Record<string, unknown>) {
  const checked = checkSubmission({ ...held, ...change }, context);
  return checked.ok ? [] : checked.problems.map(({ field, key }) => `${field} ${key.replace('problem.session.', '')}`);
}

test.each<[string, Record<string, unknown>, string[]]>([
  ['coaching', coaching, []],
  [
    'a head-count of coaching',
    { ...coaching, statements: [{ n: 1 }, { sex: 'woman', n: 1 }] },
    ['count.all.all coachingCounted', 'count.woman.all coachingCounted'],
  ],
  ['coaching of nobody', { ...coaching, statements: [{ n: 0 }] }, ['count.all.all coachingCounted']],
  ['a basis of coaching', { ...coaching, basis: 'estimate' }, ['basis coachingBasis']],
  ['trainers of coaching', { ...coaching, trainerIds: [trainer] }, ['trainer coachingTrainers']],
  ['peers at home with a legal cover', { outside: { legalCover: 'sofa' } }, ['legalCover outsideUnexpected']],
  ['peers at home of whom nothing such is said', { outside: { legalCover: null, nationalities: [] } }, []],
  ['nationalities alone', from([{ countryCode: 'GH', n: 12 }]), []],
  ['a nationality without a number', from([{ countryCode: 'GH' }, { countryCode: 'ME', n: null }]), []],
  ['nobody of a nationality', from([{ countryCode: 'GH', n: 0 }]), ['nationality.0.n nationalityNobody']],
  ['half a person of a nationality', from([{ countryCode: 'GH', n: 1.5 }]), ['nationality.0.n countFraction']],
  ['a nationality that is a word', from([{ countryCode: 'GH', n: 'ten' }]), ['nationality.0.n countNotNumber']],
  ['a nationality of no country', from([{ countryCode: '', n: 3 }]), ['nationality.0 countryMissing']],
  ['a nationality that nobody knows', from([{ countryCode: 'ZZ', n: 3 }]), ['nationality.0 countryUnknown']],
  [
    'one nationality twice',
    from([{ countryCode: 'GH', n: 3 }, { countryCode: 'GH' }]),
    ['nationality.1 nationalityTwice'],
  ],
  [
    'more from the countries than were there',
    from([{ countryCode: 'GH', n: 12 }, { countryCode: 'RS' }, { countryCode: 'ME', n: 9 }]),
    ['nationality.0.n nationalitiesAboveTotal', 'nationality.2.n nationalitiesAboveTotal'],
  ],
  [
    'as many from the countries as were there',
    from([
      { countryCode: 'GH', n: 12 },
      { countryCode: 'ME', n: 8 },
    ]),
    [],
  ],
  [
    'more from the countries than the parts of the head-count make',
    {
      ...from([{ countryCode: 'GH', n: 12 }]),
      statements: [
        { sex: 'woman', n: 6 },
        { sex: 'man', n: 5 },
      ],
    },
    ['nationality.0.n nationalitiesAboveTotal'],
  ],
  ['nationalities beside an unknown total', { ...from([{ countryCode: 'GH', n: 99 }]), statements: [] }, []],
  ['another legal cover', from([], { legalCover: 'other', legalCoverText: 'Letters' }), []],
  [
    'another legal cover that is not said',
    from([], { legalCover: 'other', legalCoverText: ' ' }),
    ['legalCoverText legalCoverTextMissing'],
  ],
  [
    'a known legal cover with more words',
    from([], { legalCover: 'sofa', legalCoverText: 'Letters' }),
    ['legalCoverText legalCoverTextUnexpected'],
  ],
  ['an unknown legal cover', from([], { legalCover: 'friends' }), ['legalCover legalCoverUnknown']],
  ['approval', from([], { approval: 'approved', approvalDate: '2026-09-01', approvalReference: '12/26' }), []],
  ['approval on no day', from([], { approval: 'approved', approvalDate: '2026-02-30' }), ['approvalDate dateUnknown']],
  [
    'a reference of what is not approved',
    from([], { approval: 'pending', approvalReference: '12/26', approvalDate: '2026-09-01' }),
    ['approvalDate approvalUnexpected', 'approvalReference approvalUnexpected'],
  ],
  ['a team of the network', from([], { teamCountries: ['RS', 'ME'] }), []],
  ['a team from elsewhere', from([], { teamCountries: ['GH'] }), ['teamCountry teamCountryUnknown']],
])('%s', (_, change, problems) => {
  expect(problemsWith(change)).toEqual(problems);
});

test('the countries of the peers follow from their nationalities', () => {
  const checked = checkSubmission(
    { ...held, ...from([{ countryCode: 'GH', n: 12 }]), peerCountries: ['RS', 'GH'] },
    context,
  );
  expect(checked).toMatchObject({
    ok: true,
    content: {
      peerCountries: ['GH', 'RS'],
      outside: {
        nationalities: [
          { countryCode: 'GH', n: 12 },
          { countryCode: 'RS', n: null },
        ],
        legalCover: null,
      },
    },
  });
});

test('more from the countries than were there names both', () => {
  const nationalities = [
    { countryCode: 'GH', n: 12 },
    { countryCode: 'ME', n: 9 },
  ];
  expect(checkSubmission({ ...held, ...from(nationalities) }, context)).toMatchObject({
    ok: false,
    contradictions: [{ kind: 'nationalities_above_whole', nationalities, less: [{ n: 20 }], moreSum: 21, lessSum: 20 }],
  });
});
