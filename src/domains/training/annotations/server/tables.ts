import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { AnnotationId, OwnerId, PersonId } from '#shared/ids.ts';

export interface AnnotationTables {
  annotation: {
    id: AnnotationId;
    owner_id: OwnerId;
    kind: SessionKind;
    year: number | null;
    number: number;
    note: string;
    language: string;
    written_by: PersonId;
    written_at: Date;
  };
  annotation_release: { annotation_id: AnnotationId; owner_id: OwnerId; released_by: PersonId; released_at: Date };
}
