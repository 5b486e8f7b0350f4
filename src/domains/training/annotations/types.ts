import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { AnnotationId, OwnerId } from '#shared/ids.ts';

/** How long an annotation can be: a few sentences. */
export const longestNote = 600;

/** Which figure an annotation belongs to: of one ministry and kind, of one year or (null) all. */
export interface Annotated {
  readonly ownerId: OwnerId;
  readonly kind: SessionKind;
  readonly year: number | null;
}

/** One version of what a ministry says to a figure. */
export interface Annotation extends Annotated {
  readonly id: AnnotationId;
  readonly number: number;
  readonly note: string;
  /** The language it was written in. */
  readonly language: string;
  readonly writtenAt: Date;
  /** Null: the network does not see it. */
  readonly releasedAt: Date | null;
}
