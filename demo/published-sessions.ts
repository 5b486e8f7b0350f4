import type { Day } from '#shared/dates.ts';
import { holders } from './cast.ts';
import type { Country } from './invented/countries.ts';
import { readPublished } from './published.ts';
import { nothingOutside, type Content } from './record.ts';
import { openBook, release, submit, type Entry } from './writing.ts';

type Published = ReturnType<typeof readPublished>[number];

/** When the published sessions were entered from their pages, and when they were released. */
const entered = '2026-02-02T09:00:00.000Z';
const letGo = '2026-02-04T09:00:00.000Z';

/** The four countries that the source names, in words, as the home of the peers of December 2016. */
const peersOf2016 = ['GH', 'NG', 'RW', 'UG'];

function kindOf({ inside_region: inside, audience }: Published): Content['kind'] {
  if (inside === 'no') return 'peers_from_outside';
  return audience === 'trainers' ? 'training_of_trainers' : 'peers_at_home';
}

/** What the source says and the record has no field for: of peers from outside, where their trainers came from has one. */
const notesOf = ({ audience, trainers, trainers_from: from, inside_region: inside, note }: Published) =>
  [
    audience && `Audience: ${audience}.`,
    trainers && `Trainers: ${trainers}.`,
    from && inside !== 'no' && `Trainers from: ${from.split('|').join(', ')}.`,
    note && `Note: ${note}.`,
  ]
    .filter(Boolean)
    .join(' ');

function contentOf(row: Published): Content {
  const kind = kindOf(row);
  return {
    kind,
    occurrence: 'held',
    title: row.title!,
    date_from: row.date_from as Day,
    date_to: row.date_to as Day,
    hours: null,
    place: row.place!,
    country_code: row.country!,
    host: '',
    co_owner_ids: [],
    peer_countries: kind === 'peers_from_outside' ? peersOf2016 : [],
    unit_ids: [],
    trainer_ids: [],
    statements: row.persons == null ? [] : [{ n: Number(row.persons) }],
    basis: 'published',
    notes: notesOf(row),
    source: row.source!,
    // How many came from which country, on what grounds and with whose approval the source does not say.
    ...nothingOutside,
    team_countries: kind === 'peers_from_outside' ? (row.trainers_from?.split('|') ?? []) : [],
  };
}

function enter(row: Published, at: number): Entry[] {
  const country = row.country as Country;
  const [trainer] = holders('trainer', country, '2026-02-02' as Day);
  const [coordinator] = holders('coordinator', country, '2026-02-04' as Day);
  const begun = openBook(`published/sessions/${at}`, country, 'published', trainer!, entered);
  const { version, entry } = submit(begun.book, 1, contentOf(row), trainer!, entered);
  return [begun.entry, entry, ...release(version, 'total', coordinator!, letGo)];
}

/** The published sessions: entered from their sources and released by the ministry where they were held. */
export const publishedSessions = (): Entry[] => readPublished('sessions').flatMap(enter);
