import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { documentOf } from '#app/personal-data-chapters.ts';
import { gatherPersonalData, personalDataAsJson } from '#app/personal-data.ts';
import { openRequest } from '#app/request.ts';
import { emptyProfile } from '#domains/network/rules.ts';
import { saveProfile } from '#domains/network/server/commands.ts';
import { askErasure, correctOwnName } from '#domains/privacy/server/commands.ts';
import { writePdf } from '#platform/documents/pdf.ts';
import { carryOut } from '#platform/database/database.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { appoint, countries } from '#test/people.ts';
import { textOfPdf } from '#test/pdf-text.ts';
import { openTestPlatform } from '#test/platform.ts';

const platform = await openTestPlatform();
const { database, connection, ministries } = platform;

const gather = (who: Actor) => openRequest(database, who).asking((ask) => gatherPersonalData(ask, who));
const exported = async (who: Actor) => JSON.stringify(personalDataAsJson(await gather(who), new Date()));

/** Which of the things that are kept about people somebody has left behind. */
interface Life {
  readonly country: (typeof countries)[number];
  readonly profile: boolean;
  readonly draft: boolean;
  readonly request: boolean;
  readonly emergency: boolean;
  readonly roster: boolean;
}
const life = fc.record({
  country: fc.constantFrom(...countries),
  ...{
    profile: fc.boolean(),
    draft: fc.boolean(),
    request: fc.boolean(),
    emergency: fc.boolean(),
    roster: fc.boolean(),
  },
});

/** Lives it, leaving a mark of its own everywhere; returns the marks that an export must have. */
async function live({ country, profile, draft, request, emergency, roster }: Life, at: number) {
  const mark = (what: string) => `Mark${what}Of${at}End`;
  const ownerId = ministries[country];
  const actor = await appoint(platform, 'trainer', ownerId);
  if (roster)
    await connection.script(`insert into trainer (id, owner_id, person_id, name, active_from, origin)
      values ('${newId()}', '${ownerId}', '${actor.personId}', 'x', '2020-01-01', 'recorded')`);
  await database.work(actor, (work) => carryOut(work, correctOwnName, mark('Name')));
  const marks = [mark('Name'), actor.personId!];
  if (profile) {
    const none = { about: 0, languages: 0, units: 0, deployments: 0, contact: 0 };
    const typed = { ...emptyProfile, about: mark('About'), phone: '+387 33 000 000', deployments: mark('Mission') };
    await database.work(actor, (work) => carryOut(work, saveProfile, typed, none));
    marks.push(mark('About'), mark('Mission'));
  }
  if (draft) {
    const id = newId();
    await database.work(actor, async ({ db }) => {
      await sql`insert into training_session values (${id}, ${ownerId}, ${actor.personId}, now(), 'recorded')`.execute(
        db,
      );
      await sql`insert into session_draft values (${id}, ${ownerId}, ${actor.personId}, '{}', 1, now())`.execute(db);
    });
    marks.push(id);
  }
  if (request) {
    await database.work(actor, (work) => carryOut(work, askErasure, newId<'ErasureRequest'>(), mark('Note')));
    marks.push(mark('Note'));
  }
  if (emergency) {
    await connection.script(`insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at)
      values ('${newId()}', '${ownerId}', '${actor.personId}', '${mark('Reason')}', 2, now())`);
    marks.push(mark('Reason'));
  }
  return { actor, marks };
}

test('an export has all of its person’s and nothing of anybody else’s', async () => {
  let at = 0;
  const lived: Awaited<ReturnType<typeof live>>[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
      for (const one of lives) lived.push(await live(one, (at += 1)));
      for (const { actor, marks } of lived.slice(-6)) {
        const text = await exported(actor);
        for (const mark of marks) expect(text).toContain(mark);
        const foreign = lived.filter((other) => other.actor !== actor).flatMap((other) => other.marks);
        expect(foreign.filter((mark) => text.includes(mark))).toEqual([]);
      }
    }),
    { numRuns: 8 },
  );
});

test('a stranger has no export', async () => {
  await expect(gather(platform.people.stranger)).rejects.toMatchObject({ name: 'SignInNeeded' });
});

test.each(['en', 'sr', 'sr-Latn'] as const)('the document can be made in %s', async (language) => {
  const { actor, marks } = await live(
    { country: 'RS', profile: true, draft: true, request: true, emergency: true, roster: true },
    9000 + language.length,
  );
  const t = createTranslate(language, await loadWords(language, ['shell', 'privacy', 'profile']));
  const pdf = await writePdf(documentOf(t, await gather(actor), new Date()));
  expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe('%PDF-');
  const words = marks.filter((mark) => mark.startsWith('Mark'));
  expect(words.filter((word) => !textOfPdf(pdf).includes(word))).toEqual([]);
});
