import loadHighs, { type Highs } from 'highs';

/*
 * An outsider with a linear programme: knows everything that was ever published, remembers it, and asks of a number how small
 * and how large it can be. The method is that of auditing a protected table by its feasible intervals (M. Fischetti and
 * J. J. Salazar, Management Science 47, 2001).
 */

let loaded: Promise<Highs> | undefined;

/** A sum of unknown numbers, by their names. */
export type Sum = readonly string[];

/** What is known: that a sum, less another one where there is one, lies between two bounds. */
export interface Known {
  readonly sum: Sum;
  readonly less?: Sum;
  readonly least: number;
  readonly most: number;
}

/** What was seen: that a sum is a number. */
export const seen = (sum: Sum, n: number): Known => ({ sum, least: n, most: n });

const write = (sum: Sum, sign = '+') => sum.map((name) => `${sign} ${name}`).join(' ');

/**
 * The least and the most that `plus` less `minus` can be, given what is known; every unknown number is zero or more.
 * Infinity where nothing limits it.
 *
 * @throws where what is known contradicts itself: then the test, or what was published, is wrong
 */
export async function rangeOf(
  known: readonly Known[],
  plus: Sum,
  minus: Sum = [],
): Promise<{ least: number; most: number }> {
  const highs = await (loaded ??= loadHighs());
  const told = known.filter(({ sum }) => sum.length > 0);
  const lines = told.flatMap(({ sum, less = [], least, most }, at) => {
    const terms = `${write(sum)} ${write(less, '-')}`;
    return least === most
      ? [` e${at}: ${terms} = ${least}`]
      : [` l${at}: ${terms} >= ${least}`, ...(most < Infinity ? [` m${at}: ${terms} <= ${most}`] : [])];
  });
  const names = [...new Set([...told.flatMap(({ sum, less = [] }) => [...sum, ...less]), ...plus, ...minus])];
  // A programme needs a row: this one says nothing.
  const rows = lines.length > 0 ? lines : [` nothing: ${names[0]} >= 0`];
  const solve = (goal: 'Minimize' | 'Maximize') => {
    const aim = `${write(plus)} ${write(minus, '-')}`;
    const { Status, ObjectiveValue } = highs.solve(`${goal}\n aim: ${aim}\nSubject To\n${rows.join('\n')}\nEnd`);
    if (Status === 'Unbounded' || Status === 'Primal infeasible or unbounded')
      return goal === 'Maximize' ? Infinity : -Infinity;
    if (Status !== 'Optimal') throw new Error(`What is known cannot be: ${Status}.`);
    return Math.round(ObjectiveValue * 1e6) / 1e6;
  };
  return { least: solve('Minimize'), most: solve('Maximize') };
}
