import { sessionKinds, type SessionKind } from '#domains/training/sessions/types.ts';

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
