import type { Fact } from '#platform/database/reading.ts';
import type { PublicationId } from '#shared/ids.ts';

/** All public figures were published together. */
export const figuresPublished = (publicationId: PublicationId): Fact => ({
  name: 'figuresPublished',
  payload: { publicationId },
});
/** The public is shown other figures than before. */
export const publicFiguresChosen = (): Fact => ({ name: 'publicFiguresChosen', payload: {} });
