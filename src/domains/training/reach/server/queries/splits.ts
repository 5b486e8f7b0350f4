import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { SplitsColumn } from '../tables.ts';
import type { FigureSplits } from '../../types.ts';

/** Splits as they are kept, in the form that everything else uses. */
export function readSplits(kept: SplitsColumn, kind: SessionKind | null): FigureSplits {
  const { rows, countries, records, meeting, reported } = kept;
  return {
    ...(rows && kind && { rows: rows.map(({ owner, ...row }) => ({ ...row, ownerId: owner, kind })) }),
    ...(countries && { countries: countries.map(({ country, ...row }) => ({ ...row, countryCode: country })) }),
    ...(records && { records: records.map(({ record, hash }) => ({ record, hash })) }),
    ...(meeting && { meeting: readMeeting(meeting) }),
    ...(reported && { reported: readReported(reported) }),
  };
}

const readMeeting = ({ date_from, date_to, country_code, ...meeting }: NonNullable<SplitsColumn['meeting']>) => ({
  ...{ series: meeting.series, number: meeting.number, dateFrom: date_from, dateTo: date_to, mode: meeting.mode },
  ...{ place: meeting.place, countryCode: country_code, source: meeting.source },
});

const readReported = (row: NonNullable<SplitsColumn['reported']>) => {
  const { as_at, country_code, period_from, period_to, ...total } = row;
  return { ...total, asAt: as_at, countryCode: country_code, periodFrom: period_from, periodTo: period_to };
};
