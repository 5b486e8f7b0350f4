import type { Day } from '#shared/dates.ts';
import type { OwnerId, SessionId, TrainerId, UnitId, VersionId } from '#shared/ids.ts';
import type { Approval, FromOutside, LegalCover } from './from-outside.ts';
import type {
  Basis,
  Grain,
  Margin,
  Occurrence,
  Origin,
  ReleasedCount,
  ReleasedSession,
  SessionContent,
  SessionKind,
  ShownCount,
  ShownOutside,
  Statement,
} from '../types.ts';
import { marginsOf } from '../rules.ts';
import { margins } from '../types.ts';
import { joinNationalities, settleOutside, unrecorded } from './outside.ts';

/** What a submitted version and what left of it have in common, as tables keep it. */
export interface DescribedColumns {
  kind: SessionKind;
  occurrence: Occurrence;
  title: string;
  date_from: Day;
  date_to: Day;
  hours: number | null;
  place: string;
  country_code: string;
  host: string;
  co_owner_ids: OwnerId[];
  peer_countries: string[];
  unit_ids: UnitId[];
  basis: Basis | null;
  source: string | null;
  /** How many came from which country, where it is known. */
  nationalities: Record<string, number>;
  legal_cover: LegalCover | null;
  approval: Approval | null;
  team_countries: string[];
}

/** What of peers from outside stays in the ministry. */
export interface InsideColumns {
  legal_cover_text: string;
  approval_date: Day | null;
  approval_reference: string;
}

/** The margins of a head-count as tables keep them, a column each. */
export interface MarginColumns<N> {
  total: N;
  women: N;
  men: N;
  civilian: N;
  military: N;
  women_civilian: N;
  women_military: N;
  men_civilian: N;
  men_military: N;
}

/** What left a ministry, as a table keeps it. */
export interface ReleasedColumns extends DescribedColumns, MarginColumns<number | null> {
  session_id: SessionId;
  owner_id: OwnerId;
  version_id: VersionId;
  version_number: number;
  grain: Grain;
  released_at: Date;
  trainer_count: number;
  origin: Origin;
  exact_total: boolean;
  /** The views of which something was recorded and is not shown. */
  withheld: ('total' | 'sex' | 'status' | 'both' | 'nationality')[];
}

/** What columns say of a session, but not where it comes from. */
export const describedIn = (row: DescribedColumns) => ({
  kind: row.kind,
  occurrence: row.occurrence,
  title: row.title,
  dateFrom: row.date_from,
  dateTo: row.date_to,
  hours: row.hours,
  place: row.place,
  countryCode: row.country_code,
  host: row.host,
  coOwnerIds: row.co_owner_ids,
  peerCountries: row.peer_countries,
  unitIds: row.unit_ids,
  basis: row.basis,
});

/** The same columns again, without whatever else the row holds. */
export const describedColumns = (row: DescribedColumns): DescribedColumns => ({
  kind: row.kind,
  occurrence: row.occurrence,
  title: row.title,
  date_from: row.date_from,
  date_to: row.date_to,
  hours: row.hours,
  place: row.place,
  country_code: row.country_code,
  host: row.host,
  co_owner_ids: row.co_owner_ids,
  peer_countries: row.peer_countries,
  unit_ids: row.unit_ids,
  basis: row.basis,
  source: row.source,
  nationalities: row.nationalities,
  legal_cover: row.legal_cover,
  approval: row.approval,
  team_countries: row.team_countries,
});

/** The columns of a version that hold what it says; of other kinds than peers from outside, nothing of these. */
export const writtenColumns = ({ outside = unrecorded, ...content }: SessionContent) => ({
  kind: content.kind,
  occurrence: content.occurrence,
  title: content.title,
  date_from: content.dateFrom,
  date_to: content.dateTo,
  hours: content.hours,
  place: content.place,
  country_code: content.countryCode,
  host: content.host,
  co_owner_ids: [...content.coOwnerIds],
  peer_countries: [...content.peerCountries],
  unit_ids: [...content.unitIds],
  trainer_ids: [...content.trainerIds],
  statements: content.statements,
  counted: columnsOf(marginsOf(content.statements)),
  basis: content.basis,
  notes: content.notes,
  nationalities: Object.fromEntries(
    outside.nationalities.flatMap(({ countryCode, n }) => (n === null ? [] : [[countryCode, n] as const])),
  ),
  legal_cover: outside.legalCover,
  legal_cover_text: outside.legalCoverText,
  approval: outside.approval,
  approval_date: outside.approvalDate,
  approval_reference: outside.approvalReference,
  team_countries: [...outside.teamCountries],
});

/** What left of peers from outside, at the grain at which their numbers did. */
export const outsideAtGrain = (row: Pick<DescribedColumns, 'nationalities'>, grain: Grain): string =>
  JSON.stringify(grain === 'total' ? {} : row.nationalities);

const nationalitiesIn = (numbers: Record<string, number>) =>
  Object.entries(numbers).map(([countryCode, n]) => ({ countryCode, n }));

const outsideIn = (row: DescribedColumns & InsideColumns): FromOutside => ({
  nationalities: nationalitiesIn(row.nationalities),
  legalCover: row.legal_cover,
  legalCoverText: row.legal_cover_text,
  approval: row.approval,
  approvalDate: row.approval_date,
  approvalReference: row.approval_reference,
  teamCountries: row.team_countries,
});

/** What a submitted version says, from the columns that hold it. */
export const contentIn = (
  row: DescribedColumns & InsideColumns & { trainer_ids: TrainerId[]; statements: readonly Statement[]; notes: string },
): SessionContent =>
  settleOutside({
    ...describedIn(row),
    trainerIds: row.trainer_ids,
    statements: row.statements,
    notes: row.notes,
    outside: outsideIn(row),
  });

/** A row as the session that left, its numbers as everybody may see them. */
export const toReleased = (row: ReleasedColumns): Omit<ReleasedSession, 'leftOut'> => ({
  id: row.session_id,
  ownerId: row.owner_id,
  grain: row.grain,
  releasedAt: row.released_at,
  ...describedIn(row),
  trainerCount: row.trainer_count,
  origin: row.origin,
  source: row.source,
  count: shownIn(row),
  outside: shownOutsideIn(row),
});

/** What may be shown of peers from outside, country by country; null of other kinds. */
export function shownOutsideIn(
  row: Pick<
    DescribedColumns,
    'kind' | 'peer_countries' | 'nationalities' | 'legal_cover' | 'approval' | 'team_countries'
  > &
    Partial<Pick<ReleasedColumns, 'withheld'>>,
): ShownOutside | null {
  if (row.kind !== 'peers_from_outside') return null;
  const open = row.withheld?.includes('nationality') ? 'withheld' : null;
  const joined = joinNationalities(nationalitiesIn(row.nationalities), row.peer_countries);
  return {
    nationalities: joined.map(({ countryCode, n }) => ({ countryCode, n: n ?? open })),
    legalCover: row.legal_cover,
    approval: row.approval,
    teamCountries: row.team_countries,
  };
}

const viewOf: Readonly<Record<Margin, ReleasedColumns['withheld'][number]>> = {
  total: 'total',
  women: 'sex',
  men: 'sex',
  civilian: 'status',
  military: 'status',
  womenCivilian: 'both',
  womenMilitary: 'both',
  menCivilian: 'both',
  menMilitary: 'both',
};

/** What of a head-count may be shown by itself: where nothing is, it was not recorded, or it is withheld. */
function shownIn(row: ReleasedColumns): ShownCount {
  const shown = marginsIn(row);
  return Object.fromEntries(
    margins.map((margin) => [margin, shown[margin] ?? (row.withheld.includes(viewOf[margin]) ? 'withheld' : null)]),
  ) as ShownCount;
}

/** The margins from the columns that hold them, here or in a table that adds them up. */
export const marginsIn = <N>(row: MarginColumns<N>): { readonly [Name in Margin]: N } => ({
  total: row.total,
  women: row.women,
  men: row.men,
  civilian: row.civilian,
  military: row.military,
  womenCivilian: row.women_civilian,
  womenMilitary: row.women_military,
  menCivilian: row.men_civilian,
  menMilitary: row.men_military,
});

/** The columns for a head-count that leaves its ministry. */
export const columnsOf = (count: ReleasedCount): MarginColumns<number | null> => ({
  total: count.total,
  women: count.women,
  men: count.men,
  civilian: count.civilian,
  military: count.military,
  women_civilian: count.womenCivilian,
  women_military: count.womenMilitary,
  men_civilian: count.menCivilian,
  men_military: count.menMilitary,
});
