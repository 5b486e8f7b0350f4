import { newId, type OwnerId } from '#shared/ids.ts';
import { actionPath, type Route } from '#test/site-map.ts';
import { fill, subjectOf } from './addresses.ts';
import type { Marked } from './marks.ts';

/** A way to write: an address, how it is asked, and with what. */
export interface Write {
  readonly name: string;
  request(of: Marked, ownerId: OwnerId): { path: string; init: RequestInit };
}

/** Every form and every writing operation of the site, as the site itself has them. */
export const listWrites = (routes: readonly Route[]): Write[] =>
  routes.flatMap(({ path, actions, methods }) => [
    ...actions.map((action) => formAction(path, action)),
    ...methods.filter((method) => /^(?:PUT|POST|PATCH|DELETE)$/.test(method)).map((method) => operation(path, method)),
  ]);

/** Whatever a form of ours could carry: a field too many harms nothing, one too few would be refused for that. */
const fields = (of: Marked, ownerId: OwnerId): Record<string, string> => ({
  ...{ owner: ownerId, ownerId, title: 'Overwritten', place: 'Overwritten', reason: 'Because', grain: 'total' },
  ...{ version: of.versions.submitted, versionId: newId(), revision: '1', after: '1', kind: 'peers_at_home' },
  ...{ occurrence: 'held', dateFrom: '2024-03-01', dateTo: '2024-03-01', countryCode: 'BA', basis: 'head_count' },
  ...{ id: of.appointmentId, appointment: of.appointmentId, person: of.personId, personId: of.personId, hours: '4' },
  ...{ role: 'trainer', institution: 'Overwritten', orderNumber: '1', from: '2024-03-01', to: '', name: 'Overwritten' },
  ...{ session: of.sessions.submitted, other: of.sessions.released, ministry: ownerId },
  codes: 'OV-1',
  ...{
    year: '2024',
    note: 'Overwritten',
    country: 'BA',
    'name.en': 'Overwritten',
    'rule.en': 'Overwritten',
    activeFrom: '2024-03-01',
    certifiedOn: '2024-03-01',
  },
});

const formAction = (route: string, action: string): Write => ({
  name: `${route}?/${action}`,
  request: (of, ownerId) => ({
    path: actionPath(fill(route, idFor(route, of, ownerId)), action),
    init: { method: 'POST', body: new URLSearchParams(fields(of, ownerId)) },
  }),
});

const operation = (route: string, method: string): Write => ({
  name: `${method} ${route}`,
  request: (of, ownerId) => ({
    path: fill(route, idFor(route, of, ownerId)),
    init: {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method !== 'DELETE' && { body: JSON.stringify(fields(of, ownerId)) }),
    },
  }),
});

function idFor(route: string, { personId, trainerId, sessions }: Marked, ownerId: OwnerId): string {
  if (route.startsWith('/ministries/')) return ownerId;
  return { person: personId, trainer: trainerId, session: sessions.submitted }[subjectOf(route)];
}
