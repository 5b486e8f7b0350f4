/** The value below which this part of the values lies, by the nearest rank. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}

/** The value in the middle; between two, the lower one. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
