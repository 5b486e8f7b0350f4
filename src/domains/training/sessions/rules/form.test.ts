import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '#shared/ids.ts';
import type { Day } from '#shared/dates.ts';
import { approvals, legalCovers } from './from-outside.ts';
import { bases, occurrences, sessionKinds } from '../types.ts';
import type { SessionContent, SessionDraft } from '../types.ts';
import { contentToDraft, countField, countFields, emptyDraft, formToDraft, groupOf, openDraft } from './form.ts';
import { groups } from './groups.ts';
import { emptyOutside } from './outside.ts';
import { asAsked, readDraft, readNumber, readStatements } from './typed.ts';

const textArbitrary = fc.string({ unit: 'binary', maxLength: 20 });
const filled = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const anyDraft = fc.record({
  kind: fc.constantFrom('' as const, ...sessionKinds),
  occurrence: fc.constantFrom('' as const, ...occurrences),
  title: textArbitrary,
  dateFrom: textArbitrary,
  dateTo: textArbitrary,
  hours: textArbitrary,
  place: textArbitrary,
  countryCode: textArbitrary,
  host: textArbitrary,
  coOwnerIds: fc.array(filled),
  peerCountries: fc.array(filled),
  unitIds: fc.array(filled),
  trainerIds: fc.array(filled),
  counts: fc.dictionary(fc.constantFrom(...countFields), filled, { noNullPrototype: true }),
  basis: fc.constantFrom('' as const, ...bases),
  notes: textArbitrary,
  outside: fc.record({
    nationalities: fc.array(fc.record({ countryCode: filled, n: textArbitrary }), { maxLength: 60 }),
    legalCover: fc.constantFrom('' as const, ...legalCovers),
    legalCoverText: textArbitrary,
    approval: fc.constantFrom('' as const, ...approvals),
    approvalDate: textArbitrary,
    approvalReference: textArbitrary,
    teamCountries: fc.array(filled),
  }),
});

function asForm(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

/** The form in which a draft was typed. */
function typeIn({
  counts,
  coOwnerIds,
  unitIds,
  trainerIds,
  peerCountries,
  outside = emptyOutside,
  ...texts
}: SessionDraft): FormData {
  const { nationalities, teamCountries, ...outsideTexts } = outside;
  const lists = {
    ...{ coOwner: coOwnerIds, unit: unitIds, trainer: trainerIds },
    ...{ peerCountry: peerCountries, teamCountry: teamCountries },
  };
  return asForm([
    ...Object.entries<string>({ ...texts, ...outsideTexts }),
    ...nationalities.flatMap(({ countryCode, n }, row): [string, string][] => [
      [`nationality.${row}`, countryCode],
      [`nationality.${row}.n`, n],
    ]),
    ...Object.entries(lists).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
    ...Object.entries(counts),
  ]);
}

describe('a form', () => {
  test('keeps every character of a draft, there and back', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(formToDraft(typeIn(draft))).toEqual(draft);
      }),
    );
  });

  test('that is empty, or holds files and strangers, is an empty draft', () => {
    const form = asForm([
      ['count.woman.general', '4'],
      ['admin', 'yes'],
    ]);
    form.append('title', new File(['x'], 'x.txt'));
    expect(formToDraft(form)).toEqual(emptyDraft);
    expect(emptyDraft).toMatchObject({ title: '', counts: {}, unitIds: [] });
  });

  test('has a box for each of the 21 groups', () => {
    expect(countFields).toContain('count.all.all');
    expect(countFields).toContain('count.woman.military');
    for (const group of groups) expect(groupOf(countField(group))).toEqual(group);
  });
});

describe('reading', () => {
  test.each<[string, number | null]>([
    ['12', 12],
    [' 12 ', 12],
    ['007', 7],
    ['0', 0],
    ['-0', 0],
    ['-3', -3],
    ['−3', -3],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['1 000', 1000],
    ['1\u00a0000', 1000],
    ['1.000', null],
    ['1,000', null],
    ['1 00', null],
    ['1e3', null],
    ['0x10', null],
    ['ten', null],
    ['', null],
    ['Infinity', null],
    ['NaN', null],
    ['1'.repeat(100_000), null],
  ])('%j', (typed, n) => {
    expect(readNumber(typed)).toBe(n);
  });

  test('puts the number where there is one, and leaves the text where there is none', () => {
    const draft = {
      ...emptyDraft,
      dateFrom: '2026-09-21',
      hours: '6,5',
      counts: { 'count.all.all': '20', 'count.woman.all': 'ten', 'count.man.all': ' ', 'count.all.nco': '-1' } as const,
    };
    expect(readDraft(draft)).toMatchObject({
      dateTo: '2026-09-21',
      hours: 6.5,
      statements: [{ n: 20 }, { status: 'nco', n: -1 }, { sex: 'woman', n: 'ten' }],
    });
    expect(readStatements(draft)).toEqual([{ n: 20 }]);
    expect(readDraft({ ...draft, hours: 'six' }).hours).toBe('six');
    expect(readDraft({ ...draft, hours: '' }).hours).toBeNull();
  });

  test('a complete session survives being a draft and a form', () => {
    const content: SessionContent = {
      kind: 'peers_from_outside',
      occurrence: 'held',
      title: 'A',
      dateFrom: '2026-09-21' as Day,
      dateTo: '2026-09-22' as Day,
      hours: 6.5,
      place: 'B',
      countryCode: 'RS',
      host: '',
      coOwnerIds: [newId<'Owner'>()],
      peerCountries: [],
      unitIds: [],
      trainerIds: [],
      statements: [{ n: 20 }, { sex: 'woman', status: 'officer', n: 0 }],
      basis: 'estimate',
      notes: 'One\ntwo',
      outside: {
        nationalities: [
          { countryCode: 'GH', n: 12 },
          { countryCode: 'NG', n: null },
        ],
        legalCover: 'other',
        legalCoverText: 'An exchange of letters',
        approval: 'approved',
        approvalDate: '2026-09-01' as Day,
        approvalReference: '12-3/26',
        teamCountries: ['RS', 'ME'],
      },
    };
    const { nationalities } = content.outside!;
    expect(readDraft(formToDraft(typeIn(contentToDraft(content))))).toEqual({
      ...content,
      outside: { ...content.outside, nationalities: nationalities.map((one, row) => ({ ...one, row })) },
    });
    expect(contentToDraft({ ...content, hours: null }).hours).toBe('');
  });

  test('a draft from before nationalities were asked shows its countries as rows, to which numbers can be added', () => {
    const old = { ...emptyDraft, kind: 'peers_from_outside' as const, peerCountries: ['GH', 'NG'], outside: undefined };
    expect(openDraft(old)).toMatchObject({
      peerCountries: [],
      outside: {
        nationalities: [
          { countryCode: 'GH', n: '' },
          { countryCode: 'NG', n: '' },
        ],
      },
    });
  });

  test('what the form of a kind does not ask is not submitted, but for numbers of people, which are never dropped', () => {
    const outside = { ...emptyOutside, legalCover: 'sofa' as const };
    const counts = { 'count.all.all': '1' };
    const draft = { ...emptyDraft, kind: 'coaching' as const, basis: 'estimate' as const, counts, outside };
    expect(readDraft(asAsked({ ...draft, trainerIds: ['x'] }))).toMatchObject({
      ...{ basis: null, trainerIds: [], outside: null },
      statements: [{ n: 1 }],
    });
    expect(readDraft(asAsked({ ...draft, kind: 'peers_from_outside' }))).toMatchObject({
      ...{ basis: 'estimate', outside: { legalCover: 'sofa' } },
    });
  });
});
