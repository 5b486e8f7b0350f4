import type { Day } from '#shared/dates.ts';
import type { Chance } from './chance.ts';

/** The day on which the demo network stands: nothing was written after it, whenever it is loaded. */
export const lastDay = '2026-10-30' as Day;

const at = (day: Day) => new Date(`${day}T00:00:00Z`);
const dayAt = (date: Date) => date.toISOString().slice(0, 10) as Day;

/** The day so many days later; a negative number goes back. */
export const daysAfter = (day: Day, days: number): Day => dayAt(new Date(at(day).getTime() + days * 86_400_000));

/** The same day, or the Monday after it when it falls on a weekend. */
export function workday(day: Day): Day {
  const weekday = at(day).getUTCDay();
  return daysAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** A working day from a range, early enough in its week for a session of `days` days. */
export function drawDay(chance: Chance, from: Day, to: Day, days = 1): Day {
  const span = Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000);
  const day = workday(daysAfter(from, chance.whole(0, span)));
  const weekday = at(day).getUTCDay();
  return daysAfter(day, Math.min(0, 6 - weekday - days));
}

/** An instant in the working hours of a day, as ISO 8601 in UTC. */
export function drawInstant(chance: Chance, day: Day): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${workday(day)}T${two(chance.whole(6, 14))}:${two(chance.whole(0, 59))}:${two(chance.whole(0, 59))}.000Z`;
}

/** The day of an instant, in UTC. */
export const dayOfInstant = (instant: string) => instant.slice(0, 10) as Day;
