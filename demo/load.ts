import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { drawCalendar } from './calendar.ts';
import { idOf } from './chance.ts';
import {
  administrator,
  appointmentRows,
  holders,
  institutionRows,
  ministryRows,
  personRows,
  trainers,
  unitRows,
} from './cast.ts';
import { lastDay } from './days.ts';
import { began, countryNames, networkName } from './invented/countries.ts';
import { publications } from './invented/publications.ts';
import { liveThrough } from './lives.ts';
import { listParticipants } from './participants.ts';
import { contradictions, meetings, publishedShares, reportedTotals, trainerCohorts } from './published.ts';
import { publishedSessions } from './published-sessions.ts';
import { sharedSessions } from './shared-sessions.ts';
import { actAs, append, type Row, type Touching } from './rows.ts';
import type { Entry } from './writing.ts';

type Table = readonly [name: string, rows: readonly Row[]];

const network: Row = {
  only_one: true,
  name: networkName,
  threshold: 5,
  default_grain: 'total',
  origin: 'demo',
  created_at: `${began}T08:00:00.000Z`,
};

const foundation = (): Table[] => [
  ['network', [network]],
  ['country_name', countryNames],
  ['ministry', ministryRows()],
  ['person', personRows()],
  ['appointment', appointmentRows()],
  ['institution', institutionRows()],
  ['trainer', trainers.map(({ row }) => row)],
  ['unit', unitRows()],
];

const publishedFigures = (): Table[] => [
  ['reported_total', reportedTotals()],
  ['meeting', meetings()],
  ['trainer_cohort', trainerCohorts()],
  ['contradiction', contradictions()],
  ['published_share', publishedShares()],
];

/** Written in one go: what follows one another into the same table by the same person. */
function runsOf(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1)?.[0];
    if (last?.actor === entry.actor && last.table === entry.table) runs.at(-1)!.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

async function write(transaction: Touching, entries: readonly Entry[]) {
  for (const run of runsOf(entries)) {
    const { actor, table, key } = run[0]!;
    await actAs(transaction, actor);
    await append(
      transaction,
      table,
      run.map(({ row }) => row),
      key,
    );
  }
}

/**
 * Loads the demo network into an empty, migrated database: the published figures with their sources, and
 * invented people and sessions marked as demo. The same rows every time, whatever the day. One transaction
 * a step; `say` hears a line after each. Needs a connection that row-level security does not bind.
 */
export async function loadDemo(connection: Connection, say: (line: string) => void): Promise<void> {
  const step = async (line: string, body: (transaction: Touching) => Promise<void>) => {
    await connection.transact('read write', body);
    say(line);
  };
  const fill = (tables: readonly Table[]) => async (transaction: Touching) => {
    await actAs(transaction, administrator);
    for (const [name, rows] of tables) await append(transaction, name, rows);
  };
  await step('The network: ministries, people, trainers, curriculum', fill(foundation()));
  await step('Published figures, with their sources', fill(publishedFigures()));
  const sessions = [...drawCalendar().flatMap(liveThrough), ...publishedSessions(), ...sharedSessions()];
  let entries = [...sessions, ...listParticipants(sessions)];
  for (const publication of publications) {
    const isBefore = ({ at }: Entry) => at < publication.at;
    for (const [year, written] of byYear(entries.filter(isBefore)))
      await step(`Sessions recorded in ${year}`, (transaction) => write(transaction, written));
    await step('All public figures, published', (transaction) => publish(transaction, publication));
    entries = entries.filter((entry) => !isBefore(entry));
  }
}

/** The entries of each year, in the order in which they were written. */
function byYear(entries: readonly Entry[]): Map<string, Entry[]> {
  const sorted = entries.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
  return Map.groupBy(sorted, ({ at }) => at.slice(0, 4));
}

/** The secretariat publishes all public figures as they were on that day. */
async function publish(transaction: Touching, { at, note }: (typeof publications)[number]) {
  await actAs(transaction, holders('secretariat', null, lastDay)[0]!);
  await sql`select publish_at(${idOf(`publication/${at}`, at)}, ${note}, ${at}::timestamptz)`.execute(transaction);
}
