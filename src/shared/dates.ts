/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type Day = string & { readonly __day: true };

/** Whether a text is a real calendar day: `2023-02-30` is not. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** The calendar day on which an instant falls in a time zone. */
export const dayOf = (at: Date, timeZone = 'UTC'): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at) as Day;
