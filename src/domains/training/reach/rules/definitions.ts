import { sessionKinds, unitOf, type SessionKind, type Unit } from '#domains/training/sessions/types.ts';

/** What a figure counts. The code is for ever: what is counted otherwise is another figure, or a higher version. */
export interface Definition {
  readonly code: `${Unit}-${SessionKind}`;
  readonly kind: SessionKind;
  /** A person in the room of one session; or the session itself, where nobody is counted. */
  readonly unit: Unit;
  readonly version: number;
}

/** All figures: what each kind of session counts, kept apart. */
export const definitions: readonly Definition[] = sessionKinds.map((kind) => ({
  code: `${unitOf(kind)}-${kind}`,
  kind,
  unit: unitOf(kind),
  version: 1,
}));

/** The figure that is headed by a code; undefined where there is none. */
export const findDefinition = (code: string | undefined): Definition | undefined =>
  definitions.find((definition) => definition.code === code);

/** The figure of a kind of session. */
export const definitionOf = (kind: SessionKind): Definition =>
  definitions.find((definition) => definition.kind === kind)!;
