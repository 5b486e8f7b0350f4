import { hasNeverBegun } from '#domains/appointments/rules.ts';
import { lastDayOf, sayAppointedBy, sayOutcome } from '#domains/appointments/rules/wording.ts';
import { mayKeepMinistries } from '#domains/identity/access.ts';
import type { Cell, Sheet } from '#platform/documents/sheet.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import { composeMinistries, type MinistryLine } from '../ministries.ts';
import { notePeople } from '../note-people.ts';
import { composePeople, type AppointmentLine, type PeopleSeen } from '../people.ts';
import { tellApart } from '../tell-apart.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { noteOrigin } from './note-origin.ts';

export const peopleDownloads = downloads({
  id: 'readPeople',
  summary: 'Appointments and emergency access that you see, as tables in CSV; for administrators also the ministries',
  who:
    "A ministry's people see its appointments, administrators all, the secretariat those of the network; " +
    'everybody their own.',
  async tabulate({ locals }, as) {
    const t = await translateFor(locals, ['api', 'appointments', 'ministries', 'shell']);
    const now = new Date();
    const { origin, seen, ministries } = await locals.asking(async (ask) => ({
      origin: await noteOrigin(t, ask, t('appointments.title')),
      seen: await composePeople(ask, locals.actor, now),
      ministries: mayKeepMinistries(locals.actor) ? await composeMinistries(ask, locals.actor, now) : null,
    }));
    await notePeople(locals, seen, { action: 'export', as });
    const apart = tellApart(t, seen);
    const sheets = [
      layOutAppointments(t, apart),
      ...(seen.emergencies.length > 0 ? [layOutEmergencies(t, apart)] : []),
      ...(ministries ? [layOutMinistries(t, ministries)] : []),
    ];
    return { name: 'people', tables: { notes: origin, sheets } };
  },
});

function layOutAppointments(t: Translate, { lines, ministries, people }: PeopleSeen): Sheet {
  const invented = new Set(people.filter(({ isDemo }) => isDemo).map(({ id }) => id));
  const nameOf = ministryNames(t, ministries);
  const writeRow = (line: AppointmentLine): Cell[] => [
    t.person(line.personName),
    t(`shell.role.${line.role}`),
    nameOf(line.ownerId),
    line.institution,
    line.from,
    hasNeverBegun(line) ? t('appointments.neverBegan') : lastDayOf(line),
    t(`appointments.state.${line.state}`),
    sayAppointedBy(t, line),
    line.orderNumber,
    invented.has(line.personId) ? t('shell.demoMark') : null,
  ];
  return {
    name: t('appointments.sheet'),
    head: [
      t('appointments.column.person'),
      t('appointments.column.role'),
      t('appointments.column.ministry'),
      t('appointments.column.institution'),
      t('appointments.column.from'),
      t('appointments.column.to'),
      t('appointments.column.state'),
      t('appointments.column.by'),
      t('appointments.column.order'),
      t('api.table.note'),
    ],
    rows: lines.map(writeRow),
  };
}

function layOutEmergencies(t: Translate, { emergencies, ministries }: PeopleSeen): Sheet {
  const nameOf = ministryNames(t, ministries);
  return {
    name: t('appointments.emergency.title'),
    head: [
      t('appointments.emergency.when'),
      t('appointments.column.person'),
      t('appointments.column.ministry'),
      t('appointments.emergency.reason'),
      t('appointments.emergency.was'),
    ],
    rows: emergencies.map((line) => [
      line.askedAt.toISOString(),
      t.person(line.personName),
      nameOf(line.ownerId),
      line.reason,
      sayOutcome(t, line),
    ]),
  };
}

const layOutMinistries = (t: Translate, lines: readonly MinistryLine[]): Sheet => ({
  name: t('ministries.title'),
  head: [
    t('ministries.column.ministry'),
    t('ministries.column.country'),
    t('ministries.column.people'),
    t('ministries.column.coordinator'),
  ],
  rows: lines.map(({ name, countryCode, people, coordinator }) => [
    textIn(t.language, name),
    t.country(countryCode),
    people,
    t(`ministries.coordinator.${coordinator}`),
  ]),
});

function ministryNames(t: Translate, ministries: PeopleSeen['ministries']): (id: OwnerId | null) => string {
  const names = new Map(ministries.map(({ id, name }) => [id, textIn(t.language, name)]));
  return (id) => (id === null ? t('appointments.network') : (names.get(id) ?? ''));
}
