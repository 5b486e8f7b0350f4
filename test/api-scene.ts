import type { Kysely } from 'kysely';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type OwnerId, type SessionId, type TrainerId, type UnitId, type VersionId } from '#shared/ids.ts';
import type { Asking } from './api.ts';
import { countries, type Country } from './people.ts';
import type { TestPlatform } from './platform.ts';

/** What sessions refer to. */
export interface Surroundings {
  readonly unitId: UnitId;
  readonly trainerIds: Readonly<Record<Country, TrainerId>>;
}

const name = (en: string) => JSON.stringify({ en, sr: en });

/** Gives a platform a network with a threshold of 5, a curriculum of one unit, and a trainer for each ministry. */
export async function layOutNetwork({ connection, ministries }: TestPlatform): Promise<Surroundings> {
  const unitId = newId<'Unit'>();
  const trainers = countries.map((country) => [country, newId<'Trainer'>()] as const);
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<Record<string, Record<string, unknown>>>;
    const add = (table: string, ...rows: Record<string, unknown>[]) => db.insertInto(table).values(rows).execute();
    await add('network', { name: name('The network'), origin: 'demo', created_at: new Date() });
    await add('unit', { id: unitId, number: 1, title: name('A unit') });
    for (const [country, id] of trainers) {
      const row = { id, owner_id: ministries[country], name: 'A trainer', active_from: '2012-01-01', origin: 'demo' };
      await add('trainer', row);
    }
  });
  return { unitId, trainerIds: Object.fromEntries(trainers) as Surroundings['trainerIds'] };
}

/** A complete session of a ministry, with 20 women and 22 men in it, and whatever else is said. */
export const sessionOf = (
  { unitId, trainerIds }: Surroundings,
  country: Country,
  said: Partial<SessionContent> = {},
): SessionContent => ({
  kind: 'peers_at_home',
  occurrence: 'held',
  title: 'A session',
  dateFrom: '2024-03-01' as Day,
  dateTo: '2024-03-02' as Day,
  hours: 6,
  place: 'Sarajevo',
  countryCode: country,
  host: 'An academy',
  coOwnerIds: [],
  peerCountries: [],
  unitIds: [unitId],
  trainerIds: [trainerIds[country]],
  basis: 'sign_in_sheet',
  notes: 'Notes that stay',
  statements: [
    { sex: 'woman', n: 20 },
    { sex: 'man', n: 22 },
  ],
  ...said,
});

/** A session of the test's own, and how it is brought along through the interface. */
export interface Told {
  readonly id: SessionId;
  readonly versionId: VersionId;
  readonly path: string;
}

/** Submits a session as its trainer; returns where it is. */
export async function submit(trainer: Asking, ownerId: OwnerId, content: SessionContent): Promise<Told> {
  const id = newId<'Session'>();
  const versionId = newId<'SessionVersion'>();
  await succeed(trainer('PUT', `/sessions/${id}/versions/${versionId}`, { ownerId, after: 0, content }));
  return { id, versionId, path: `/sessions/${id}` };
}

/** Releases it as its coordinator. */
export const release = (coordinator: Asking, { path, versionId }: Told, grain = 'sex') =>
  succeed(coordinator('PUT', `${path}/release`, { versionId, grain }));

/** Insists that something was done. */
export async function succeed(asked: ReturnType<Asking>) {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}
