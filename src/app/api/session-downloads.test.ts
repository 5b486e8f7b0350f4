import { expect, test } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import type { Grain, ReleasedSession } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import { ministriesAmong } from './asked-scope.ts';
import { layOutSessions } from './session-downloads.ts';

const t = createTranslate('en', await loadWords('en', ['api', 'facts', 'reach', 'sessions', 'listing', 'detail']));
const notesOf = (isMore: boolean) =>
  layOutSessions(t, { of: 'network', rows: [], total: 0, isMore }, ministriesAmong([]), 5).notes.flat();

test('a list that was cut off says so', () => {
  const said = 'This file ends after 0 sessions, and there are more. Narrow the list by year or ministry for the rest.';
  expect(notesOf(true)).toContain(said);
  expect(notesOf(false)).not.toContain(said);
});

const nothing = {
  total: null,
  women: null,
  men: null,
  civilian: null,
  military: null,
  womenCivilian: null,
  womenMilitary: null,
  menCivilian: null,
  menMilitary: null,
};
const ownerId = newId<'Owner'>() as OwnerId;
const releasedAt = (grain: Grain): ReleasedSession => ({
  id: newId<'Session'>(),
  ownerId,
  grain,
  releasedAt: new Date(0),
  kind: 'peers_at_home',
  occurrence: 'held',
  title: 'A session',
  dateFrom: '2024-03-01' as Day,
  dateTo: '2024-03-01' as Day,
  hours: null,
  place: 'Sarajevo',
  countryCode: 'BA',
  host: '',
  coOwnerIds: [],
  leftOut: null,
  peerCountries: [],
  unitIds: [],
  trainerCount: 1,
  basis: 'head_count',
  origin: 'recorded',
  source: null,
  count: { ...nothing, women: grain === 'total' ? null : 12 },
  outside: null,
});

test.each([
  ['total', ['not recorded', ...Array<string>(4).fill('not released')]],
  ['sex', ['not recorded', 12, 'not recorded', 'not released', 'not released']],
  ['sex_and_status', ['not recorded', 12, 'not recorded', 'not recorded', 'not recorded']],
] as const)('what the grain %s holds back is never said to be not recorded', (grain, said) => {
  const ministries = ministriesAmong([{ id: ownerId, countryCode: 'BA', name: { en: 'The ministry' } }]);
  const found = { of: 'network', rows: [releasedAt(grain)], total: 1, isMore: false } as const;
  expect(layOutSessions(t, found, ministries, 5).sheets[0]!.rows[0]!.slice(9, 14)).toEqual(said);
});
