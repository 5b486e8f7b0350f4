import { mostFacts } from '#domains/training/reach/rules/news-facts.ts';
import type { Cited } from '#domains/training/reach/server/commands.ts';
import { isId, type SnapshotId } from '#shared/ids.ts';

/* A text stands in its address: while it is put together by the keys of its facts, once it is taken by its snapshots. */

/** The keys that were chosen, in the order in which they stood, and what came to them behind. */
export function readChosen(parameters: URLSearchParams): string[] {
  const wanted = [...new Set(parameters.getAll('fact'))].slice(0, mostFacts);
  const before = parameters.getAll('order').filter((key) => wanted.includes(key));
  return [...new Set([...before, ...wanted])];
}

/** The snapshots of a text that was taken; null while it is being put together. */
export function readTaken(parameters: URLSearchParams): SnapshotId[][] | null {
  const taken = parameters.getAll('said').slice(0, mostFacts);
  return taken.length === 0 ? null : taken.map((ids) => ids.split('.').slice(0, 2).filter(isSnapshotId));
}

const isSnapshotId = (text: string): text is SnapshotId => isId(text);

/** The snapshots of a text that was taken, each once. */
export const readCited = (parameters: URLSearchParams): SnapshotId[] => [...new Set(readTaken(parameters)?.flat())];

/** The address of a text that was taken, without its question mark: of each fact the snapshots that it cites. */
export function writeTaken(
  facts: readonly (readonly Cited[])[],
  ids: readonly SnapshotId[],
  language: string | null,
): string {
  const left = [...ids];
  const said = facts.map((cited) => ['said', left.splice(0, cited.length).join('.')]);
  return String(new URLSearchParams([...said, ...(language ? [['in', language]] : [])]));
}
