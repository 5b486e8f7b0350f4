import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '#shared/ids.ts';
import type { OwnerId } from '#shared/ids.ts';
import { marginsOf } from '#domains/training/sessions/rules.ts';
import { occurrences, sessionKinds } from '#domains/training/sessions/types.ts';
import type { Statement } from '#domains/training/sessions/types.ts';
import { rowOf, sumRows } from './rules.ts';
import type { CountedSession } from './rules.ts';
import { showFigure, tableBy } from './rules/figure.ts';
import { notCounted, showBoth } from './rules/shown.ts';
import type { ReachRow } from './types.ts';

const owners = [newId<'Owner'>() as OwnerId, newId<'Owner'>() as OwnerId];
const session = (statements: readonly Statement[], change: Partial<CountedSession> = {}): CountedSession => ({
  ownerId: owners[0]!,
  year: 2019,
  kind: 'peers_at_home',
  occurrence: 'held',
  ...marginsOf(statements),
  ...change,
});

test('one session with a total of 714 and one with 20 women and 22 men make 756, of which 42 split by sex', () => {
  const sum = sumRows(
    [
      session([{ n: 714 }]),
      session([
        { sex: 'woman', n: 20 },
        { sex: 'man', n: 22 },
      ]),
    ].map(rowOf),
  );
  expect(sum.total).toBe(756);
  expect(sum.bySex).toEqual({ women: 20, men: 22, notRecorded: 714, withheld: 0 });
  expect(sum.byStatus).toEqual({ civilian: 0, military: 0, notRecorded: 756, withheld: 0 });
  expect(sum.byBoth).toMatchObject({ womenCivilian: 0, notRecorded: 756 });
});

const anyStatement = fc.record(
  {
    sex: fc.constantFrom('woman' as const, 'man' as const),
    status: fc.constantFrom('civilian' as const, 'military' as const),
    n: fc.constant(3),
  },
  { requiredKeys: ['n'] },
);
/** Statements of a room with three in each of the four cells, so that none contradicts another. */
const trueStatements = fc
  .array(anyStatement)
  .map((list) =>
    list.map((statement): Statement => ({ ...statement, n: 3 * (statement.sex ? 1 : 2) * (statement.status ? 1 : 2) })),
  );
const anySession = fc
  .record({
    statements: trueStatements,
    ownerId: fc.constantFrom(...owners),
    year: fc.integer({ min: 2014, max: 2026 }),
    kind: fc.constantFrom(...sessionKinds),
    occurrence: fc.constantFrom(...occurrences),
  })
  .map(({ statements, ...change }) => session(statements, change));

const byKind = (rows: readonly ReachRow[]) => [...Map.groupBy(rows, ({ kind }) => kind).values()];

describe('a sum', () => {
  test('is of held sessions with a known total; the others are counted as sessions', () => {
    const unknown = session([{ sex: 'woman', n: 12 }]);
    const planned = session([{ n: 30 }], { occurrence: 'planned' });
    const sum = sumRows([unknown, planned, session([{ n: 8 }])].map(rowOf));
    expect(sum).toMatchObject({
      sessions: 2,
      uncountedSessions: 1,
      total: 8,
      bySex: { women: 0, men: 0, notRecorded: 8, withheld: 0 },
    });
  });

  test('has in each split no fewer than nobody, and exactly everybody', () => {
    fc.assert(
      fc.property(fc.array(anySession), (sessions) => {
        for (const { total, bySex, byStatus, byBoth } of byKind(sessions.map(rowOf)).map(sumRows))
          for (const split of [bySex, byStatus, byBoth]) {
            expect(Object.values(split).reduce((sum, n) => sum + n, 0)).toBe(total);
            expect(Math.min(...Object.values(split))).toBeGreaterThanOrEqual(0);
          }
      }),
    );
  });

  test('is the same whichever way the rows are grouped, and in any order', () => {
    fc.assert(
      fc.property(fc.array(anySession), (sessions) => {
        for (const rows of byKind(sessions.map(rowOf))) {
          const whole = sumRows(rows);
          expect(sumRows([...rows].reverse())).toEqual(whole);
          for (const keyOf of [({ ownerId }: ReachRow) => ownerId, ({ year }: ReachRow) => year]) {
            const table = tableBy<OwnerId | number>(rows, keyOf);
            if (rows[0]!.kind !== 'coaching')
              expect(table.reduce((sum, { shown }) => sum + (shown.total as number), 0)).toBe(whole.total);
            expect(table.reduce((sum, row) => sum + row.sessions, 0)).toBe(whole.sessions);
          }
        }
      }),
    );
  });

  test('never adds kinds, and of no rows is nobody', () => {
    const rows = sessionKinds.map((kind, at) => rowOf(session([{ n: 10 ** at }], { kind })));
    expect(() => sumRows(rows)).toThrow('kept apart');
    expect(byKind(rows).map((ofKind) => sumRows(ofKind).total)).toEqual([1, 10, 100, 1000, 10_000]);
    expect(sumRows([]).total).toBe(0);
  });

  test('of coaching counts sessions only: nobody, which is neither zero nor a total that is missing', () => {
    const coached = session([], { kind: 'coaching' });
    const rows = [coached, coached, { ...coached, occurrence: 'planned' as const }].map(rowOf);
    expect(sumRows(rows)).toMatchObject({ sessions: 2, uncountedSessions: 0, total: 0 });
    expect(showFigure(rows)).toMatchObject({ whole: notCounted, byYear: [{ sessions: 2, shown: notCounted }] });
    expect(showFigure([], 'coaching').whole).toEqual(notCounted);
    expect(showFigure([], 'peers_at_home').whole.total).toBe(0);
  });

  test('says of sex and status together what is not there: a zero is a zero that was recorded', () => {
    const cells = { womenCivilian: 0, womenMilitary: 0, menCivilian: 0, menMilitary: 0 };
    const none = { womenCivilian: null, womenMilitary: null, menCivilian: null, menMilitary: null };
    expect(showBoth({ ...cells, notRecorded: 20, withheld: 0 }, 20)).toEqual({ ...none, notRecorded: 20, withheld: 0 });
    expect(showBoth({ ...cells, notRecorded: 0, withheld: 20 }, 20)).toBe('withheld');
    expect(showBoth({ ...cells, notRecorded: 0, withheld: 0 }, 'notCounted')).toBe('notCounted');
    const some = { ...cells, womenCivilian: 20, notRecorded: 0, withheld: 0 };
    expect(showBoth(some, 20)).toEqual(some);
  });
});
