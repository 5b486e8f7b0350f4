import type { Day } from '#shared/dates.ts';
import type { Approval, FromOutside, LegalCover, OutsideDraft } from './rules/from-outside.ts';
import type { ImportId, OwnerId, PersonId, SessionId, TrainerId, UnitId, VersionId } from '#shared/ids.ts';

export const sexes = ['woman', 'man'] as const;
/** `military` is officers, non-commissioned officers, soldiers and cadets together. */
export const statuses = ['civilian', 'military', 'officer', 'nco', 'soldier', 'cadet'] as const;
export const sessionKinds = [
  'peers_at_home',
  'training_of_trainers',
  'peers_from_outside',
  'partner_activity',
  'coaching',
] as const;
export const units = ['attendances', 'sessions'] as const;
/** What a kind counts. A coach accompanies one leader: that is a session, and a head-count of one would name them. */
export const unitOf = (kind: SessionKind): Unit => (kind === 'coaching' ? 'sessions' : 'attendances');
export const occurrences = ['held', 'planned', 'postponed', 'cancelled'] as const;
export const bases = ['sign_in_sheet', 'head_count', 'estimate', 'published'] as const;
export const grains = ['total', 'sex', 'sex_and_status'] as const;

export type Sex = (typeof sexes)[number];
export type Status = (typeof statuses)[number];
export type SessionKind = (typeof sessionKinds)[number];
export type Unit = (typeof units)[number];
/** Only what was held counts. */
export type Occurrence = (typeof occurrences)[number];
/** How the head-count came about. */
export type Basis = (typeof bases)[number];
/** How finely a released head-count leaves its ministry. */
export type Grain = (typeof grains)[number];

/** Whom a statement is about; an absent dimension means all of them, so `{}` is everybody in the room. */
export interface Group {
  readonly sex?: Sex;
  readonly status?: Status;
}

/** One thing that is known of a head-count: `n` persons of this group were in the room. */
export interface Statement extends Group {
  readonly n: number;
}

/** What a session is, once complete. `hours` may stay unknown; a head-count may have no statement at all. */
export interface SessionContent {
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly dateFrom: Day;
  readonly dateTo: Day;
  readonly hours: number | null;
  readonly place: string;
  readonly countryCode: string;
  readonly host: string;
  /** The other ministries of the network that held it together with its owner. */
  readonly coOwnerIds: readonly OwnerId[];
  readonly peerCountries: readonly string[];
  readonly unitIds: readonly UnitId[];
  readonly trainerIds: readonly TrainerId[];
  readonly statements: readonly Statement[];
  /** Coaching has none. */
  readonly basis: Basis | null;
  readonly notes: string;
  /** Of peers from outside alone. */
  readonly outside?: FromOutside | undefined;
}

/** The name of one box of the head-count in a form: `count.woman.officer`, `count.all.all`. */
export type CountField = `count.${Sex | 'all'}.${Status | 'all'}`;

/** What is being written, exactly as typed: `hours` and `counts` stay texts until they are read. */
export interface SessionDraft {
  readonly kind: SessionKind | '';
  readonly occurrence: Occurrence | '';
  readonly title: string;
  readonly dateFrom: string;
  readonly dateTo: string;
  readonly hours: string;
  readonly place: string;
  readonly countryCode: string;
  readonly host: string;
  readonly coOwnerIds: readonly string[];
  readonly peerCountries: readonly string[];
  readonly unitIds: readonly string[];
  readonly trainerIds: readonly string[];
  readonly counts: Readonly<Partial<Record<CountField, string>>>;
  readonly basis: Basis | '';
  readonly notes: string;
  readonly outside?: OutsideDraft | undefined;
}

/** The sums of a head-count that can leave a ministry. */
export const margins = [
  'total',
  'women',
  'men',
  'civilian',
  'military',
  'womenCivilian',
  'womenMilitary',
  'menCivilian',
  'menMilitary',
] as const;
export type Margin = (typeof margins)[number];

/** What is recorded of a head-count, by margin. Null: not recorded; never zero for what is unknown. */
export type ReleasedCount = { readonly [Name in Margin]: number | null };

export const origins = ['recorded', 'published', 'demo', 'imported'] as const;
/** Recorded here by a person; taken from a public page; invented for the demo; or brought in by a file. */
export type Origin = (typeof origins)[number];

export const sessionStates = ['draft', 'waiting', 'returned', 'released'] as const;
/** Where a session stands. A newer draft or version can wait while an older release stands. */
export type SessionState = (typeof sessionStates)[number];

/** A submitted version with what became of it. */
export interface SessionVersion {
  readonly id: VersionId;
  readonly number: number;
  readonly content: SessionContent;
  readonly source: string | null;
  readonly submittedBy: PersonId;
  readonly submittedAt: Date;
  readonly returned: { readonly reason: string; readonly by: PersonId; readonly at: Date } | null;
  readonly release: {
    readonly grain: Grain;
    /** The owner said that its total is no secret. */
    readonly isExact: boolean;
    readonly by: PersonId;
    readonly at: Date;
  } | null;
}

/** A session as its own ministry sees it: draft and all versions, newest first. */
export interface OwnSession {
  readonly id: SessionId;
  readonly ownerId: OwnerId;
  readonly origin: Origin;
  readonly draft: SavedDraft | null;
  readonly versions: readonly SessionVersion[];
  /** The number of the version that stands outside, if any. */
  readonly standing: number | null;
}

export interface SavedDraft {
  readonly fields: SessionDraft;
  readonly revision: number;
  readonly savedAt: Date;
  readonly authorId: PersonId;
}

/**
 * A number of a session as it may be shown outside its ministry: itself; null where nobody recorded it, or it is finer
 * than the grain; `withheld` where it would give a small number away.
 */
export type ShownNumber = number | null | 'withheld';
export type ShownCount = { readonly [Name in Margin]: ShownNumber };

/** What leaves of peers from outside: their numbers as they may be shown; of the grounds, only the kind. */
export interface ShownOutside {
  readonly nationalities: readonly { readonly countryCode: string; readonly n: ShownNumber }[];
  readonly legalCover: LegalCover | null;
  readonly approval: Approval | null;
  readonly teamCountries: readonly string[];
}

/** A session as it left its ministry, with its numbers as this reader may see them. */
export interface ReleasedSession {
  readonly id: SessionId;
  readonly ownerId: OwnerId;
  readonly grain: Grain;
  readonly releasedAt: Date;
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly dateFrom: Day;
  readonly dateTo: Day;
  readonly hours: number | null;
  readonly place: string;
  readonly countryCode: string;
  readonly host: string;
  readonly coOwnerIds: readonly OwnerId[];
  readonly peerCountries: readonly string[];
  readonly unitIds: readonly UnitId[];
  readonly trainerCount: number;
  readonly basis: Basis | null;
  readonly origin: Origin;
  readonly source: string | null;
  readonly count: ShownCount;
  readonly outside: ShownOutside | null;
  /** Why it is left out of the sums, while a signed adjustment stands; null where it counts like any other. */
  readonly leftOut: string | null;
}

/** One line of a list of sessions. */
export interface SessionLine {
  readonly id: SessionId;
  readonly ownerId: OwnerId;
  readonly origin: Origin;
  readonly state: SessionState;
  /** The newest version that waits or was returned, for the coordinator's next step. */
  readonly versionId: VersionId | null;
  readonly title: string;
  readonly dateFrom: Day | null;
  readonly dateTo: Day | null;
  readonly place: string;
  readonly countryCode: string | null;
  readonly coOwnerIds: readonly OwnerId[];
  readonly kind: SessionKind | null;
  readonly occurrence: Occurrence | null;
  readonly submittedBy: PersonId | null;
  readonly submittedAt: Date | null;
  readonly savedAt: Date | null;
  readonly authorId: PersonId | null;
  readonly isStanding: boolean;
  /** Why the newest version came back; null when it did not. */
  readonly returnReason: string | null;
  readonly count: ReleasedCount | null;
  readonly outside: ShownOutside | null;
  readonly leftOut: string | null;
}

/** Which released sessions a figure opens to. */
export interface ReleasedFilter {
  readonly year?: number;
  /** The first and the last of several years. */
  readonly years?: { readonly from: number; readonly to: number };
  readonly ownerId?: OwnerId;
  /** Only what counts: held, and not left out of the sums; of an owner, with what that ministry claimed of others. */
  readonly counts?: true;
  readonly kind?: SessionKind;
  readonly occurrence?: Occurrence;
  readonly peerCountry?: string;
  readonly text?: string;
}

/** How many rows of an import are what. */
export interface ImportCounts {
  readonly fresh: number;
  readonly changed: number;
  readonly same: number;
  readonly examples: number;
  /** Rows with at least one problem, and problems in all. */
  readonly wrong: number;
  readonly problems: number;
}

export const importStages = [
  'mapping',
  'checking',
  'checked',
  'writing',
  'written',
  'releasing',
  'undoing',
  'undone',
] as const;
/** Where an import stands; it follows from what was done of it and is kept nowhere. */
export type ImportStage = (typeof importStages)[number];

/** One file that was sent, and what became of it. */
export interface SessionImport {
  readonly id: ImportId;
  readonly ownerId: OwnerId;
  readonly fileName: string;
  readonly fingerprint: string;
  readonly rowCount: number;
  readonly importedBy: PersonId;
  readonly createdAt: Date;
  readonly begunAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneBy: PersonId | null;
  readonly undoneAt: Date | null;
  readonly stage: ImportStage;
  /** Rows that were checked and rows whose turn to be written is over. */
  readonly checkedRows: number;
  readonly writtenRows: number;
  /** Versions that came by it and are still there. */
  readonly standing: number;
  /** Versions of it that wait for release. */
  readonly waiting: number;
  /** The order to release it as a whole, if it was given. */
  readonly release: { readonly grain: Grain; readonly by: PersonId; readonly at: Date } | null;
  readonly counts: ImportCounts;
  readonly workedAt: Date | null;
}
