import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';
import type { FigureUnit, SnapshotScope } from '../types.ts';

/** What a figure counts. The code is for ever: what is counted otherwise is another figure, or a higher version. */
export interface Definition {
  readonly code: `attendances-${SessionKind}`;
  readonly kind: SessionKind;
  /** A person in the room of one session. */
  readonly unit: 'attendances';
  readonly version: number;
}

/** All figures: the attendances of each kind of session, which are kept apart. */
export const definitions: readonly Definition[] = sessionKinds.map((kind) => ({
  code: `attendances-${kind}`,
  kind,
  unit: 'attendances',
  version: 1,
}));

/** The figure that is headed by a code; undefined where there is none. */
export const findDefinition = (code: string | undefined): Definition | undefined =>
  definitions.find((definition) => definition.code === code);

/** The figure of a kind of session. */
export const definitionOf = (kind: SessionKind): Definition =>
  definitions.find((definition) => definition.kind === kind)!;

/** What the scope of a figure may name, by its unit; migrations/0024_snapshots.sql says the same. */
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

/** Whether a scope is one that figures of a unit have. */
export function isFigureScope(unit: FigureUnit, scope: SnapshotScope): boolean {
  const { must, may } = scopeNames[unit];
  const names = Object.keys(scope) as (keyof SnapshotScope)[];
  return must.every((name) => scope[name] !== undefined) && names.every((name) => [...must, ...may].includes(name));
}
