import type { Trainer, TrainerCohort } from '#domains/network/types.ts';
import type { Cell, Sheet, Sheets } from '#platform/documents/sheet.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { composeNetwork, noteRoster, type NetworkPeople } from '../network.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { noteOrigin } from './note-origin.ts';

export const networkDownloads = downloads({
  id: 'readNetwork',
  summary: 'Ministries with their trainers, cohorts and your own ministry’s roster, as tables in CSV',
  who:
    'Everybody signed in sees how many trainers each ministry has, and the cohorts that were published. ' +
    "A roster is seen by its own ministry's people, and nobody else sees it.",
  async tabulate({ locals }, as) {
    const t = await translateFor(locals, ['api', 'network', 'reach', 'sessions', 'shell']);
    const { origin, people } = await locals.asking(async (ask) => ({
      origin: await noteOrigin(t, ask, t('network.title')),
      people: await composeNetwork(ask, locals.actor),
    }));
    await noteRoster(locals, people, { action: 'export', as });
    return { name: 'network', tables: layOutNetwork(t, origin, people) };
  },
});

const layOutNetwork = (t: Translate, origin: string[][], people: NetworkPeople): Sheets => ({
  notes: [...origin, [t('network.cohorts.note')]],
  sheets: [
    layOutMinistries(t, people),
    layOutCohorts(t, people),
    ...(people.roster ? [layOutRoster(t, people, people.roster)] : []),
  ],
});

const layOutMinistries = (t: Translate, { ministries, trainerCounts }: NetworkPeople): Sheet => ({
  name: t('reach.byMinistry'),
  head: [t('network.ministry'), t('sessions.field.country'), t('network.trainers')],
  rows: ministries.map(({ id, name, countryCode }) => [
    textIn(t.language, name),
    t.country(countryCode),
    trainerCounts.get(id) ?? 0,
  ]),
});

function layOutCohorts(t: Translate, { ministries, cohorts }: NetworkPeople): Sheet {
  const countries = ministries.map(({ countryCode }) => countryCode);
  const writeRow = (cohort: TrainerCohort): Cell[] => [
    cohort.certifiedOn,
    `${cohort.course}, ${cohort.provider}`,
    cohort.place,
    t.country(cohort.countryCode),
    ...countries.map((code) => cohort.byCountry[code] ?? null),
    cohort.byCountry['other'] ?? null,
    cohort.total,
    cohort.note,
    cohort.source,
  ];
  return {
    name: t('api.table.cohorts'),
    head: [
      t('network.certified'),
      t('network.course'),
      t('network.place'),
      t('sessions.field.country'),
      ...countries.map(t.country),
      t('api.table.outside'),
      t('network.total'),
      t('api.table.note'),
      t('network.source'),
    ],
    rows: cohorts.map(writeRow),
  };
}

/** The roster as on the page, with the ministry, as somebody may belong to two. */
function layOutRoster(t: Translate, { ministries }: NetworkPeople, roster: readonly Trainer[]): Sheet {
  const names = new Map(ministries.map(({ id, name }) => [id, textIn(t.language, name)]));
  const writeRow = (trainer: Trainer): Cell[] => [
    t.person(trainer.name),
    names.get(trainer.ownerId)!,
    trainer.institution && textIn(t.language, trainer.institution),
    trainer.certifiedOn,
    trainer.activeFrom,
    trainer.activeTo,
    trainer.isDemo ? t('shell.demoMark') : null,
  ];
  return {
    name: t('network.roster'),
    head: [
      t('network.name'),
      t('network.ministry'),
      t('network.institution'),
      t('network.certified'),
      t('api.table.activeFrom'),
      t('api.table.activeTo'),
      t('network.source'),
    ],
    rows: roster.map(writeRow),
  };
}
