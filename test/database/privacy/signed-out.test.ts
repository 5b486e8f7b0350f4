import { describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor } from '#test/visitor.ts';

/* Forms that stood open in another tab when their person signed out: nothing is saved, and nothing typed is lost. */

const { database } = await openTestPlatform();
const { origin } = await openTestSite(database);

const send = (path: string, fields: Record<string, string>) => openVisitor(origin).post(path, fields);

describe('a form that is sent after sign-out', () => {
  const id = newId();
  it.each([
    ['/profile', '?/save', { about: 'I ride a bicycle' }, 'I ride a bicycle</textarea>'],
    ['/profile', '?/publish', { part: 'about', about: 'I ride a bicycle' }, 'I ride a bicycle</textarea>'],
    ['/profile', '?/withdraw', { part: 'about', about: 'I ride a bicycle' }, 'I ride a bicycle</textarea>'],
    ['/privacy', '?/name', { name: 'Ana Anić' }, 'value="Ana Anić"'],
    ['/privacy', '?/erase', { id, note: 'as soon as you can' }, 'as soon as you can</textarea>'],
    ['/privacy', '?/withdraw', {}, ''],
    ['/privacy/requests', '?/refuse', { id, reason: 'the law on archives' }, 'the law on archives</textarea>'],
    ['/privacy/requests', '?/refuse', { id, reason: 'the law on archives' }, `name="id" value="${id}"`],
    ['/privacy/requests', '?/erase', { id, sure: 'yes' }, ''],
    ['/privacy/retention', '?/set', { owner: id, kind: 'draft', days: '77' }, 'value="77"'],
    ['/privacy/retention', '?/set', { owner: id, kind: 'draft', days: '77' }, `name="owner" value="${id}"`],
    ['/privacy/retention', '?/set', { owner: '', kind: 'nothing known', days: '77' }, ''],
  ])('%s%s says so and gives it back', async (path, action, fields, kept) => {
    const { status, text } = await send(path + action, fields as Record<string, string>);
    expect(status).toBe(401);
    expect(text).toContain('You are signed out, so nothing was saved.');
    expect(text).toContain(`<a href="/sign-in?to=${encodeURIComponent(path)}" target="_blank">`);
    expect(text).toContain(kept);
    expect(text).not.toContain('The job has not run yet');
  });

  it('says the same where nothing may be kept', async () => {
    const { status, text } = await send('/account?/password', {
      old: 'seven brown bears',
      wanted: 'nine green parrots',
    });
    expect([status, text.includes('nothing was saved'), /bears|parrots/.test(text)]).toEqual([401, true, false]);
  });
});
