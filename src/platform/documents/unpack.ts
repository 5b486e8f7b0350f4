import { Unzip, UnzipInflate } from 'fflate';
import { isRefusal } from '#shared/refusal.ts';
import { FileDamaged, FileUnpacksTooLarge } from './refusals.ts';

/** The most that one archive may come to, in bytes, whatever it says of itself. */
export const unpackedLimit = 512 * 1024 * 1024;
/** How much of the archive is unpacked before others get their turn; a thousand times that at most comes out. */
const stretch = 16 * 1024;

/** Takes pieces of one file of an archive, and hears when it ends. */
export type Taking = (piece: Uint8Array, isLast: boolean) => void;

/**
 * Unpacks the files that `choose` names a taker for, piece by piece. What comes out is counted while it comes: an
 * archive made to fill the memory is refused as soon as it passes the limit, whatever sizes it claims.
 */
export async function unpack(
  bytes: Uint8Array,
  choose: (name: string) => Taking | null,
  limit = unpackedLimit,
): Promise<void> {
  const state: { failure: Error | null } = { failure: null };
  let [sum, open] = [0, 0];
  const archive = new Unzip((file) => {
    const take = choose(file.name);
    if (!take) return;
    open += 1;
    file.ondata = (error, piece, isLast) => {
      if (state.failure) return;
      if (error) return void (state.failure = new FileDamaged());
      sum += piece.length;
      if (sum > limit) return void (state.failure = new FileUnpacksTooLarge(Math.round(limit / 1024 / 1024)));
      try {
        take(piece, isLast);
      } catch (thrown) {
        // What a taker threw is its own word; anything else is the archive's.
        state.failure = isRefusal(thrown) ? thrown : new FileDamaged();
      }
      if (isLast) open -= 1;
    };
    file.start();
  });
  archive.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += stretch) {
    try {
      archive.push(bytes.subarray(at, at + stretch), at + stretch >= bytes.length);
    } catch {
      throw state.failure ?? new FileDamaged();
    }
    if (state.failure) throw state.failure;
    if (at % (stretch * 8) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (open > 0) throw new FileDamaged();
}
