import type { Translate } from '#platform/i18n/translate.ts';
import { dayOf, type Day } from '#shared/dates.ts';
import { hasNeverBegun } from '../rules.ts';
import type { Appointment, AppointmentState, ByWhom, EmergencyAccess } from '../types.ts';

/** By whose word: a name, or "an administrator"; for what was there from the start, the founding. */
export const sayWho = (t: Translate, who: ByWhom): string =>
  who === null ? t('appointments.by.unknown') : 'name' in who ? who.name : t(`appointments.by.${who.role}`);

/** Who stands behind an appointment: both of the two, or the one who could act alone. */
export function sayAppointedBy(
  t: Translate,
  { proposedBy, consentedBy, proposer, consenter }: Pick<Appointment, 'proposedBy' | 'consentedBy'> & Standing,
): string {
  if (!proposedBy) return t('appointments.by.founding');
  if (!consentedBy) return sayWho(t, proposer);
  return t('appointments.by.both', { proposer: sayWho(t, proposer), consenter: sayWho(t, consenter) });
}
interface Standing {
  readonly proposer: ByWhom;
  readonly consenter: ByWhom;
}
type Told = Appointment & Standing & { readonly state: AppointmentState; readonly ender: ByWhom };

/** What became of an appointment, as sentences: how long it held, and by whose word. */
export function sayLife(t: Translate, line: Told): { by: string; remark: string } {
  const isProposal = line.state === 'proposed' || line.state === 'declined';
  const by = isProposal
    ? t('person.life.proposedBy', { who: sayWho(t, line.proposer) })
    : t('person.life.by', { who: sayAppointedBy(t, line) });
  const order = line.orderNumber ? t('appointments.waiting.order', { number: line.orderNumber }) : '';
  return { by: [by, order].filter(Boolean).join(' '), remark: sayTerm(t, line) };
}

function sayTerm(t: Translate, { state, from, to, proposedAt, endedAt, ender }: Told): string {
  const began = t.day(from);
  const ended = { date: endedAt ? t.instantDay(endedAt) : '–', who: sayWho(t, ender) };
  const proposed = t.instantDay(proposedAt);
  switch (state) {
    case 'proposed':
      return t('person.life.proposed', { proposed, from: began });
    case 'declined':
      return t('person.life.declined', { proposed, ...ended });
    case 'coming':
      return t('person.life.coming', { from: began });
    case 'ended':
      if (hasNeverBegun({ from, endedAt })) return t('person.life.neverBegan', { from: began, ...ended });
      return t('person.life.ended', { from: began, ...ended });
    case 'past':
      return t('person.life.past', { from: began, to: to ? t.day(to) : '–' });
    case 'in_force':
      return to ? t('person.life.closed', { from: began, to: t.day(to) }) : t('person.life.open', { from: began });
  }
}

/** The last day that an appointment held or will hold: its own, or that on which somebody ended it. */
export const lastDayOf = ({ to, endedAt }: Pick<Appointment, 'to' | 'endedAt'>): Day | null =>
  endedAt ? dayOf(endedAt) : to;

/** What became of an emergency access: for how long, by whose word, and when it was ended early; or that nobody granted it. */
export function sayOutcome(
  t: Translate,
  { endedAt, grantedAt, granter, hours }: EmergencyAccess & { readonly granter: ByWhom },
): string {
  if (!grantedAt) return t('appointments.emergency.was.not');
  const said = { hours: t('appointments.hours', { n: hours }), who: sayWho(t, granter) };
  return endedAt
    ? t('appointments.emergency.was.early', { ...said, date: t.instant(endedAt) })
    : t('appointments.emergency.was.granted', said);
}

/** `14:30`, or with its date where that is another day. */
export const sayUntil = (t: Translate, until: Date, now: Date): string =>
  dayOf(until) === dayOf(now) ? t.time(until) : t.instant(until);

/** "2 hours and 10 minutes", rounded up to the minute. */
export function sayLeft(t: Translate, until: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  const parts = [
    ...(minutes >= 60 ? [t('appointments.hours', { n: Math.floor(minutes / 60) })] : []),
    ...(minutes % 60 > 0 ? [t('appointments.minutes', { n: minutes % 60 })] : []),
  ];
  return t.list(parts);
}
