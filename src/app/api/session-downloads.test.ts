import { expect, test } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { ministriesAmong } from './asked-scope.ts';
import { layOutSessions } from './session-downloads.ts';

const t = createTranslate('en', await loadWords('en', ['api', 'facts', 'sessions', 'detail']));
const notesOf = (isMore: boolean) =>
  layOutSessions(t, { of: 'network', rows: [], total: 0, isMore }, ministriesAmong([]), 5).notes.flat();

test('a list that was cut off says so', () => {
  const said = 'This file ends after 0 sessions, and there are more. Narrow the list by year or ministry for the rest.';
  expect(notesOf(true)).toContain(said);
  expect(notesOf(false)).not.toContain(said);
});
