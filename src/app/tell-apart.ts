import type { ByWhom } from '#domains/appointments/types.ts';
import { fold } from '#platform/i18n/fold.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { PeopleSeen } from './people.ts';

/**
 * The same lists, in which two people of the same name are told apart by their ministry: anybody can give themself the name
 * of somebody else, in either script, but not their place.
 */
export function tellApart(t: Translate, seen: PeopleSeen): PeopleSeen {
  const namesakes = findNamesakes(seen);
  if (namesakes.size === 0) return seen;
  const places = new Map(seen.ministries.map(({ id, name }) => [id as OwnerId | null, textIn(t.language, name)]));
  const say = (id: PersonId | null, name: string): string =>
    id !== null && namesakes.has(id)
      ? t('appointments.namesake', { name, place: places.get(namesakes.get(id)!) ?? t('appointments.network') })
      : name;
  const sayBy = (id: PersonId | null, who: ByWhom): ByWhom =>
    who && 'name' in who ? { name: say(id, who.name) } : who;
  return {
    ...seen,
    people: seen.people.map((person) => ({ ...person, name: say(person.id, person.name) })),
    lines: seen.lines.map((line) => ({
      ...line,
      personName: say(line.personId, line.personName),
      proposer: sayBy(line.proposedBy, line.proposer),
      consenter: sayBy(line.consentedBy, line.consenter),
      ender: sayBy(line.endedBy, line.ender),
    })),
    emergencies: seen.emergencies.map((line) => ({
      ...line,
      personName: say(line.personId, line.personName),
      granter: sayBy(line.grantedBy, line.granter),
    })),
  };
}

/** Everybody who has the name of somebody else in the same lists, with their ministry; null for the network. */
function findNamesakes({ people, lines, emergencies }: PeopleSeen): Map<PersonId, OwnerId | null> {
  const listed = [...lines, ...emergencies].map((line) => ({
    id: line.personId,
    ownerId: line.ownerId as OwnerId | null,
    name: line.personName,
  }));
  const everybody = new Map([...listed, ...people].map((person) => [person.id, person]));
  const named = Map.groupBy(everybody.values(), ({ name }) => fold(name).replaceAll(/\s+/g, ' ').trim());
  const shared = [...named].filter(([name, of]) => name !== '' && of.length > 1);
  return new Map(shared.flatMap(([, of]) => of.map(({ id, ownerId }) => [id, ownerId] as const)));
}
