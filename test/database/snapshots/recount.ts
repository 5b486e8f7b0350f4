import { answer } from '#platform/database/database.ts';
import { isVerified } from '#domains/training/reach/server/queries/snapshots.ts';
import type { SnapshotId } from '#shared/ids.ts';
import type { TestPlatform } from '#test/platform.ts';

/** Whether a snapshot is verified, which must be the same whoever asks. */
export async function verifyAll({ database, people }: TestPlatform, id: SnapshotId): Promise<boolean> {
  const said = await Promise.all(
    [people.stranger, people.secretariat, people.coordinator.RS].map((who) =>
      database.read(who, (reading) => answer(reading, isVerified, id)),
    ),
  );
  if (new Set(said).size > 1) throw new Error(`one is told ${said.join(', another ')}`);
  return said[0]!;
}
