import type { Kysely } from 'kysely';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import type { Grain } from '#domains/training/sessions/types.ts';
import type { Actor, Role } from '#shared/actor.ts';
import { newId, type SessionId, type VersionId } from '#shared/ids.ts';
import { layOutNetwork, sessionOf, type Surroundings } from '#test/api-scene.ts';
import { sessionVerbs } from '#test/database/sessions/verbs.ts';
import { appoint, type Country } from '#test/people.ts';
import type { TestPlatform } from '#test/platform.ts';
import { markOf } from './marks.ts';

/** The two ministries whose secrets are watched. */
export const watched = ['BA', 'RS'] as const satisfies readonly Country[];
type Watched = (typeof watched)[number];

/** Somebody who sends requests. */
export interface Visitor {
  readonly name: string;
  readonly actor: Actor;
  /** The ministry whose secrets are theirs to see. */
  readonly country: Watched | null;
}

/** What is there to be asked for, and whose it is. */
export interface Scene {
  readonly visitors: readonly Visitor[];
  /** Ids by what they are ids of; anybody may have got hold of any. */
  readonly ids: Readonly<Record<'owner' | 'session' | 'version' | 'trainer' | 'unit' | 'person', readonly string[]>>;
  /** Ids that tell something to an outsider. */
  readonly idsOf: ReadonlyMap<string, Country>;
}

/** Lays out two ministries with sessions in every state, each text marked as theirs. */
export async function layOutSecrets(platform: TestPlatform): Promise<Scene> {
  const surroundings = await layOutNetwork(platform);
  const visitors = await listVisitors(platform);
  const idsOf = new Map<string, Country>();
  const ids = {
    owner: watched.map((country) => platform.ministries[country]),
    unit: [surroundings.unitId],
    trainer: watched.map((country) => surroundings.trainerIds[country]),
    person: watched.map((country) => platform.people.trainer[country].personId!),
    session: [] as string[],
    version: [] as string[],
  };
  for (const country of watched) {
    await markNames(platform, country);
    const made = await makeSessions(platform, surroundings, country);
    ids.session.push(...made.sessions);
    ids.version.push(...made.versions);
    for (const one of [...made.sessions, ...made.versions, surroundings.trainerIds[country]]) idsOf.set(one, country);
  }
  for (const { actor, country } of visitors) if (country) idsOf.set(actor.personId!, country);
  return { visitors, ids, idsOf };
}

/** Everybody of the cast, whatever roles there are; of a role that belongs to a ministry, somebody of each of the two. */
async function listVisitors(platform: TestPlatform): Promise<Visitor[]> {
  const visitors: Visitor[] = [];
  const add = (role: string, actor: Actor, country: Watched | null) =>
    visitors.push({ name: country ? `${role} of ${country}` : role, actor, country });
  for (const [role, one] of Object.entries(
    platform.people as unknown as Record<string, Actor | Record<Country, Actor>>,
  ))
    if (!('seats' in one)) for (const country of watched) add(role, one[country], country);
    else if (!one.seats[0]?.ownerId) add(role, one as Actor, null);
    else
      for (const country of watched)
        add(role, await appoint(platform, role as Role, platform.ministries[country]), country);
  return visitors;
}

let marks = 0;
const mark = (country: Country, what: string): string =>
  markOf(country, `${what.slice(0, 4).padEnd(4, 'x')}${(marks++).toString(36).padStart(4, '0')}`);

async function markNames({ connection, ministries }: TestPlatform, country: Country) {
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<Record<'person' | 'trainer', { name: string; owner_id: string }>>;
    for (const table of ['person', 'trainer'] as const)
      await db
        .updateTable(table)
        .set({ name: mark(country, table) })
        .where('owner_id', '=', ministries[country])
        .execute();
  });
}

/** One session in each state in which a session can be. */
async function makeSessions(platform: TestPlatform, surroundings: Surroundings, country: Country) {
  const { people, ministries } = platform;
  const [trainer, coordinator, ownerId] = [people.trainer[country], people.coordinator[country], ministries[country]];
  const verbs = sessionVerbs(platform);
  const made = { sessions: [] as SessionId[], versions: [] as VersionId[] };
  const draft = async (sessionId: SessionId, revision = 0) => {
    const fields = {
      ...emptyDraft,
      title: mark(country, 'draf'),
      place: mark(country, 'dpla'),
      notes: mark(country, 'dnot'),
    };
    await verbs.save(trainer, { sessionId, ownerId, fields, revision });
    if (!made.sessions.includes(sessionId)) made.sessions.push(sessionId);
  };
  const submit = async (sessionId: SessionId, after = 0) => {
    const versionId = newId<'SessionVersion'>();
    const texts = { title: mark(country, 'titl'), place: mark(country, 'plac'), host: mark(country, 'host') };
    const content = sessionOf(surroundings, country, { ...texts, notes: mark(country, 'note') });
    await verbs.submit(trainer, { sessionId, ownerId, versionId, content, after, revision: 0 });
    if (!made.sessions.includes(sessionId)) made.sessions.push(sessionId);
    made.versions.push(versionId);
    return versionId;
  };
  const release = async (sessionId: SessionId, grain: Grain) =>
    verbs.release(coordinator, await submit(sessionId), grain);
  const session = () => newId<'Session'>();

  for (let each = 0; each < 2; each += 1) await draft(session());
  for (let each = 0; each < 2; each += 1) await submit(session());
  await verbs.giveBack(coordinator, await submit(session()), mark(country, 'reas'));
  for (const grain of ['total', 'sex', 'sex_and_status'] as const) await release(session(), grain);
  const [withdrawn, drafted, waiting] = [session(), session(), session()];
  await release(withdrawn, 'sex');
  await verbs.withdraw(coordinator, withdrawn);
  await release(drafted, 'sex');
  await draft(drafted);
  await release(waiting, 'total');
  await submit(waiting, 1);
  return made;
}
