import type { Preview } from '#app/preview-release.ts';
import { partsOf, type View } from '#domains/training/reach/rules/publication.ts';
import { sayNationality } from '#domains/training/sessions/rules/wording.ts';
import type { Margin } from '#domains/training/sessions/types.ts';
import type { Translate } from '#platform/i18n/translate.ts';

const single: readonly Exclude<View, 'both'>[] = ['total', 'sex', 'status'];

/** What everybody else would see, in a sentence or two: the numbers that are shown, and what becomes of the others. */
export function sayPreview(t: Translate, { shown, withheld, waits, isStale }: Preview, threshold: number): string {
  const numbers = single
    .flatMap((view): readonly Margin[] => partsOf[view])
    .flatMap((margin) =>
      shown[margin] === null ? [] : [t(`detail.preview.${margin as 'total'}`, { n: shown[margin] })],
    );
  for (const [countryCode, n] of Object.entries(shown.nationalities ?? {}))
    numbers.push(sayNationality(t, { countryCode, n }));
  const seen =
    numbers.length > 0 ? t('detail.preview.seen', { numbers: t.list(numbers) }) : t('detail.preview.nothing');
  const names = (views: readonly View[]) => t.list(views.map((view) => t(`detail.preview.view.${view}`)));
  const waiting = withheld.filter((view) => waits.some((one) => one === view));
  // A number that changed by a few stays as it is shown.
  const others = withheld.filter((view) => !waiting.includes(view) && (view !== 'both' || !withheld.includes('total')));
  return [
    seen,
    isStale && t('detail.preview.stale', { threshold: t.number(threshold) }),
    waiting.length > 0 && t('detail.preview.waits', { views: names(waiting) }),
    others.length > 0 && t('detail.preview.withheld', { views: names(others) }),
  ]
    .filter(Boolean)
    .join(' ');
}
