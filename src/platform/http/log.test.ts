import { describe, expect, test } from 'vitest';
import { newId } from '#shared/ids.ts';
import { loggedPath, openLogTo } from './log.ts';

const logged = (failure: unknown): string => {
  let text = '';
  openLogTo({ write: (line) => void (text += line) }, 'info').error({ err: failure }, 'unexpected failure');
  return text;
};

describe('a failure of the database', () => {
  const failure = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    constraint: 'person_pkey',
    detail: 'Key (name)=(Secret) already exists.',
    query: 'insert into person values ($1)',
    params: ['Secret'],
    parameters: ['Secret'],
  });

  test('is told by name and place, without the values that it was asked to keep', () => {
    const text = logged(failure);
    expect(text).toMatch(/duplicate key value[\s\S]*log\.test\.ts[\s\S]*23505[\s\S]*person_pkey/);
    expect(text).not.toContain('Secret');
  });

  test('nor with those of what caused it, or of something that is no failure', () => {
    expect(logged(new Error('could not', { cause: failure }))).toContain('duplicate key value');
    expect(logged(new Error('could not', { cause: failure }))).not.toContain('Secret');
    expect(logged({ password: 'Secret' })).not.toContain('Secret');
  });
});

test('a path is told without search terms and without what may be a token', () => {
  const id = newId();
  expect(loggedPath(`/sessions/${id}/record?text=secret`)).toBe(`/sessions/${id}/record`);
  expect(loggedPath('/invitation/kZ3vQ1b7Jw0sXf9TtLmN4pRy')).toBe('/invitation/…');
  expect(loggedPath('/api/v1/figures/attendances-training_of_trainers.csv')).toBe(
    '/api/v1/figures/attendances-training_of_trainers.csv',
  );
  expect(loggedPath('/_app/immutable/chunks/Dlbr9H7j.js')).toBe('/_app/immutable/chunks/Dlbr9H7j.js');
  expect(loggedPath(`/${'a'.repeat(500)}`)).toHaveLength(200);
});
