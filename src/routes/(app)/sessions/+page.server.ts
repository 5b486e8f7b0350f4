import { redirect } from '@sveltejs/kit';
import { listMinistries } from '#domains/identity/server/queries.ts';
import {
  listOwnSessions,
  listReleased,
  ownOrders,
  pageLength,
  releasedOrders,
} from '#domains/training/sessions/server/queries.ts';
import { sessionStates } from '#domains/training/sessions/types.ts';
import { coordinatedMinistries, isInNetwork, ministriesOf } from '#shared/actor.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { searchParams } = url;
  const mine = ministriesOf(locals.actor);
  if (mine.length === 0 && !isInNetwork(locals.actor)) redirect(303, '/reach');
  const page = Math.max(1, Math.min(10_000, Number.parseInt(searchParams.get('page') ?? '', 10) || 1));
  const text = cleanLine(searchParams.get('text') ?? '')
    .slice(0, 100)
    .trim();
  const state = sessionStates.find((one) => one === searchParams.get('state'));
  const scope = mine.length > 0 && searchParams.get('of') !== 'network' ? 'own' : 'network';
  const direction = searchParams.get('direction') === 'asc' ? 'asc' : 'desc';
  const by = searchParams.get('sort') ?? 'held';
  const ministries = await locals.ask(listMinistries);
  const shared = {
    scope: scope as 'own' | 'network',
    state: state ?? '',
    text,
    page,
    pageLength,
    by,
    direction: direction as 'asc' | 'desc',
    ministries,
    hasOwn: mine.length > 0,
    mayImport: coordinatedMinistries(locals.actor).length > 0,
  };
  if (scope === 'own') {
    const order = { by: ownOrders.find((one) => one === by) ?? 'held', direction } as const;
    return { ...shared, own: await locals.ask(listOwnSessions, { state, text }, page, order), released: null };
  }
  const order = { by: releasedOrders.find((one) => one === by) ?? 'held', direction } as const;
  return { ...shared, own: null, released: await locals.ask(listReleased, { text }, page, order) };
};
