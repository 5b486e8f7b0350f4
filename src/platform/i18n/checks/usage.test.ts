import { expect, test } from 'vitest';
import { keysUsed, usageProblems } from './usage.ts';

const used = (source: string) => keysUsed('src/a.ts', source).map(({ key }) => key);

test('keys are found wherever they are written as such', () => {
  expect(used(`t('shell.menu.home'); label={t("reach.title")}; message: 'sessions.problem.endsFirst'`)).toEqual([
    'shell.menu.home',
    'reach.title',
    'sessions.problem.endsFirst',
  ]);
  expect(used('t(`sessions.kind.${kind}`), `network.problem.${key}Missing`')).toEqual([
    'sessions.kind.*',
    'network.problem.*Missing',
  ]);
  expect(used('export class SessionMissing extends Refusal {')).toEqual(['refusal.SessionMissing']);
});

test('what is no key is left alone', () =>
  expect(used("import './shell.ts'; 'other.key'; `refusal.${name}`; 'shell'; `shell.${file}`")).toEqual([]));

test('keys that are used but missing are told, and keys that nobody uses', () => {
  const uses = keysUsed('src/a.svelte', "t('shell.a'); t(`shell.kind.${kind}`); t('shell.gone'); t(`shell.none.${x}`)");
  expect(usageProblems(['shell.a', 'shell.kind.one', 'shell.kind.two', 'shell.idle'], uses)).toEqual([
    'src/a.svelte: no words for "shell.gone": add the key to words/en, or use one that exists',
    'src/a.svelte: no words for "shell.none.*": add the key to words/en, or use one that exists',
    'words/en: no code uses "shell.idle": remove it in every language',
  ]);
});
