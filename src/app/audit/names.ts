import { nameActors } from '#domains/audit/server/queries.ts';
import { idsIn } from '#domains/audit/rules.ts';
import type { AuditEntry } from '#domains/audit/types.ts';
import { listMinistries, namePeople } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { Asking } from '../request.ts';
import type { Names } from './say-value.ts';

/**
 * The names of whoever acted on a ministry's records, and of whatever the given entries speak of, as far as whoever asks
 * may see it.
 */
export async function findNames(
  ask: Asking,
  t: Translate,
  ownerId: OwnerId | null,
  entries: readonly AuditEntry[],
): Promise<Names> {
  const actors = await ask(nameActors, ownerId);
  const ids = [...new Set(entries.flatMap(idsIn))];
  if (ids.length === 0) return new Map([...actors].map(([id, name]) => [id, t.person(name)]));
  const [people, trainers, units, ministries] = [
    await ask(namePeople, ids as PersonId[]),
    await ask(listTrainers),
    await ask(listUnits),
    await ask(listMinistries),
  ];
  const known = new Map<string, string>([
    ...ministries.map(({ id, countryCode }) => [id, t.country(countryCode)] as const),
    ...units.map(({ id, title }) => [id, textIn(t.language, title)] as const),
    ...trainers.map(({ id, name }) => [id, name] as const),
    ...people,
    ...actors,
  ]);
  return new Map([...known].map(([id, name]) => [id, t.person(name)]));
}
