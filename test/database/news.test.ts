import { describe, expect, test } from 'vitest';
import { readCited, writeTaken } from '#app/news-address.ts';
import { composeNews, listToCite } from '#app/news.ts';
import { composeSnapshotPage } from '#app/snapshot-page.ts';
import { openRequest } from '#app/request.ts';
import { MayNotCite, NotCitable, SnapshotMissing } from '#domains/training/reach/errors.ts';
import { citeFigures, noteTextUse, type Cited } from '#domains/training/reach/server/commands.ts';
import { findSnapshot, listSnapshots, listUses } from '#domains/training/reach/server/queries/snapshots.ts';
import { restoreSourced, withdrawSourced } from '#domains/training/sourced/server/commands.ts';
import type { SourcedRecordId } from '#domains/training/sourced/types.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Language } from '#platform/i18n/languages.ts';
import type { Actor } from '#shared/actor.ts';
import type { PersonId, SnapshotId } from '#shared/ids.ts';
import { sql } from 'kysely';
import { openDemo, rowsOf } from '../../demo/opened.ts';
import { signIn } from '#test/people.ts';

/* From the demo network come the sentences of a real news item, and every number in them leads to what it was. */

const connection = await openDemo();
const database = openDatabase(connection);

/** Somebody of the demo network who holds a role, of Bosnia and Herzegovina where it is one of a ministry. */
async function holding(role: string): Promise<Actor> {
  const [person] = await rowsOf<{ id: PersonId }>(
    connection,
    `select a.person_id as id from appointment a left join ministry m on m.id = a.owner_id
     where a.role = '${role}' and a.ended_at is null and coalesce(a.to_date, '2999-01-01') > now()
       and coalesce(m.country_code, 'BA') = 'BA' order by a.person_id limit 1`,
  );
  return signIn(database, person!.id);
}
const secretariat = await holding('secretariat');

const localsOf = (actor: Actor, language: Language = 'en') => ({
  ...openRequest(database, actor),
  ...{ actor, language },
});
const compose = (query: string, actor = secretariat, language?: Language) =>
  composeNews(localsOf(actor, language), new URL(`https://kaskada.example/reach/write?${query}`));

/** Takes what is chosen and answers with the address of the text. */
async function take(query: string, actor = secretariat): Promise<string> {
  const locals = localsOf(actor);
  const cited = await listToCite(locals, new URLSearchParams(query));
  return writeTaken(cited, await locals.carryOut(citeFigures, cited.flat()), null);
}
const asking = (facts: readonly string[]) => String(new URLSearchParams(facts.map((fact) => ['fact', fact])));

const { choices } = await compose('');
const keyOf = (sentence: RegExp): string => {
  const found = choices.filter((choice) => sentence.test(choice.sentence));
  expect(found, String(sentence)).toHaveLength(1);
  return found[0]!.key;
};
const story = asking([
  keyOf(/^Twenty-six trainers met/),
  keyOf(/^As at 21 October 2020, .* more than 4,700/),
  keyOf(/from six countries/),
]);

const demoNote = { en: 'Invented data of a demo network.', sr: 'Измишљени подаци демо мреже.' };
const news =
  'https://www.seesac.org/News-Gender-in-Security-Sector/The-Network-of-Gender-Military-Trainers-in-the-Western-Balkans-as-a-Vehicle-for-Change_2/';
const counted = 'civilian and military personnel educated in their MoDs and AFs';
const remark = 'same value as 45 months earlier';

describe('the news of the fifth meeting', () => {
  test('in English', async () => {
    const { text } = await compose(story);
    expect(text!.plain).toBe(
      `Twenty-six trainers met online on 21 October 2020 for the fifth time. [1] As at 21 October 2020, a total of more than 4,700 trained was reported for the whole network (source: seesac.org [2]). As at 2 November 2026, released records of the network show peers trained from six countries outside the region: Ghana, Moldova, Nigeria, Rwanda, Uganda and the United Kingdom. [demo]

[1] ${news}
[2] ${news} (counted there: “${counted}”; remark on the record: “${remark}”)
[demo] ${demoNote.en}`,
    );
  });

  test('in Serbian, in both scripts, chosen by the reader or for the paragraph alone', async () => {
    const { text } = await compose(`${story}&in=sr`);
    expect(text!.plain).toBe(
      `Двадесет шест инструкторки и инструктора састало се онлајн 21. октобра 2020. пети пут. [1] Према објављеном збиру за целу мрежу, број обучених на дан 21. октобра 2020. био је више од 4.700 (извор: seesac.org [2]). У одобреним записима мреже на дан 2. новембра 2026. стоји да су обучаване колегинице и колеге из ових држава изван региона, укупно шест: Гана, Молдавија, Нигерија, Руанда, Уганда и Уједињено Краљевство. [демо]

[1] ${news}
[2] ${news} (тамо се броји: „${counted}“; напомена уз запис: „${remark}“)
[демо] ${demoNote.sr}`,
    );
    const latin = (await compose(story, secretariat, 'sr-Latn')).text!;
    expect(latin.paragraph.language).toBe('sr-Latn');
    expect(latin.plain).toContain(
      'Dvadeset šest instruktorki i instruktora sastalo se onlajn 21. oktobra 2020. peti put. [1] Prema objavljenom zbiru za celu mrežu, broj obučenih na dan 21. oktobra 2020. bio je više od 4.700',
    );
    expect(latin.plain).toContain('ukupno šest: Gana, Moldavija, Nigerija, Ruanda, Uganda i Ujedinjeno Kraljevstvo.');
  });

  test('taken, reads as before, and each number leads to a snapshot of that number', async () => {
    const before = (await compose(story)).text!;
    const query = await take(story);
    const { text, taken } = await compose(query);
    expect(text!.plain).toBe(before.plain);
    expect(taken!.map((ids) => ids.length)).toEqual([2, 1, 1]);
    const numbers = text!.paragraph.sentences.flat().filter((part) => part.is === 'number');
    expect(numbers.map((part) => part.text)).toEqual(['Twenty-six', 'fifth', '4,700', 'six']);
    const snapshots = await Promise.all(
      numbers.map(({ number }) => localsOf(secretariat).ask(findSnapshot, number.snapshotId!)),
    );
    expect(snapshots.map((snapshot) => snapshot?.value)).toEqual([26, 5, 4700, 6]);
    for (const { number, text: said } of numbers)
      expect(text!.html).toContain(
        `<a href="https://kaskada.example/figure/snapshot/${number.snapshotId}">${said}</a>`,
      );
  });
});

describe('everything that can be chosen', () => {
  test('is a sentence in every language, each of its numbers the value of its snapshot, and its mark beside it', async () => {
    expect(choices.length).toBeGreaterThan(40);
    for (let from = 0; from < choices.length; from += 30) {
      const query = await take(asking(choices.slice(from, from + 30).map(({ key }) => key)));
      for (const language of ['en', 'sr', 'sr-Latn'] as const) {
        const { text } = await compose(query, secretariat, language);
        const { sentences } = text!.paragraph;
        expect(sentences).toHaveLength(choices.slice(from, from + 30).length);
        for (const parts of sentences) {
          const said = parts.map((part) => part.text).join('');
          expect(said).not.toMatch(/undefined|null| {2}/);
          expect(parts.some((part) => part.is === 'source') || /\[dem(o|о)\]|\[демо\]/.test(said), said).toBe(true);
          for (const part of parts)
            if (part.is === 'number')
              expect((await localsOf(secretariat).ask(findSnapshot, part.number.snapshotId!))?.value, said).toBe(
                part.number.value,
              );
        }
      }
    }
  });

  test('says nothing of a figure that is withheld, and tells which these are', async () => {
    const withheld = await rowsOf<{ code: string; scope: { owner?: string } }>(
      connection,
      `select distinct on (code, scope) code, scope from snapshot where value is null
       and publication_id = (select id from publication order by published_at desc limit 1)`,
    );
    const page = await compose('');
    expect(page.withheld).toHaveLength(withheld.length);
    for (const { code, scope } of withheld) {
      const key = [code, ...Object.values(scope)].join('.');
      expect(choices.map((choice) => choice.key)).not.toContain(key);
      await expect(take(asking([key]))).rejects.toThrow(NotCitable);
    }
  });

  test('stays in its order, and what is chosen in addition comes behind it', async () => {
    const [first, second, third] = choices.map(({ key }) => key);
    const chosen = async (query: string) => (await compose(query)).chosen.map(({ key }) => key);
    expect(await chosen(asking([second!, first!]))).toEqual([second, first]);
    const order = new URLSearchParams([second!, first!].map((key) => ['order', key]));
    expect(await chosen(`${order}&${asking([first!, second!, third!])}`)).toEqual([second, first, third]);
    expect(await chosen(`${order}&${asking([first!, 'nothing.GMT', first!])}`)).toEqual([first]);
  });
});

describe('a record', () => {
  const fifth = asking([keyOf(/^Twenty-six trainers met/)]);
  const correct = (participants: number) =>
    rowsOf(connection, `update meeting set participants = ${participants} where series = 'GMT' and number = 5`);

  test('that did not change has one snapshot, however often it is cited', async () => {
    expect(await take(fifth)).toBe(await take(fifth, await holding('leader')));
  });

  test('that was corrected is cited as corrected, and what was taken before says what it said', async () => {
    const before = await take(fifth);
    await correct(27);
    const after = await take(fifth);
    await correct(26);
    expect((await compose(after)).text!.plain).toMatch(/^Twenty-seven trainers/);
    expect((await compose(before)).text!.plain).toMatch(/^Twenty-six trainers/);
  });

  test('that was withdrawn is offered no more, and cannot be cited', async () => {
    const key = keyOf(/^As at 21 October 2020, .* more than 4,700/);
    const [{ scope, code }] = (await listToCite(localsOf(secretariat), new URLSearchParams(asking([key])))).flat() as [
      Exclude<Cited, SnapshotId>,
    ];
    const { carryOut } = localsOf(secretariat);
    const id = scope.reported as string as SourcedRecordId;
    await carryOut(withdrawSourced, 'reported_total', id, 'The source took it back');
    const offered = (await compose('')).choices.map((choice) => choice.key);
    // What was published before stays, and says that it stands no more.
    const [before] = await localsOf(secretariat).ask(listSnapshots, { code, scope }, 1);
    const { ask } = localsOf(secretariat);
    const withdrawn = async () => (await composeSnapshotPage(ask, before!.id)).withdrawn?.reason;
    expect(await withdrawn()).toBe('The source took it back');
    await expect(carryOut(citeFigures, [{ code, scope }])).rejects.toThrow(NotCitable);
    await carryOut(restoreSourced, 'reported_total', id);
    expect(offered).not.toContain(key);
    expect((await compose('')).choices.map((choice) => choice.key)).toContain(key);
    expect(await withdrawn()).toBeUndefined();
  });
});

describe('who may', () => {
  const peers = asking([keyOf(/from six countries/)]);

  test.each(['coordinator', 'deputy', 'leader', 'secretariat'])(
    'a %s writes, and notes where it is used',
    async (role) => {
      const actor = await holding(role);
      const ids = readCited(new URLSearchParams(await take(story, actor)));
      const use = { snapshotIds: ids, place: `News by a ${role}`, address: 'https://example.org/news' };
      await localsOf(actor).carryOut(noteTextUse, use);
      await localsOf(actor).carryOut(noteTextUse, use);
      const uses = await localsOf(actor).ask(listUses, ids);
      expect(
        uses
          .filter(({ place }) => place === use.place)
          .map(({ snapshotId }) => snapshotId)
          .sort(),
      ).toEqual([...ids].sort());
      await expect(localsOf(actor).carryOut(noteTextUse, { ...use, snapshotIds: [] })).rejects.toThrow(SnapshotMissing);
    },
  );

  test.each(['trainer', 'auditor', 'observer', 'administrator'])('a %s does not', async (role) => {
    const actor = await holding(role);
    await expect(compose(peers, actor)).rejects.toThrow(MayNotCite);
    await expect(take(peers, actor)).rejects.toThrow(MayNotCite);
    const refused = (cited: Cited[]) =>
      expect(localsOf(actor).carryOut(citeFigures, cited)).rejects.toThrow(MayNotCite);
    await refused([{ code: 'ministries', scope: {} }]);
    const [head] = await localsOf(actor).ask(listSnapshots, {}, 1);
    const use = { snapshotIds: [head!.id], place: 'News', address: null };
    await expect(localsOf(actor).carryOut(noteTextUse, use)).rejects.toThrow(MayNotCite);
    // The database refuses too, whatever the command forgets.
    const cite = sql`select cite_figure(gen_random_uuid(), 'ministries', '{}')`;
    await expect(database.work(actor, ({ db }) => cite.execute(db))).rejects.toThrow();
  });

  test('and nothing is frozen that is no public figure', async () => {
    const cite = (code: string, scope: object) =>
      localsOf(secretariat).carryOut(citeFigures, [{ code, scope } as Exclude<Cited, SnapshotId>]);
    for (const [code, scope] of [
      ['ministries', { owner: '01890000-0000-7000-8000-000000000000' }],
      ['attendances-peers_at_home', { from: 2015, to: 2015 }],
      ['nothing', {}],
    ] as const)
      await expect(cite(code, scope), code).rejects.toThrow(NotCitable);
  });
});
