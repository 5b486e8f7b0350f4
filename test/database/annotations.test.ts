import { beforeAll, describe, expect, test } from 'vitest';
import { AnnotationMissing, AnnotationStale, MayNotAnnotate } from '#domains/training/annotations/errors.ts';
import type { AnnotationForm } from '#domains/training/annotations/schema.ts';
import {
  releaseAnnotation,
  withdrawAnnotation,
  writeAnnotation,
} from '#domains/training/annotations/server/commands.ts';
import { listAnnotations } from '#domains/training/annotations/server/queries.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type AnnotationId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

/* What a ministry says beside its figures is its own until it is released, and the network's from then on. */

const { database, people, ministries } = await openTestPlatform();
const { coordinator, trainer } = people;

const form = (given: Partial<AnnotationForm> = {}): AnnotationForm => ({
  ...{ id: newId<'Annotation'>(), ownerId: ministries.BA, kind: 'peers_at_home', year: 2016, note: 'By estimate.' },
  ...given,
});
const write = (actor: Actor, given: AnnotationForm) =>
  database.work(actor, (work) => carryOut(work, writeAnnotation, given, 'en'));
const release = (actor: Actor, id: AnnotationId) =>
  database.work(actor, (work) => carryOut(work, releaseAnnotation, id));
const withdraw = (actor: Actor, id: AnnotationId) =>
  database.work(actor, (work) => carryOut(work, withdrawAnnotation, id));
const read = async (actor: Actor) =>
  (await database.read(actor, (reading) => answer(reading, listAnnotations, 'peers_at_home'))).map(({ id }) => id);

const outside = [people.observer, people.administrator, people.auditor, people.stranger];
const readers = [trainer.MK, coordinator.MK, people.secretariat];
const own = [trainer.BA, coordinator.BA, people.deputy, people.leader];

describe('an annotation that was written', () => {
  const first = form();
  beforeAll(() => write(coordinator.BA, first));

  test('is read by its own ministry alone', async () => {
    for (const actor of own) expect(await read(actor), actor.name).toEqual([first.id]);
    for (const actor of [...readers, ...outside]) expect(await read(actor), actor.name).toEqual([]);
  });

  test('sent twice is written once; with other words, it is another one', async () => {
    await write(coordinator.BA, first);
    expect(await read(coordinator.BA)).toHaveLength(1);
    await expect(write(coordinator.BA, { ...first, note: 'Else.' })).rejects.toThrow(AnnotationStale);
  });

  test('is not released by who does not coordinate its ministry, and for others it is not there', async () => {
    for (const actor of [trainer.BA, people.leader])
      await expect(release(actor, first.id), actor.name).rejects.toThrow(MayNotAnnotate);
    for (const actor of [...readers, ...outside])
      await expect(release(actor, first.id), actor.name).rejects.toThrow(AnnotationMissing);
  });

  test('once released, is read by the network, and by nobody outside it', async () => {
    await release(people.deputy, first.id);
    await release(coordinator.BA, first.id);
    for (const actor of [...own, ...readers]) expect(await read(actor), actor.name).toEqual([first.id]);
    for (const actor of outside) expect(await read(actor), actor.name).toEqual([]);
  });

  test('is not withdrawn by others', async () => {
    for (const actor of [trainer.BA, ...readers])
      await expect(withdraw(actor, first.id), actor.name).rejects.toThrow(MayNotAnnotate);
    for (const actor of outside) await expect(withdraw(actor, first.id)).rejects.toThrow(AnnotationMissing);
    expect(await read(trainer.MK)).toEqual([first.id]);
  });

  test('stays what it was while a newer version waits; withdrawn, none of them is left to others', async () => {
    const second = form({ note: 'By sign-in sheet since June.' });
    await write(people.deputy, second);
    expect(await read(trainer.MK)).toEqual([first.id]);
    await release(coordinator.BA, second.id);
    expect(await read(trainer.MK)).toEqual([first.id, second.id]);
    await withdraw(coordinator.BA, second.id);
    expect(await read(trainer.MK)).toEqual([]);
    expect(await read(trainer.BA)).toEqual([first.id, second.id]);
  });

  test('is not released once a newer one was written', async () => {
    await expect(release(coordinator.BA, first.id)).rejects.toThrow(AnnotationStale);
  });
});

describe('who annotates the figures of a ministry', () => {
  test('is its coordinator or deputy, and nobody else', async () => {
    for (const actor of [trainer.BA, people.leader, ...readers, ...outside])
      await expect(write(actor, form({ year: 2019 })), actor.name).rejects.toThrow(MayNotAnnotate);
  });

  test('does so for all years and for each, one apart from the other', async () => {
    const [all, one] = [form({ year: null }), form({ year: 2018 })];
    await write(coordinator.BA, all);
    await write(coordinator.BA, one);
    await release(coordinator.BA, all.id);
    expect(await read(trainer.MK)).toEqual([all.id]);
    await release(coordinator.BA, one.id);
    await withdraw(coordinator.BA, all.id);
    expect(await read(trainer.MK)).toEqual([one.id]);
  });

  test('learns nothing of an id that another ministry used', async () => {
    const theirs = form({ ownerId: ministries.MK });
    await write(coordinator.MK, theirs);
    await expect(write(coordinator.BA, { ...theirs, ownerId: ministries.BA })).rejects.toThrow(AnnotationStale);
    expect(await read(coordinator.BA)).not.toContain(theirs.id);
  });
});
