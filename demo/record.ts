import type { Day } from '#shared/dates.ts';
import type { Kind, Occurrence, Slot } from './calendar.ts';
import { activeTrainers, unitIds } from './cast.ts';
import { chanceOf, type Chance } from './chance.ts';
import { drawQuality, fillRoom, statementsOf, type Quality, type Room, type Statement } from './head-count.ts';
import { institutions, peersFromOutside, towns } from './invented/countries.ts';
import { notes, partnerActivities, trainerSeminars } from './invented/remarks.ts';
import { audiences, english, ownTitles, type Audience } from './invented/titles.ts';

/** What a trainer submits: the columns of a version that people fill in. */
export interface Content {
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly date_from: Day;
  readonly date_to: Day;
  readonly hours: number | null;
  readonly place: string;
  readonly country_code: string;
  readonly host: string;
  readonly peer_countries: readonly string[];
  readonly unit_ids: readonly string[];
  readonly trainer_ids: readonly string[];
  readonly statements: readonly Statement[];
  readonly basis: 'sign_in_sheet' | 'head_count' | 'estimate' | 'published';
  readonly notes: string;
  readonly source: string | null;
}

/** A session as it was, and as exactly as its trainer wrote it down. */
export interface Drawn {
  readonly room: Room;
  readonly content: Content;
}

const basisOf: Record<Quality, Content['basis']> = {
  cells: 'sign_in_sheet',
  sex_and_status: 'sign_in_sheet',
  margins: 'sign_in_sheet',
  sexes: 'head_count',
  women_of_total: 'head_count',
  total: 'estimate',
  nothing: 'estimate',
};

/** The content with the room counted as exactly as that. */
export const counted = (content: Content, room: Room, quality: Quality): Content => ({
  ...content,
  statements: statementsOf(room, quality),
  basis: basisOf[quality],
});

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

function drawAudience(chance: Chance, kind: Kind): Audience {
  if (kind === 'partner_activity') return chance.pick(['civilians', 'staff', 'cadets']);
  return kind === 'peers_at_home' ? chance.pick(audiences) : 'staff';
}

function drawTitle(chance: Chance, slot: Slot, firstUnit: number, audience: Audience): string {
  if (slot.kind === 'partner_activity') return chance.pick(partnerActivities);
  if (slot.name.startsWith('course/')) return `Course for new trainers, ${slot.from.slice(0, 4)}`;
  if (slot.kind === 'training_of_trainers') return chance.pick(trainerSeminars);
  const titles = chance.happens(0.7) ? english : ownTitles[slot.country];
  const audienceOf = slot.kind === 'peers_at_home' ? titles.audiences[audience] : titles.audiences.officers;
  return capital(`${titles.topics[firstUnit]!}, ${audienceOf}`.replace(/: ([^,]*), /, ' ($1), '));
}

interface Setting {
  readonly place: string;
  readonly country_code: string;
  readonly host: string;
  readonly peer_countries: readonly string[];
}

function drawSetting(chance: Chance, slot: Slot): Setting {
  const at = chance.pick(towns[slot.country]);
  const host = chance.happens(0.55) ? chance.pick(institutions[slot.country]).en : `Garrison command, ${at}`;
  const home = { place: slot.online ? 'Online' : at, country_code: slot.country, host, peer_countries: [] };
  if (slot.kind !== 'peers_from_outside') return home;
  const peers = chance.pick(peersFromOutside);
  const abroad = chance.happens(0.5);
  return abroad
    ? { place: peers.place, country_code: peers.countries[0]!, host: `Training centre, ${peers.place}`, peer_countries: peers.countries } // prettier-ignore
    : { ...home, peer_countries: peers.countries };
}

function drawHours(chance: Chance, slot: Slot): number {
  const days = (Date.parse(slot.to) - Date.parse(slot.from)) / 86_400_000 + 1;
  return days === 1 ? chance.pick([1.5, 2, 3, 4, 6, 7.5]) : days * chance.pick([5, 6, 7]);
}

/** Draws everything about the session of a slot. A session that was not held has no head-count. */
export function drawRecord(slot: Slot): Drawn {
  const chance = chanceOf(`${slot.name}/record`);
  const audience = drawAudience(chance, slot.kind);
  const covered = chance.some(unitIds.keys().toArray(), chance.whole(1, 4));
  const room = fillRoom(chance, audience);
  const content: Content = {
    kind: slot.kind,
    occurrence: slot.occurrence,
    title: drawTitle(chance, slot, covered[0]!, audience),
    date_from: slot.from,
    date_to: slot.to,
    hours: drawHours(chance, slot),
    ...drawSetting(chance, slot),
    unit_ids: covered.map((unit) => unitIds[unit]!),
    trainer_ids: chance.some(activeTrainers(slot.country, slot.from), chance.whole(1, 3)),
    statements: [],
    basis: 'estimate',
    notes: chance.happens(0.45) ? chance.pick(notes) : '',
    source: null,
  };
  const quality = slot.occurrence === 'held' ? drawQuality(chance) : 'nothing';
  return { room, content: counted(content, room, quality) };
}
