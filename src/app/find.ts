import { listOwnSessions, listReleased } from '#domains/training/sessions/server/queries.ts';
import { sayTitle } from '#domains/training/sessions/rules/wording.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { fold } from '#platform/i18n/fold.ts';
import { isInNetwork, ministriesOf, type Actor } from '#shared/actor.ts';
import { cleanLine } from '#shared/clean-text.ts';
import { placesFor } from './places.ts';
import type { Asking } from './request.ts';

/** Something that the search leads to. */
export interface Found {
  readonly href: string;
  readonly text: string;
  readonly note?: string;
}

const most = 12;

/** Places and sessions that match a text, in either script, with or without diacritics; only what the actor may see. */
export async function find(ask: Asking, actor: Actor, t: Translate, text: string): Promise<Found[]> {
  const wanted = cleanLine(text).trim().slice(0, 100);
  const places = placesFor(actor)
    .map(({ href, name }) => ({ href, text: t(`shell.menu.${name}`) }))
    .filter((place) => fold(place.text).includes(fold(wanted)));
  if (!wanted) return places;
  const own = ministriesOf(actor).length > 0 ? (await ask(listOwnSessions, { text: wanted })).rows : [];
  const released = isInNetwork(actor) ? (await ask(listReleased, { text: wanted })).rows : [];
  const known = new Set<string>(own.map(({ id }) => id));
  const sessions = [...own, ...released.filter(({ id }) => !known.has(id))].map((session) => ({
    href: `/sessions/${session.id}`,
    text: sayTitle(t, session),
    note: [session.dateFrom ? t.day(session.dateFrom) : '', session.place].filter(Boolean).join(', '),
  }));
  return [...places, ...sessions].slice(0, most);
}
