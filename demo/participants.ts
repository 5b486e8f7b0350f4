import { ministryOf } from './cast.ts';
import type { Entry } from './writing.ts';

/** How many of the first list stand on the second again. */
const again = 7;

/** Two lists of participants by invented codes, beside the two latest sessions of one ministry that are large enough: some came twice. */
export function listParticipants(entries: readonly Entry[]): Entry[] {
  const left = entries.filter(
    ({ table, row }) =>
      table === 'released_session' &&
      row['owner_id'] === ministryOf('BA') &&
      row['kind'] === 'peers_at_home' &&
      row['occurrence'] === 'held' &&
      Number(row['total']) >= 2 * again,
  );
  // Of one that was released anew, what stands.
  const standing = [...new Map(left.map((entry) => [entry.row['session_id'], entry])).values()];
  const [second, first] = standing.toSorted((a, b) => Number(a.at < b.at) - Number(a.at > b.at));
  if (!first || !second) throw new Error('The demo has no two sessions whose participants could be listed.');
  const seats = Number(first.row['total']);
  return [...list(first, 1, seats), ...list(second, seats - again + 1, seats - again + Number(second.row['total']))];
}

const list = ({ at, actor, row }: Entry, from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({
    ...{ at, actor, table: 'session_person' },
    row: {
      ...{ session_id: row['session_id'], owner_id: row['owner_id'], code: `K-${from + n}` },
      ...{ listed_by: actor, listed_at: at },
    },
  }));
