import type { Actor, Role } from '#shared/actor.ts';
import { appoint, countries, type Country } from '#test/people.ts';
import type { TestPlatform } from '#test/platform.ts';

/** The columns of the matrix: every role of a ministry, every role of the network, and who is not signed in. */
export const columns = [
  ...['trainer', 'coordinator', 'deputy', 'leader', 'auditor'],
  ...['secretariat', 'observer', 'administrator', 'stranger'],
] as (Role | 'stranger')[];

/** Somebody who looks: in which column, and of which ministry. */
export interface Looker {
  readonly column: Role | 'stranger';
  readonly country: Country | null;
  readonly actor: Actor;
}

const ofMinistry = ['trainer', 'coordinator', 'deputy', 'leader', 'auditor'] as const;

/** One of every role of every ministry, and of the network. */
export async function assembleLookers(platform: TestPlatform): Promise<Looker[]> {
  const { people, ministries } = platform;
  const lookers: Looker[] = [];
  for (const country of countries)
    for (const column of ofMinistry) {
      const known = column === 'trainer' || column === 'coordinator' ? people[column][country] : null;
      lookers.push({ column, country, actor: known ?? (await appoint(platform, column, ministries[country])) });
    }
  for (const column of ['secretariat', 'observer', 'administrator', 'stranger'] as const)
    lookers.push({ column, country: null, actor: people[column] });
  return lookers;
}

/** Whether somebody reads all that a ministry has. */
export const isOf = ({ column, country }: Looker, ministry: Country): boolean =>
  country === ministry && column !== 'auditor';

/** Whether somebody sees who has which account in a ministry. */
export const seesAccounts = (looker: Looker, ministry: Country): boolean =>
  looker.country === ministry || looker.column === 'administrator';

/** Whether somebody reads what was released, session by session. */
export const isInNetwork = ({ column }: Looker): boolean =>
  !['auditor', 'observer', 'administrator', 'stranger'].includes(column);
