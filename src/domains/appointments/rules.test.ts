import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type OwnerId, type PersonId } from '#shared/ids.ts';
import {
  emergencyAt,
  emergencyStateOf,
  endingSoon,
  hasNeverBegun,
  isAloneInNetwork,
  isLastToAnswer,
  stateOf,
  untilOf,
  whomToTell,
  withheldFrom,
} from './rules.ts';
import type { Appointment, EmergencyAccess } from './types.ts';

const day = (text: string) => text as Day;
const at = (text: string) => new Date(`2026-03-02T${text}:00Z`);
const owner = newId<'Owner'>();
const today = day('2026-03-02');

const appointed = (role: Role, change: Partial<Appointment> = {}): Appointment => ({
  ...{ id: newId(), personId: newId<'Person'>(), personName: 'A name', role, ownerId: owner, institution: 'I' },
  ...{ orderNumber: '', from: day('2026-01-01'), to: null, proposedBy: null, proposedAt: at('08:00') },
  ...{ consentedBy: null, consentedAt: at('08:00'), endedBy: null, endedAt: null },
  ...change,
});
const access = (change: Partial<EmergencyAccess> = {}): EmergencyAccess => ({
  ...{ id: newId(), ownerId: owner, personId: newId<'Person'>(), personName: 'A name', reason: 'Why', hours: 2 },
  ...{ askedAt: at('09:00'), grantedBy: newId<'Person'>(), grantedAt: at('10:00'), endedBy: null, endedAt: null },
  ...change,
});
const who = (personId: PersonId | null, isStrong = true) => ({ personId, isStrong, seats: [] }) as unknown as Actor;

describe('an appointment', () => {
  test.each([
    ['waits', { consentedAt: null }, 'proposed'],
    ['was declined', { consentedAt: null, endedAt: at('09:00') }, 'declined'],
    ['begins tomorrow', { from: day('2026-03-03') }, 'coming'],
    ['began today', { from: today }, 'in_force'],
    ['ends today', { to: today }, 'in_force'],
    ['ended yesterday by itself', { to: day('2026-03-01') }, 'past'],
    ['was ended', { endedAt: at('09:00') }, 'ended'],
  ] as const)('that %s', (_, change, state) => {
    expect(stateOf(appointed('trainer', change), today)).toBe(state);
  });

  test.each([
    ['was ended before its first day', { from: day('2026-03-03'), endedAt: at('09:00') }, true],
    ['was ended on its first day', { from: today, endedAt: at('09:00') }, false],
    ['begins tomorrow', { from: day('2026-03-03') }, false],
  ] as const)('that %s never began: %s', (_, change, never) => {
    expect(hasNeverBegun(appointed('trainer', change))).toBe(never);
  });

  test('in the network is given alone while nobody else is in force there', () => {
    const personId = newId<'Person'>();
    const [own, other, trainer] = [
      { ...appointed('administrator', { personId }), state: 'in_force' as const },
      { ...appointed('secretariat'), state: 'in_force' as const },
      { ...appointed('trainer'), state: 'in_force' as const },
    ];
    expect(isAloneInNetwork(personId, [own, trainer])).toBe(true);
    expect(isAloneInNetwork(personId, [own, { ...other, state: 'coming' }])).toBe(true);
    expect(isAloneInNetwork(personId, [own, other])).toBe(false);
    // A coordinator sees the appointments of the own ministry alone.
    expect(
      isAloneInNetwork(personId, [trainer, { ...appointed('coordinator', { personId }), state: 'in_force' }]),
    ).toBe(false);
  });

  test('that ends within a month is told to its own person only', () => {
    const personId = newId<'Person'>();
    const soon = appointed('trainer', { personId, to: day('2026-04-01') });
    const later = appointed('trainer', { personId, to: day('2026-04-02') });
    const others = appointed('trainer', { to: day('2026-03-05') });
    expect(endingSoon(who(personId), [soon, later, others], today)).toEqual([soon]);
  });

  test('whose seat waits for a second factor is told to its own person', () => {
    const personId = newId<'Person'>();
    const all = [appointed('coordinator', { personId }), appointed('trainer', { personId }), appointed('deputy')];
    expect(withheldFrom(who(personId, false), all, today)).toEqual([all[0]]);
    expect(withheldFrom(who(personId), all, today)).toEqual([]);
  });

  test('is the last that answers for a ministry when no other is in force', () => {
    const line = (role: Role, ownerId: OwnerId | null = owner) => ({
      ...{ ...appointed(role), ownerId, state: 'in_force' as const },
    });
    const coordinator = line('coordinator');
    const elsewhere = [line('trainer'), line('auditor'), line('leader', newId<'Owner'>())];
    expect(isLastToAnswer(coordinator, [coordinator, ...elsewhere])).toBe(true);
    expect(isLastToAnswer(coordinator, [coordinator, line('leader')])).toBe(false);
    expect(isLastToAnswer(elsewhere[0]!, elsewhere)).toBe(false);
  });
});

describe('emergency access', () => {
  test.each([
    ['09:59', { grantedBy: null, grantedAt: null }, 'asked'],
    ['10:00', {}, 'open'],
    ['11:59', {}, 'open'],
    ['12:00', {}, 'over'],
    ['11:00', { endedAt: at('10:30') }, 'over'],
  ] as const)('at %s', (time, change, state) => {
    expect(emergencyStateOf(access(change), at(time))).toBe(state);
  });

  test('that nobody granted within a day is over', () => {
    const asked = access({ grantedBy: null, grantedAt: null, askedAt: new Date('2026-03-01T10:00:00Z') });
    expect(emergencyStateOf(asked, at('09:59'))).toBe('asked');
    expect(emergencyStateOf(asked, at('10:00'))).toBe('over');
    expect(untilOf(asked)).toBe(null);
  });

  test('under which something was done is found by person and time', () => {
    const one = access({ endedAt: at('11:00') });
    const find = (personId: PersonId | null, time: string) => emergencyAt([access(), one], personId, at(time));
    expect(find(one.personId, '10:00')).toBe(one);
    expect(find(one.personId, '09:59')).toBe(null);
    expect(find(one.personId, '11:00')).toBe(null);
    expect(find(newId<'Person'>(), '10:30')).toBe(null);
    expect(find(null, '10:30')).toBe(null);
  });

  test('is told to who answers for the ministry, but for the two who know', () => {
    const [coordinator, deputy, leader] = [appointed('coordinator'), appointed('deputy'), appointed('leader')];
    const silent = [
      ...[appointed('trainer'), appointed('auditor'), appointed('coordinator', { ownerId: newId<'Owner'>() })],
      ...[appointed('coordinator', { to: day('2026-03-01') }), appointed('leader', { consentedAt: null })],
    ];
    const all = [coordinator, deputy, leader, ...silent];
    expect(whomToTell(access(), all, today)).toEqual([coordinator.personId, deputy.personId, leader.personId]);
    const granted = access({ grantedBy: leader.personId, personId: deputy.personId });
    expect(whomToTell(granted, all, today)).toEqual([coordinator.personId]);
  });
});
