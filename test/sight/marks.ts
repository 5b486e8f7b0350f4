import type { Kysely } from 'kysely';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import { saveAndPublish } from '#domains/network/server/commands.ts';
import { releaseAnnotation, writeAnnotation } from '#domains/training/annotations/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { newId, type PersonId, type SessionId, type TrainerId, type VersionId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit, succeed, type Surroundings } from '#test/api-scene.ts';
import type { Asking } from '#test/api.ts';
import { appoint, countries, type Country } from '#test/people.ts';
import type { TestPlatform } from '#test/platform.ts';

/** The sessions of a ministry, one in each state. */
export type State = 'drafted' | 'submitted' | 'returned' | 'withdrawn' | 'released';
export const hiddenStates = ['drafted', 'submitted', 'returned', 'withdrawn'] as const;

/** What a ministry has, each word of it recognisable wherever it turns up. */
export interface Marked {
  readonly country: Country;
  readonly sessions: Readonly<Record<State, SessionId>>;
  readonly versions: Readonly<Record<'submitted', VersionId>>;
  /** What nobody outside may see in any answer. */
  readonly hidden: readonly (string | RegExp)[];
  /** What the network sees of it, and nobody else. */
  readonly released: readonly string[];
  /** Its accounts: seen by its own people, its auditor, and whoever administers. */
  readonly accounts: readonly string[];
  /** One of its people, and their appointment. */
  readonly personId: PersonId;
  readonly appointmentId: string;
  /** A trainer of its own who published a part of their profile, and only that part. */
  readonly publishedId: PersonId;
  /** What they keep to themselves: seen by nobody else, of the own ministry neither. */
  readonly keptBack: string;
  /** Somebody on its roster. */
  readonly trainerId: TrainerId;
}

const mark = (country: Country, what: string) => `Mark${what}${country}`;

/** A head-count whose numbers stand nowhere else: at the grain of the release, only their sum leaves. */
const counted = { BA: [7351, 2418], ME: [6173, 3529], MK: [5683, 4219], RS: [7829, 1973] } as const;
const numbers = (country: Country) =>
  counted[country].map((n) => {
    const [thousand, rest] = [String(n)[0]!, String(n).slice(1)];
    // Inside a hash, a key or an id the same digits stand by chance.
    return new RegExp(`(?<![\\w+/.,-])${thousand}[.,\\u00a0\\u202f ]?${rest}(?![\\w+/-])`);
  });

/** Lays out for every ministry a session in each state, a roster and whatever else carries words. */
export async function layOutMarks(
  platform: TestPlatform,
  as: (country: Country, role: 'trainer' | 'coordinator') => Promise<Asking>,
): Promise<Marked[]> {
  const surroundings = await layOutNetwork(platform);
  await nameTrainers(platform);
  const appointed = await namePeople(platform);
  const published = await publishProfiles(platform);
  await annotateFigures(platform);
  const all: Marked[] = [];
  for (const country of countries) {
    const laidOut = await markMinistry(platform, surroundings, country, as);
    const released = [...laidOut.released, mark(country, 'PublishedPart'), mark(country, 'SaidOpenly')];
    const hidden = [...laidOut.hidden, mark(country, 'SaidInside')];
    all.push({ ...laidOut, ...appointed[country], ...published[country], released, hidden });
  }
  return all;
}

async function markMinistry(
  { ministries }: TestPlatform,
  surroundings: Surroundings,
  country: Country,
  as: (country: Country, role: 'trainer' | 'coordinator') => Promise<Asking>,
): Promise<Omit<Marked, 'accounts' | 'personId' | 'appointmentId' | 'publishedId' | 'keptBack'>> {
  const [trainer, coordinator] = [await as(country, 'trainer'), await as(country, 'coordinator')];
  const ownerId = ministries[country];
  const [women, men] = counted[country];
  const content = (state: string): SessionContent =>
    sessionOf(surroundings, country, {
      title: mark(country, `Title${state}`),
      place: mark(country, state === 'Released' ? 'OpenPlace' : 'Place'),
      host: mark(country, state === 'Released' ? 'OpenHost' : 'Host'),
      notes: mark(country, 'Notes'),
      dateFrom: '2024-03-01' as SessionContent['dateFrom'],
      statements: [
        { sex: 'woman', n: women },
        { sex: 'man', n: men },
      ],
    });
  const [submitted, returned, withdrawn, released] = [
    await submit(trainer, ownerId, content('Submitted')),
    await submit(trainer, ownerId, content('Returned')),
    await submit(trainer, ownerId, content('Withdrawn')),
    await submit(trainer, ownerId, content('Released')),
  ];
  const reason = mark(country, 'Reason');
  await succeed(coordinator('PUT', `${returned.path}/return`, { versionId: returned.versionId, reason }));
  await release(coordinator, withdrawn, 'total');
  await succeed(coordinator('DELETE', `${withdrawn.path}/release`));
  await release(coordinator, released, 'total');
  const code = `K-7731-${country}`;
  for (const { path } of [submitted, released])
    await succeed(trainer('PUT', `${path}/persons`, { codes: [code], revision: 0 }));
  const drafted = newId<'Session'>();
  const draft = { ...emptyDraft, title: mark(country, 'TitleDrafted'), place: mark(country, 'Place') };
  await succeed(trainer('PUT', `/sessions/${drafted}/draft`, { ownerId, revision: 0, draft }));
  const hiddenIds = [submitted.id, returned.id, withdrawn.id, drafted];
  const words = ['TitleDrafted', 'TitleSubmitted', 'TitleReturned', 'TitleWithdrawn', 'Notes', 'Reason', 'Trainer'];
  return {
    country,
    sessions: {
      drafted,
      submitted: submitted.id,
      returned: returned.id,
      withdrawn: withdrawn.id,
      released: released.id,
    },
    versions: { submitted: submitted.versionId },
    trainerId: surroundings.trainerIds[country],
    hidden: [
      ...words.map((word) => mark(country, word)),
      ...[mark(country, 'Place'), mark(country, 'Host')],
      ...hiddenIds,
      code,
      ...numbers(country),
    ],
    released: [mark(country, 'TitleReleased'), mark(country, 'OpenPlace'), mark(country, 'OpenHost'), released.id],
  };
}

/** The names of a roster are personal data: they leave a ministry in no answer. */
async function nameTrainers({ connection, ministries }: TestPlatform) {
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<{ trainer: { owner_id: string; name: string } }>;
    for (const country of countries)
      await db
        .updateTable('trainer')
        .set({ name: mark(country, 'Trainer') })
        .where('owner_id', '=', ministries[country])
        .execute();
  });
}

/** Marks the account of a trainer of each ministry. */
async function namePeople({ connection, people }: TestPlatform) {
  const of = {} as Record<Country, Pick<Marked, 'accounts' | 'personId' | 'appointmentId'>>;
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<{
      person: { id: string; name: string };
      appointment: { id: string; person_id: string };
    }>;
    for (const country of countries) {
      const personId = people.trainer[country].personId!;
      const name = mark(country, 'Person');
      await db.updateTable('person').set({ name }).where('id', '=', personId).execute();
      const found = db.selectFrom('appointment').select('id').where('person_id', '=', personId);
      of[country] = { accounts: [name], personId, appointmentId: (await found.executeTakeFirstOrThrow()).id };
    }
  });
  return of;
}

/** A further trainer of each ministry publishes what they say of themselves, and keeps their deployments back. */
async function publishProfiles(platform: TestPlatform) {
  const of = {} as Record<Country, Pick<Marked, 'publishedId' | 'keptBack'>>;
  const unsaved = { about: 0, languages: 0, units: 0, deployments: 0, contact: 0 };
  for (const country of countries) {
    const actor = await appoint(platform, 'trainer', platform.ministries[country]);
    const [about, keptBack] = [mark(country, 'PublishedPart'), mark(country, 'KeptPart')];
    const typed = { ...{ about, deployments: keptBack }, languages: [], units: [], email: '', phone: '' };
    await platform.database.work(actor, (work) =>
      carryOut(work, saveAndPublish, typed, unsaved, 'about', newId<'Consent'>()),
    );
    of[country] = { publishedId: actor.personId!, keptBack };
  }
  return of;
}

/** Each ministry says something of its figures to the network, and has written something since that it did not release. */
async function annotateFigures({ database, people, ministries }: TestPlatform) {
  for (const country of countries) {
    const actor = people.coordinator[country];
    const figure = { ownerId: ministries[country], kind: 'peers_at_home', year: null } as const;
    const [said, unsaid] = [newId<'Annotation'>(), newId<'Annotation'>()];
    const write = (id: typeof said, what: string) =>
      database.work(actor, (work) =>
        carryOut(work, writeAnnotation, { ...figure, id, note: mark(country, what) }, 'en'),
      );
    await write(said, 'SaidOpenly');
    await database.work(actor, (work) => carryOut(work, releaseAnnotation, said));
    await write(unsaid, 'SaidInside');
  }
}

/** The marks that a text holds. */
export const marksIn = (text: string, marks: readonly (string | RegExp)[]): string[] =>
  marks.filter((one) => (typeof one === 'string' ? text.includes(one) : one.test(text))).map(String);
