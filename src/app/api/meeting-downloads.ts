import { listSeries } from '#domains/meetings/server/queries.ts';
import type { Meeting, SeriesRecord } from '#domains/meetings/types.ts';
import type { Cell, Sheets } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { translateFor } from '../translate.ts';
import { downloads } from './downloads.ts';
import { noteOrigin } from './note-origin.ts';

export const meetingDownloads = downloads({
  id: 'listMeetings',
  summary: 'The meetings of each series that are on record, as a table in CSV',
  who: 'Anybody.',
  isPublic: true,
  async tabulate({ locals }) {
    const t = await translateFor(locals, ['api', 'meetings', 'sessions', 'shell']);
    return locals.asking(async (ask) => {
      const series = (await ask(listSeries)).filter(({ held }) => held > 0);
      const origin = await noteOrigin(t, ask, t('meetings.title'));
      return { name: 'meetings', tables: layOutMeetings(t, origin, series) };
    });
  },
});

/** Both series in one table, so that it can be sorted and narrowed as a whole. */
const layOutMeetings = (t: Translate, origin: string[][], series: readonly SeriesRecord[]): Sheets => ({
  notes: [...origin, ...series.map((record) => sayHeld(t, record)), [t('meetings.note')]],
  sheets: [
    {
      name: t('meetings.title'),
      head: [
        t('meetings.series'),
        t('meetings.number'),
        t('meetings.date'),
        t('sessions.field.dateTo'),
        t('meetings.place'),
        t('sessions.field.country'),
        t('meetings.participants'),
        t('meetings.topics'),
        t('meetings.source'),
      ],
      rows: series.flatMap(({ known }) => known.map((meeting) => writeRow(t, meeting))),
    },
  ],
});

/** How many were held, and of which numbers nothing is known. */
function sayHeld(t: Translate, { series, held, unknownNumbers }: SeriesRecord): string[] {
  const numbers = { n: unknownNumbers.length, list: t.list(unknownNumbers.map((n) => t.number(n))) };
  const unknown = unknownNumbers.length > 0 ? t('meetings.unknown', numbers) : '';
  return [t(`meetings.series.${series}`), `${t('meetings.held', { n: held })} ${unknown}`.trim()];
}

const writeRow = (t: Translate, meeting: Meeting): Cell[] => [
  t(`meetings.series.${meeting.series}`),
  meeting.number,
  meeting.dateFrom,
  meeting.dateTo,
  meeting.mode === 'online' ? t('meetings.online') : meeting.place,
  meeting.countryCode && t.country(meeting.countryCode),
  meeting.participants,
  meeting.topics.join('; '),
  meeting.source,
];
