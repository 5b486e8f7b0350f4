import { expect, test } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { ministriesAmong } from './asked-scope.ts';
import { layOutSessions, mostRows } from './session-downloads.ts';

const t = createTranslate('en', await loadWords('en', ['api', 'facts', 'sessions']));
const notesOf = (total: number) =>
  layOutSessions(t, { of: 'network', rows: [], total }, ministriesAmong([]), 5).notes.flat();

test('a list that was cut off says how much of it is there', () => {
  expect(notesOf(mostRows + 1)).toContain(
    'This file ends after 0 of 10,001 sessions. Narrow the list by year or ministry for the rest.',
  );
  expect(notesOf(0).join()).not.toContain('ends after');
});
