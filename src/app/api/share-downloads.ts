import type { Cell } from '#platform/documents/sheet.ts';
import { composeForces } from '../forces.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { sayWithdrawn } from './say-withdrawn.ts';

export const shareDownloads = downloads({
  id: 'readShares',
  summary:
    'Shares of women in the forces as others published them, as a table in CSV, with what is computed from their numbers',
  who: 'Anybody.',
  isPublic: true,
  async tabulate({ locals }) {
    const t = await translateFor(locals, ['api', 'facts', 'forces']);
    const { inTable, contradictions, why } = await locals.asking((ask) => composeForces(ask, t, locals.actor));
    const rows = inTable.map(({ share, computed, disagreesWithItself, conflicts }): Cell[] => [
      t.country(share.countryCode),
      share.population,
      share.asAt,
      share.women,
      share.total,
      share.percent,
      // As exact as the page shows it.
      computed && Math.round(computed * 100) / 100,
      [
        ...(disagreesWithItself ? [t('facts.shares.disagrees')] : []),
        ...conflicts.map(({ source }) => `${t('forces.conflict')}: ${source}`),
      ].join('; ') || null,
      share.note,
      share.source,
      sayWithdrawn(t, why[share.id]),
    ]);
    const head = [
      t('facts.shares.country'),
      t('facts.shares.population'),
      t('facts.shares.asAt'),
      t('facts.shares.women'),
      t('facts.shares.total'),
      `${t('facts.shares.published')}, %`,
      `${t('facts.shares.computed')}, %`,
      t('forces.check'),
      t('forces.note'),
      t('facts.shares.source'),
      t('facts.withdrawn'),
    ];
    const disagreements = {
      name: t('forces.disagreements'),
      head: [
        t('facts.contradictions.subject'),
        t('facts.contradictions.first'),
        t('api.table.firstSource'),
        t('facts.contradictions.second'),
        t('api.table.secondSource'),
        t('facts.withdrawn'),
      ],
      rows: contradictions.map((one) => [
        ...[one.subject, one.first, one.firstSource, one.second, one.secondSource],
        sayWithdrawn(t, why[one.id]),
      ]),
    };
    return {
      name: 'women-in-forces',
      tables: {
        notes: [[t('forces.title')], [t('forces.lead')], [t('facts.shares.text')]],
        sheets: [{ name: t('api.table.shares'), head, rows }, ...(contradictions.length > 0 ? [disagreements] : [])],
      },
    };
  },
});
