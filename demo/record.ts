import type { Day } from '#shared/dates.ts';
import type { Approval, LegalCover } from '#domains/training/sessions/rules/from-outside.ts';
import type {
  Basis,
  CountField,
  Occurrence,
  SessionDraft,
  SessionKind,
  Statement,
} from '#domains/training/sessions/types.ts';
import { sexes } from '#domains/training/sessions/types.ts';
import type { Slot } from './calendar.ts';
import { daysAfter } from './days.ts';
import { activeTrainers, unitIds } from './cast.ts';
import { chanceOf, type Chance } from './chance.ts';
import { drawQuality, fillRoom, statementsOf, type Quality, type Room } from './head-count.ts';
import { institutions, towns } from './invented/countries.ts';
import { notes, ownTrainerSeminar, partnerActivities, trainerSeminars } from './invented/remarks.ts';
import { audiences, english, ownTitles, type Audience } from './invented/titles.ts';

/** What a trainer submits: the columns of a version that people fill in. */
export interface Content {
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly date_from: Day;
  readonly date_to: Day;
  readonly hours: number | null;
  readonly place: string;
  readonly country_code: string;
  readonly host: string;
  readonly co_owner_ids: readonly string[];
  readonly peer_countries: readonly string[];
  readonly unit_ids: readonly string[];
  readonly trainer_ids: readonly string[];
  readonly statements: readonly Statement[];
  readonly basis: Basis | null;
  readonly notes: string;
  readonly source: string | null;
  readonly nationalities: Readonly<Record<string, number>>;
  readonly legal_cover: LegalCover | null;
  readonly legal_cover_text: string;
  readonly approval: Approval | null;
  readonly approval_date: Day | null;
  readonly approval_reference: string;
  readonly team_countries: readonly string[];
}

/** Of peers from outside, nothing was recorded but where they came from. */
export const nothingOutside = {
  nationalities: {},
  legal_cover: null,
  legal_cover_text: '',
  approval: null,
  approval_date: null,
  approval_reference: '',
  team_countries: [],
} as const;

/** A session as it was, and as exactly as its trainer wrote it down. */
export interface Drawn {
  readonly room: Room;
  readonly content: Content;
}

const basisOf: Record<Quality, Basis> = {
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

function drawAudience(chance: Chance, kind: SessionKind): Audience {
  if (kind === 'partner_activity') return chance.pick(['civilians', 'staff', 'cadets']);
  return kind === 'peers_at_home' ? chance.pick(audiences) : 'staff';
}

/** Mostly English; otherwise the language in which the ministry writes. Peers from outside read English. */
function drawTitle(chance: Chance, { kind, country, from, name }: Slot, firstUnit: number, audience: Audience): string {
  // Nothing in the title may say who was coached.
  if (kind === 'coaching') return '';
  if (kind === 'partner_activity') return chance.pick(partnerActivities);
  if (name.startsWith('course/')) return `Course for new trainers, ${from.slice(0, 4)}`;
  const own = chance.happens(0.3);
  if (kind === 'training_of_trainers') return own ? ownTrainerSeminar[country] : chance.pick(trainerSeminars);
  if (kind === 'peers_from_outside') return `${english.topics[firstUnit]!}, ${english.audiences.officers}`;
  const titles = own ? ownTitles[country] : english;
  return `${titles.topics[firstUnit]!}, ${titles.audiences[audience]}`;
}

interface Setting {
  readonly place: string;
  readonly country_code: string;
  readonly host: string;
  readonly peer_countries: readonly string[];
}

function drawSetting(chance: Chance, { country, online, peers }: Slot): Setting {
  const town = chance.pick(towns[country]);
  const host = chance.happens(0.55) ? chance.pick(institutions[country]).en : `Garrison command, ${town}`;
  const home = { place: online ? 'Online' : town, country_code: country, host, peer_countries: peers?.countries ?? [] };
  if (!peers || chance.happens(0.5)) return home;
  return { ...home, place: peers.place, country_code: peers.countries[0]!, host: `Training centre, ${peers.place}` };
}

/** Two of the visits are described in full: how many came from which country, on what grounds, and who approved. */
function drawOutside({ visit, peers, from }: Slot, room: Room): typeof nothingOutside | OutsideColumns {
  if (!visit || !peers) return nothingOutside;
  const persons = sexes.flatMap((sex) => Object.values(room[sex])).reduce((sum, n) => sum + n, 0);
  const [first, second] = peers.countries;
  const ofFirst = second ? Math.round(persons * 0.6) : persons;
  return {
    ...nothingOutside,
    nationalities: { [first!]: ofFirst, ...(second && { [second]: persons - ofFirst }) },
    ...visit,
    ...(visit.approval === 'approved' && {
      approval_date: daysAfter(from, -30),
      approval_reference: `Demo ${from.slice(0, 4)}/17`,
    }),
  };
}
type OutsideColumns = Pick<Content, keyof typeof nothingOutside>;

function drawHours(chance: Chance, slot: Slot): number {
  if (slot.kind === 'coaching') return chance.pick([1, 1.5, 2]);
  const days = (Date.parse(slot.to) - Date.parse(slot.from)) / 86_400_000 + 1;
  return days === 1 ? chance.pick([1.5, 2, 3, 4, 6, 7.5]) : days * chance.pick([5, 6, 7]);
}

/** Draws everything about the session of a slot. A session that was not held has no head-count. */
export function drawRecord(slot: Slot): Drawn {
  const chance = chanceOf(`${slot.name}/record`);
  const audience = drawAudience(chance, slot.kind);
  const covered = chance.some(unitIds.keys().toArray(), chance.whole(1, 4));
  const room = fillRoom(chance, audience, slot.persons);
  const content: Content = {
    kind: slot.kind,
    occurrence: slot.occurrence,
    title: drawTitle(chance, slot, covered[0]!, audience),
    date_from: slot.from,
    date_to: slot.to,
    hours: drawHours(chance, slot),
    ...drawSetting(chance, slot),
    co_owner_ids: [],
    unit_ids: covered.map((unit) => unitIds[unit]!),
    trainer_ids: chance.some(activeTrainers(slot.country, slot.from), chance.whole(1, 3)),
    statements: [],
    basis: 'estimate',
    notes: chance.happens(0.45) ? chance.pick(notes) : '',
    source: null,
    ...drawOutside(slot, room),
  };
  if (slot.kind === 'coaching')
    return { room, content: { ...content, unit_ids: [], trainer_ids: [], basis: null, notes: '' } };
  const drawn = slot.persons === null && !slot.visit ? drawQuality(chance) : 'cells';
  const quality = slot.occurrence === 'held' ? drawn : 'nothing';
  return { room, content: counted(content, room, quality) };
}

const countField = ({ sex, status }: Statement): CountField => `count.${sex ?? 'all'}.${status ?? 'all'}`;

/** A draft as its form holds it: all fields typed in, or only the day and the place so far. */
export function draftOf(content: Content, isBegun: boolean): SessionDraft {
  const begun = {
    kind: content.kind,
    occurrence: content.occurrence,
    title: '',
    dateFrom: content.date_from,
    dateTo: content.date_to,
    hours: '',
    place: content.place,
    countryCode: content.country_code,
    host: '',
    coOwnerIds: [],
    peerCountries: [],
    unitIds: [],
    trainerIds: [],
    counts: {},
    basis: '',
    notes: '',
  } as const;
  if (isBegun) return begun;
  return {
    ...begun,
    title: content.title,
    hours: content.hours === null ? '' : String(content.hours),
    host: content.host,
    unitIds: content.unit_ids,
    trainerIds: content.trainer_ids,
    counts: Object.fromEntries(content.statements.map((statement) => [countField(statement), String(statement.n)])),
    basis: content.basis ?? '',
    notes: content.notes,
  };
}
