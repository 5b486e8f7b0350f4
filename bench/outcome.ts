/** One measured value beside what it should be. */
export interface Outcome {
  readonly name: string;
  readonly value: string;
  /** What it should be, in words; null where there is no target. */
  readonly target: string | null;
  readonly isMet: boolean | null;
}

export const atLeast = (name: string, value: number, target: number, digits = 2): Outcome => ({
  name,
  value: value.toFixed(digits),
  target: `at least ${target}`,
  isMet: value >= target,
});

export const atMost = (name: string, value: number, target: number, unit = '', digits = 2): Outcome => ({
  name,
  value: `${value.toFixed(digits)}${unit}`,
  target: `at most ${target}${unit}`,
  isMet: value <= target,
});

export const only = (name: string, value: string): Outcome => ({ name, value, target: null, isMet: null });

/** One line a measure: name, value, target, met or missed. */
export function printOutcomes(outcomes: readonly Outcome[]): void {
  const name = Math.max(...outcomes.map((one) => one.name.length));
  const value = Math.max(...outcomes.map((one) => one.value.length));
  const target = Math.max(...outcomes.map((one) => (one.target ?? 'no target').length));
  for (const one of outcomes) {
    const verdict = one.isMet === null ? '' : one.isMet ? 'met' : 'MISSED';
    console.log(
      `${one.name.padEnd(name)}  ${one.value.padStart(value)}  ${(one.target ?? 'no target').padEnd(target)}  ${verdict}`.trimEnd(),
    );
  }
}
