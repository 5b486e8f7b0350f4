import { sessionKinds, unitOf, type SessionKind } from '#domains/training/sessions/types.ts';
import type { FigureUnit, SnapshotScope } from '../types.ts';

/** The figure that counts a kind of session, by its unit. Codes stay; what they count is kept in versions. */
export const codeOf = (kind: SessionKind): string => `${unitOf(kind)}-${kind}`;

/** The codes of the figures of all kinds. */
export const kindCodes: readonly string[] = sessionKinds.map(codeOf);

/** What the scope of a figure may name, by its unit; migrations/0025_snapshots.sql says the same. */
const scopeNames: Record<
  FigureUnit,
  { readonly must: readonly (keyof SnapshotScope)[]; readonly may: readonly (keyof SnapshotScope)[] }
> = {
  attendance: { must: [], may: ['owner', 'from', 'to'] },
  session: { must: [], may: ['owner', 'from', 'to'] },
  country: { must: [], may: ['owner', 'from', 'to'] },
  meeting: { must: ['series'], may: [] },
  ministry: { must: [], may: [] },
  trainer: { must: [], may: [] },
  participant: { must: ['series', 'number'], may: [] },
  number: { must: ['series', 'number'], may: [] },
  reported: { must: ['reported'], may: [] },
};

/** What one of a figure can be. */
export const figureUnits = Object.keys(scopeNames) as FigureUnit[];

/** Whether a scope is one that figures of a unit have. */
export function isFigureScope(unit: FigureUnit, scope: SnapshotScope): boolean {
  const { must, may } = scopeNames[unit];
  const names = Object.keys(scope) as (keyof SnapshotScope)[];
  return must.every((name) => scope[name] !== undefined) && names.every((name) => [...must, ...may].includes(name));
}
