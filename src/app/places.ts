import { mayReadAppointments } from '#domains/appointments/access.ts';
import { mayReadNetworkAudit } from '#domains/audit/access.ts';
import { isInNetwork, ministriesOf, type Actor } from '#shared/actor.ts';

/** A place of the menu: its address, and the key of its name. */
export interface Place {
  readonly href: string;
  readonly name: 'home' | 'sessions' | 'reach' | 'network' | 'people' | 'meetings' | 'audit';
}

/** The menu of a person: each sees only the places that are theirs. */
export function placesFor(actor: Actor): Place[] {
  if (!actor.personId) return [];
  const records = ministriesOf(actor).length > 0 || isInNetwork(actor);
  return [
    { href: '/home', name: 'home' },
    ...(records ? [{ href: '/sessions', name: 'sessions' } as const] : []),
    { href: '/reach', name: 'reach' },
    { href: '/network', name: 'network' },
    ...(mayReadAppointments(actor) ? [{ href: '/people', name: 'people' } as const] : []),
    { href: '/meetings', name: 'meetings' },
    ...(mayReadNetworkAudit(actor) ? [{ href: '/audit', name: 'audit' } as const] : []),
  ];
}
