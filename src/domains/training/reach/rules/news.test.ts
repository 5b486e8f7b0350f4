import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type OwnerId, type SnapshotId } from '#shared/ids.ts';
import { factOf, numbersOf, type Citable, type Fact } from './news-facts.ts';
import { withArticle } from './news-sentences.ts';
import { toHtml, toPlainText, writeParagraph } from './news.ts';

const languages = ['en', 'sr', 'sr-Latn'] as const;
const translates = await Promise.all(
  languages.map(async (language) => createTranslate(language, await loadWords(language, ['news']))),
);
const [english, serbian] = translates as [Translate, Translate, Translate];

const source = 'https://www.example.org/news?a=1&b="2"';
const cited = (value: number, snapshotId: SnapshotId | null = null) => ({ value, snapshotId });
const silent = { said: null, remark: null };
const told = { sources: [{ address: source, ...silent }], isDemo: false };
const asAt = new Date('2026-03-05T12:00:00Z');
const day = (text: string) => text as Day;

const meeting = (given: Partial<Extract<Fact, { about: 'meeting' }>> = {}): Fact => ({
  ...{ ...told, about: 'meeting', series: 'GMT', number: cited(5), participants: cited(26), mode: 'online' },
  ...{ dateFrom: day('2020-10-21'), dateTo: day('2020-10-21'), place: null, countryCode: null },
  ...given,
});
const reported = (given: Partial<Extract<Fact, { about: 'reported' }>> = {}): Fact => ({
  ...{ about: 'reported', number: cited(4700), qualifier: 'more than', asAt: day('2020-10-21'), basis: 'not stated' },
  ...{ countryCode: null, sources: [{ address: source, said: 'personnel trained', remark: null }], isDemo: false },
  ...given,
});
const peers = (countries: string[], isDemo = false): Fact => ({
  ...{ ...told, sources: [], isDemo, about: 'peers', number: cited(countries.length), countries, countryCode: null },
  ...{ years: { from: null, to: null }, asAt },
});
const sessionsOf = (given: Partial<Extract<Fact, { about: 'attendances' }>>): Fact => ({
  ...{ ...told, sources: [], about: 'attendances', number: cited(2), countryCode: null, kind: 'peers_at_home', asAt },
  ...{ audience: null, years: { from: null, to: null } },
  ...given,
});
const say = (t: Translate, ...facts: Fact[]) => toPlainText(writeParagraph(t, facts, new Map())).split('\n\n')[0];

describe('a meeting', () => {
  test.each([
    [{}, 'Twenty-six trainers met online on 21 October 2020 for the fifth time. [1]'],
    [{ participants: null }, 'Trainers of the network met online on 21 October 2020 for the fifth time. [1]'],
    [
      { mode: 'in person', place: 'Budva', countryCode: 'ME', dateFrom: null, dateTo: null, participants: cited(123) },
      '123 trainers met in Budva (Montenegro) for the fifth time. [1]',
    ],
    [
      { series: 'GEM', mode: 'hybrid', countryCode: 'GB', dateTo: day('2020-10-22'), number: cited(101) },
      'The gender equality mechanisms of the network met in the United Kingdom and online on 21–22 October 2020 for the 101st time, with twenty-six participants. [1]',
    ],
    [{ mode: null, dateFrom: null, dateTo: null }, 'Twenty-six trainers met for the fifth time. [1]'],
  ] as const)('%j', (given, sentence) => expect(say(english, meeting(given))).toBe(sentence));

  test.each([
    [{}, 'Двадесет шест инструкторки и инструктора састало се онлајн 21. октобра 2020. пети пут. [1]'],
    [
      { participants: cited(23) },
      'Двадесет три особе састале су се на састанку инструкторки и инструктора онлајн 21. октобра 2020. пети пут. [1]',
    ],
    [
      { series: 'GEM', mode: 'in person', place: 'Budva', countryCode: 'ME', participants: cited(21) },
      'Механизми мреже за родну равноправност састали су се у месту Budva (Црна Гора) 21. октобра 2020. пети пут, а присутна је била двадесет једна особа. [1]',
    ],
  ] as const)('in Serbian %j', (given, sentence) => expect(say(serbian, meeting(given))).toBe(sentence));
});

describe('a reported total', () => {
  test('keeps its qualifier, its day and its source', () => {
    expect(say(english, reported())).toBe(
      'As at 21 October 2020, a total of more than 4,700 trained was reported for the whole network (source: example.org [1]).',
    );
    expect(say(english, reported({ qualifier: 'over', basis: 'attendances', countryCode: 'RS' }))).toBe(
      'As at 21 October 2020, a total of over 4,700 trained was reported for Serbia (counted as attendances; source: example.org [1]).',
    );
    expect(say(serbian, reported())).toBe(
      'Према објављеном збиру за целу мрежу, број обучених на дан 21. октобра 2020. био је више од 4.700 (извор: example.org [1]).',
    );
  });

  test('repeats below what its source says was counted', () =>
    expect(toPlainText(writeParagraph(english, [reported()], new Map()))).toContain(
      `\n\n[1] ${source} (counted there: “personnel trained”)`,
    ));
});

describe('sums over sessions', () => {
  test('follow the plural and the gender', () => {
    expect([1, 2, 5].map((n) => say(serbian, sessionsOf({ number: cited(n) })))).toEqual([
      'У одобреним записима мреже на дан 5. марта 2026. забележено је једно присуство на обукама за колегинице и колеге у земљи.',
      'У одобреним записима мреже на дан 5. марта 2026. забележена су два присуства на обукама за колегинице и колеге у земљи.',
      'У одобреним записима мреже на дан 5. марта 2026. забележено је пет присустава на обукама за колегинице и колеге у земљи.',
    ]);
    expect(say(english, sessionsOf({ number: cited(1) }))).toContain('show one attendance at');
  });

  test('say whom and which years they are narrowed to', () =>
    expect(
      say(english, sessionsOf({ audience: 'women', years: { from: 2014, to: 2016 }, countryCode: 'ME', isDemo: true })),
    ).toBe(
      'As at 5 March 2026, released records of Montenegro show two attendances of women at sessions for peers at home from 2014 to 2016. [demo]',
    ));

  test('name countries in the order of the language, with the article that it uses', () => {
    const countries = ['GB', 'GH', 'MD', 'NG', 'RW', 'UG'];
    expect(say(english, peers(countries))).toBe(
      'As at 5 March 2026, released records of the network show peers trained from six countries outside the region: Ghana, Moldova, Nigeria, Rwanda, Uganda and the United Kingdom.',
    );
    expect(say(serbian, peers(countries))).toBe(
      'У одобреним записима мреже на дан 5. марта 2026. стоји да су обучаване колегинице и колеге из ових држава изван региона, укупно шест: Гана, Молдавија, Нигерија, Руанда, Уганда и Уједињено Краљевство.',
    );
    expect(['Netherlands', 'Dominican Republic', 'Ghana'].map((name) => withArticle(english, name))).toEqual([
      'the Netherlands',
      'the Dominican Republic',
      'Ghana',
    ]);
  });

  test('a country whose name has a footnote carries its mark, and the footnote stands below, once', () => {
    const paragraph = writeParagraph(
      english,
      [peers(['XK', 'GH']), peers(['XK'], true)],
      new Map([['XK', 'A status.']]),
    );
    const [said, notes] = toPlainText(paragraph).split('\n\n');
    expect(said!.match(/Kosovo\*(?!\*)/g)).toHaveLength(2);
    expect(notes).toBe('* A status.\n[demo] Invented data of a demo network.');
  });
});

test('as HTML each number is a link to its snapshot, and nothing breaks out of the text', () => {
  const [first, second] = [newId<'Snapshot'>(), newId<'Snapshot'>()];
  const fact = meeting({
    ...{ number: cited(5, first), participants: cited(26, second) },
    ...{ mode: 'in person', place: '<script>"x"' },
  });
  const html = toHtml(writeParagraph(english, [fact], new Map()), (id) => `https://k.example/figure/snapshot/${id}`);
  expect(html).toContain(`<a href="https://k.example/figure/snapshot/${second}">Twenty-six</a> trainers met in `);
  expect(html).toContain(`for the <a href="https://k.example/figure/snapshot/${first}">fifth</a> time.`);
  expect(html).toContain('&lt;script&gt;&quot;x&quot;');
  expect(html).toContain('<a href="https://www.example.org/news?a=1&amp;b=&quot;2&quot;">[1]</a>');
});

describe('a fact of figures', () => {
  const figure: Citable = {
    ...{ snapshotId: null, code: 'attendances-peers_at_home', unit: 'attendance', kind: 'peers_at_home', asAt },
    ...{ filters: { audience: 'men', firstYear: 2015 }, scope: { from: 2013, to: 2020 }, value: 12, splits: {} },
  };
  const context = { isDemo: true, codeOf: () => 'BA', sourceOf: () => undefined };
  const held: Citable['splits']['meeting'] = {
    ...{
      series: 'GMT',
      number: 5,
      dateFrom: null,
      dateTo: null,
      mode: 'online',
      place: null,
      countryCode: null,
      source,
    },
  };
  const number: Citable = {
    ...{ ...figure, code: 'meeting-number', unit: 'number', kind: null, filters: {}, value: 5 },
    ...{ scope: { series: 'GMT', number: 5 }, splits: { meeting: held } },
  };

  test('is of the years that scope and definition have in common', () =>
    expect(factOf([figure], context)).toMatchObject({
      audience: 'men',
      years: { from: 2015, to: 2020 },
      isDemo: true,
    }));

  test('is none where the number is withheld, or of a ministry that is not known', () => {
    expect(factOf([{ ...figure, value: null }], context)).toBeNull();
    const owned = { ...figure, scope: { owner: newId<'Owner'>() as OwnerId } };
    expect(factOf([owned], context)).toMatchObject({ countryCode: 'BA' });
    expect(factOf([owned], { ...context, codeOf: () => undefined })).toBeNull();
    expect(factOf([], context)).toBeNull();
  });

  test('takes the participants of the same meeting alone, and none where there were not two', () => {
    const counted = (value: number | null, of = 5): Citable => ({
      ...{ ...number, code: 'meeting-participants', unit: 'participant', value },
      scope: { series: 'GMT', number: of },
    });
    const participantsOf = (one: Citable) => {
      const fact = factOf([number, one], context);
      return fact?.about === 'meeting' ? fact.participants?.value : undefined;
    };
    expect(participantsOf(counted(26))).toBe(26);
    for (const one of [counted(26, 4), counted(null), counted(1), counted(0)])
      expect(participantsOf(one)).toBeUndefined();
    expect(factOf([counted(26)], context)).toBeNull();
    // What others published is theirs, in a demo network too.
    expect(factOf([number], context)).toMatchObject({ isDemo: false, sources: [{ address: source }] });
  });
});

describe('whatever facts are chosen', () => {
  const numbers = fc.record({ value: fc.integer({ min: 0, max: 12_000 }), snapshotId: fc.uuid({ version: 7 }) });
  const cite = numbers as unknown as fc.Arbitrary<Fact['number']>;
  const years = fc.constantFrom(
    { from: null, to: null },
    { from: 2014, to: 2014 },
    { from: 2014, to: null },
    {
      ...{ from: null, to: 2020 },
    },
  );
  const country = fc.constantFrom(null, 'GB', 'XK', 'RS');
  const common = { sources: fc.constant([{ address: source, ...silent }]), isDemo: fc.boolean(), number: cite };
  const ofSessions = { ...common, years, countryCode: country, asAt: fc.constant(asAt) };
  const arbitraries: fc.Arbitrary<unknown>[] = [
    fc.record({
      ...{ ...common, about: fc.constant('meeting'), series: fc.constantFrom('GMT', 'GEM') },
      ...{ participants: fc.option(cite), place: fc.constantFrom(null, 'Vršac'), countryCode: country },
      ...{ mode: fc.constantFrom('in person', 'online', 'hybrid', null), dateTo: fc.constant(null) },
      dateFrom: fc.constantFrom(null, '2019-02-19'),
    }),
    fc.record({
      ...{ ...common, about: fc.constant('reported'), qualifier: fc.constantFrom('exactly', 'over', 'more than') },
      ...{ asAt: fc.constant('2019-02-19'), basis: fc.constantFrom('attendances', 'not stated'), countryCode: country },
    }),
    fc.record({
      ...{ ...ofSessions, about: fc.constantFrom('attendances', 'sessions'), kind: fc.constantFrom(...sessionKinds) },
      audience: fc.constantFrom(null, 'women', 'men', 'civilian', 'military'),
    }),
    fc.record({ ...ofSessions, about: fc.constant('peers'), countries: fc.constant(['GB', 'XK']) }),
    fc.record({
      ...{ ...common, about: fc.constantFrom('held', 'ministries', 'trainers'), asAt: fc.constant(asAt) },
      series: fc.constantFrom('GMT', 'GEM'),
    }),
  ];
  const facts = fc.array(fc.oneof(...arbitraries), { minLength: 1, maxLength: 8 }) as fc.Arbitrary<Fact[]>;
  /** Days and years that the facts above bring along, in every language. */
  const dates = /\d+\.?\s(?:February|March|фебруара|марта|februara|marta)\s\d{4}|2014|2020/g;

  test.each(translates.map((t) => [t.language, t] as const))(
    'in %s every number of the paragraph is one of theirs, and each of them is in it, in its sentence',
    (_, t) =>
      fc.assert(
        fc.property(facts, (chosen) => {
          const { sentences, notes } = writeParagraph(t, chosen, new Map([['XK', 'A status.']]));
          expect(sentences).toHaveLength(chosen.length);
          sentences.forEach((parts, at) => {
            const fact = chosen[at]!;
            const said = parts.filter((part) => part.is === 'number').map(({ number }) => number);
            expect(new Set(said)).toEqual(new Set(numbersOf(fact)));
            expect(said).toHaveLength(numbersOf(fact).length);
            const around = parts.filter(({ is }) => is === 'text').map(({ text }) => text);
            expect(around.join('').replace(dates, '')).not.toMatch(/[\d\ue000-\uf8ff]/);
            expect(parts.map(({ text }) => text).join('')).not.toMatch(/ {2}| [.,:]|undefined|null/);
            // What others published keeps its source.
            expect(parts.some((part) => part.is === 'source' && part.address === source)).toBe(true);
          });
          expect(new Set(notes.map(({ mark }) => mark)).size).toBe(notes.length);
        }),
        { numRuns: 300 },
      ),
  );
});
