import type { Annotated, Annotation } from './types.ts';

/** What a ministry says to one figure: what stands for the network, and what was written since and was not released. */
export interface Remark {
  readonly of: Annotated;
  readonly standing: Annotation | null;
  readonly waiting: Annotation | null;
}

const sameFigure = (a: Annotated, b: Annotated) => a.ownerId === b.ownerId && a.kind === b.kind && a.year === b.year;
const newest = (versions: readonly Annotation[]) =>
  versions.reduce<Annotation | null>((best, one) => (best && best.number > one.number ? best : one), null);

/** The versions that somebody may see, by figure: those to all years first, then by year. */
export function arrangeAnnotations(versions: readonly Annotation[]): Remark[] {
  const figures = versions.filter((one, at) => versions.findIndex((other) => sameFigure(one, other)) === at);
  return figures
    .map((figure) => {
      const own = versions.filter((one) => sameFigure(one, figure));
      const last = newest(own);
      return {
        of: { ownerId: figure.ownerId, kind: figure.kind, year: figure.year },
        standing: newest(own.filter(({ releasedAt }) => releasedAt !== null)),
        waiting: last?.releasedAt === null ? last : null,
      };
    })
    .toSorted((a, b) => (a.of.year ?? 0) - (b.of.year ?? 0));
}
