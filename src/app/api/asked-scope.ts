import * as v from 'valibot';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { audiences } from '#domains/training/reach/rules/narrowing.ts';
import type { MinistryJson } from '#domains/training/sessions/rules/json.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from '../request.ts';
import { InputInvalid } from './refusals.ts';

/** A year as a parameter. */
export const yearParameter = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^(?:19|20)\d\d$/, 'api.problem.year'),
    v.description('A year, such as 2019.'),
    v.transform(Number),
  ),
);

/** Part of those who were there, as a parameter. */
export const audienceParameter = v.optional(
  v.pipe(v.picklist(audiences, 'api.problem.audience'), v.description('Of whom the value is.')),
);

/** A ministry as a parameter, by its country. */
export const ministryParameter = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[A-Z]{2}$/, 'api.problem.ministry'),
    v.description('One ministry, by its country: two letters (ISO 3166-1).'),
  ),
);

/** An audit as a parameter: a ministry's, or the network's. */
export const auditParameter = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^(?:[A-Z]{2}|network)$/, 'api.problem.ministry'),
    v.description('One ministry, by its country: two letters (ISO 3166-1); “network” for what belongs to none.'),
  ),
);

/** The ministries, to be found by country and by id. */
export interface Ministries {
  /** The owner of that country; undefined where none was asked for. Refuses a country without a ministry. */
  ownerOf(countryCode: string | undefined): OwnerId | undefined;
  /** How a ministry is written. */
  write(ownerId: OwnerId): MinistryJson;
}

/** Reads the ministries once, for one answer. */
export const openMinistries = async (ask: Asking): Promise<Ministries> => ministriesAmong(await ask(listMinistries));

/** The same of ministries that are known already. */
export function ministriesAmong(all: readonly Ministry[]): Ministries {
  const countries = new Map(all.map(({ id, countryCode }) => [id, countryCode]));
  return {
    ownerOf(countryCode) {
      if (countryCode === undefined) return undefined;
      const found = all.find((ministry) => ministry.countryCode === countryCode);
      if (!found) throw new InputInvalid([{ at: { parameter: 'ministry' }, key: 'api.problem.ministry' }]);
      return found.id;
    },
    write: (id) => ({ id, countryCode: countries.get(id)! }),
  };
}
