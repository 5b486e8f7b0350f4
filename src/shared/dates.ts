/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type Day = string & { readonly __day: true };

/** Whether a text is a real calendar day: `2023-02-30` is not. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** The time zone that all ministries share: in the IANA database Sarajevo, Skopje and Podgorica are links to it. */
export const timeZone = 'Europe/Belgrade';

/** The calendar day on which an instant falls there. */
export const dayOf = (at: Date): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at) as Day;

/** The calendar day on which somebody asks. */
export const today = (): Day => dayOf(new Date());
