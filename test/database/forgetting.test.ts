import { expect, test } from 'vitest';
import { forgetAfterWork } from '#app/forget-after-work.ts';
import { openTestPlatform } from '#test/platform.ts';

const { database, people } = await openTestPlatform();

test('pages are forgotten once work is committed, and before whoever asked hears of it', async () => {
  const order: string[] = [];
  const watched = forgetAfterWork(database, () => order.push('forgotten'));
  order.push(await watched.work(people.coordinator.BA, async () => 'worked'));
  order.push(await watched.onDuty('delivery', async () => 'on duty'));
  await watched
    .work(people.coordinator.BA, () => Promise.reject(new Error('refused')))
    .catch(() => order.push('refused'));
  expect(order).toEqual(['forgotten', 'worked', 'forgotten', 'on duty', 'forgotten', 'refused']);
});

test('looking forgets nothing', async () => {
  let times = 0;
  await forgetAfterWork(database, () => (times += 1)).read(people.stranger, async () => undefined);
  expect(times).toBe(0);
});
