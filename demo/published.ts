import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { idOf } from './chance.ts';
import type { Row } from './rows.ts';

type Cells = Readonly<Record<string, string>>;

/** When the demo network took over what had been published; it stands in the ids. */
const takenOver = '2026-02-02T08:00:00.000Z';

/** The rows of one file of published figures. An empty cell is null: the source does not say. */
export function readPublished(name: string): Record<string, string | null>[] {
  const text = readFileSync(new URL(`published/${name}.csv`, import.meta.url), 'utf8');
  return parse<Cells>(text, { columns: true, skip_empty_lines: true }).map((cells) =>
    Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell === '' ? null : cell])),
  );
}

const number = (cell: string | null | undefined) => (cell == null ? null : Number(cell));
const list = (cell: string | null | undefined) => cell?.split('|') ?? [];
const idAt = (file: string, at: number) => idOf(`published/${file}/${at}`, takenOver);

export const reportedTotals = (): Row[] =>
  readPublished('reported-totals').map(({ what, scope, value, ...row }, at) => ({
    id: idAt('reported-totals', at),
    ...row,
    value: number(value),
    counted: what,
    country_code: scope === 'network' ? null : scope,
  }));

export const meetings = (): Row[] =>
  readPublished('meetings').map(({ country, countries, topics, participants, number: ordinal, ...row }) => ({
    ...row,
    number: number(ordinal),
    participants: number(participants),
    country_code: country,
    countries: list(countries),
    topics: list(topics),
  }));

export const trainerCohorts = (): Row[] =>
  readPublished('trainer-cohorts').map(({ BA, ME, MK, RS, other, total, country, ...row }) => ({
    ...row,
    country_code: country,
    by_country: { BA: number(BA), ME: number(ME), MK: number(MK), RS: number(RS), other: number(other) },
    total: number(total),
  }));

export const contradictions = (): Row[] =>
  readPublished('contradictions').map(({ what, ...row }, at) => ({
    id: idAt('contradictions', at),
    ...row,
    subject: what,
  }));

export const publishedShares = (): Row[] =>
  readPublished('women-in-forces').map(({ country, percent_published, women, total, ...row }, at) => ({
    id: idAt('women-in-forces', at),
    ...row,
    country_code: country,
    women: number(women),
    total: number(total),
    percent: number(percent_published),
  }));
