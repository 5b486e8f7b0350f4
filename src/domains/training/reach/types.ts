import type { Basis, Margin, SessionKind } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, PublicationId, SessionId, SnapshotId, VersionId } from '#shared/ids.ts';

/** A total that somebody published before the records. */
export interface ReportedTotal {
  readonly id: string;
  readonly asAt: Day;
  readonly qualifier: 'exactly' | 'over' | 'more than';
  readonly value: number;
  readonly counted: string;
  /** The ministry's country, or null for the whole network. */
  readonly countryCode: string | null;
  readonly periodFrom: Day;
  readonly periodTo: Day;
  readonly basis: string;
  readonly source: string;
  readonly note: string | null;
}

/** Two published sources that disagree. */
export interface Contradiction {
  readonly id: string;
  readonly subject: string;
  readonly first: string;
  readonly second: string;
  readonly firstSource: string;
  readonly secondSource: string;
}

/** A share of women as published. Null: the source does not say. */
export interface PublishedShare {
  readonly id: string;
  readonly countryCode: string;
  readonly asAt: string | null;
  readonly women: number | null;
  readonly total: number | null;
  readonly percent: number | null;
  readonly population: string;
  readonly source: string;
  readonly note: string | null;
}

/** A country outside the region whose peers were trained. */
export interface PeerCountry {
  readonly countryCode: string;
  readonly sessions: number;
  readonly since: number;
  /** How many came from it, of those whose number is shown; null where it is shown of no session. */
  readonly attendances: number | null;
  /** Sessions of which their number was not recorded or is withheld. */
  readonly openSessions: number;
}

/** Sessions of one ministry and year that were counted in one way, and how many of them say nothing of something. */
export interface BasisRow {
  readonly ownerId: OwnerId;
  readonly year: number;
  /** Never of coaching. */
  readonly basis: Basis;
  readonly sessions: number;
  readonly withoutTotal: number;
  readonly withoutSex: number;
  readonly withoutStatus: number;
}

/** The margins of a head-count as numbers of persons: of a sum, what was recorded of each. */
export type Counted = { readonly [Name in Margin]: number };

/**
 * What the held sessions of one owner, year and kind add up to.
 * `uncountedSessions` are those of unknown total; nothing of them is in any margin, so that no split is above `total`.
 */
export interface ReachRow extends Counted {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly kind: SessionKind;
  readonly sessions: number;
  readonly uncountedSessions: number;
  /** Those whose total was recorded and waits, because it is too small: nothing of them is in any margin. */
  readonly heldSessions: number;
  /** Of how many people a split was recorded and is not shown. */
  readonly withheldSex: number;
  readonly withheldStatus: number;
  readonly withheldBoth: number;
  /** What of it was claimed of other ministries' sessions; left out: nothing. */
  readonly sharedSessions?: number;
  readonly sharedTotal?: number;
}

/** What of a figure counts for more than one ministry: sessions that co-owners claimed, and the people shown of them. */
export interface SharedPart {
  readonly sessions: number;
  readonly attendances: number;
}

/** A sum with, for each way of splitting it, the part of which the split was not recorded or is not shown. */
export interface ReachSum {
  readonly sessions: number;
  readonly uncountedSessions: number;
  readonly heldSessions: number;
  readonly total: number;
  readonly bySex: Unsplit & { readonly women: number; readonly men: number };
  readonly byStatus: Unsplit & { readonly civilian: number; readonly military: number };
  readonly byBoth: Unsplit & {
    readonly womenCivilian: number;
    readonly womenMilitary: number;
    readonly menCivilian: number;
    readonly menMilitary: number;
  };
}

/** The part of a sum that is in no part of a split: nobody recorded it, or it is not shown. */
interface Unsplit {
  readonly notRecorded: number;
  readonly withheld: number;
}

/** What one of a figure is, and so how it is computed. */
export type FigureUnit =
  'attendance' | 'session' | 'country' | 'meeting' | 'ministry' | 'trainer' | 'participant' | 'number' | 'reported';

/** What narrows a figure, beside the kind of its sessions. */
export interface DefinitionFilters {
  readonly audience?: 'women' | 'men' | 'civilian' | 'military';
  readonly firstYear?: number;
  readonly lastYear?: number;
}

/** What a figure is called and what counts, in one language. */
export interface DefinitionWords {
  readonly name: string;
  readonly rule: string;
}

/** What a figure counts. The code is for ever; what is counted otherwise is a higher version. */
export interface FigureDefinition {
  readonly code: string;
  readonly version: number;
  readonly unit: FigureUnit;
  /** Null: it counts no sessions. */
  readonly kind: SessionKind | null;
  readonly filters: DefinitionFilters;
  /** By language. */
  readonly words: Readonly<Record<string, DefinitionWords>> & { readonly en: DefinitionWords };
  /** Why this version was made. */
  readonly reason: string;
  /** Null: the platform came with it. */
  readonly madeBy: PersonId | null;
  readonly madeAt: Date;
}

/** What a new version of a definition says; `after` is the version that its writer saw. */
export interface NewDefinition {
  readonly code: string;
  readonly after: number;
  readonly words: FigureDefinition['words'];
  readonly filters: DefinitionFilters;
  readonly reason: string;
}

/** Of what a figure is: a ministry and years, a series of meetings or one of them, one reported total; empty: all. */
export interface SnapshotScope {
  readonly owner?: OwnerId;
  readonly from?: number;
  readonly to?: number;
  readonly series?: 'GMT' | 'GEM';
  readonly number?: number;
  readonly reported?: string;
}

/** One row of a figure with the fingerprint of the pieces that stood in it. */
export type FrozenRow = ReachRow & { readonly setHash: string };

/** A record of another domain, with the fingerprint of what it said. */
export interface FrozenRecord {
  readonly record: string;
  readonly hash: string;
}

/** What a figure is made of, as everybody sees it. Which of these there are depends on its unit. */
export interface FigureSplits {
  readonly rows?: readonly FrozenRow[];
  readonly countries?: readonly PeerCountry[];
  readonly records?: readonly FrozenRecord[];
  /** The meeting that a single fact is about. */
  readonly meeting?: {
    readonly series: 'GMT' | 'GEM';
    readonly number: number;
    readonly dateFrom: Day | null;
    readonly dateTo: Day | null;
    readonly mode: 'in person' | 'online' | 'hybrid' | null;
    readonly place: string | null;
    readonly countryCode: string | null;
    readonly source: string;
  };
  /** The reported total that it repeats. */
  readonly reported?: ReportedTotal;
}

/** A figure as it can be computed now, by one version of its definition, from what everybody sees. */
export interface ComputedFigure {
  readonly definition: FigureDefinition;
  readonly scope: SnapshotScope;
  /** Null: there is something, and it is withheld. */
  readonly value: number | null;
  readonly splits: FigureSplits;
  readonly asAt: Date;
}

/** A figure as it was published, frozen; without what it is made of. */
export interface SnapshotHead {
  readonly id: SnapshotId;
  /** With which others it was published; null where it was taken alone. */
  readonly publicationId: PublicationId | null;
  /** The ministry whose coordinator took it; null: the secretariat. */
  readonly ownerId: OwnerId | null;
  readonly code: string;
  readonly version: number;
  readonly scope: SnapshotScope;
  readonly asAt: Date;
  /** Where the ledger stood. */
  readonly position: number;
  readonly value: number | null;
  /** SHA-256, 64 digits. */
  readonly fingerprint: string;
  readonly previous: SnapshotId | null;
  readonly takenAt: Date;
}

/** The same with its splits. */
export interface Snapshot extends SnapshotHead {
  readonly splits: FigureSplits;
}

/** When all public figures were published together. */
export interface Publication {
  readonly id: PublicationId;
  readonly note: string;
  readonly publishedAt: Date;
  readonly position: number;
  readonly snapshots: number;
}

/** A figure as it was published, with what it counts. */
export interface PublishedFigure {
  readonly snapshot: Snapshot;
  readonly definition: FigureDefinition;
  readonly publishedAt: Date;
}

/** Where somebody used a snapshot. */
export interface FigureUse {
  readonly snapshotId: SnapshotId;
  readonly place: string;
  readonly address: string | null;
  readonly usedAt: Date;
  /** Null for whoever may not know. */
  readonly usedBy: PersonId | null;
}

/** One piece of a published sum: what is shown of a session by itself, or the joint count of several. */
export interface CountedPiece extends Omit<ReachRow, 'kind'> {
  /** Null: a joint count. */
  readonly sessionId: SessionId | null;
  readonly versionId: VersionId | null;
  readonly jointCountId: number | null;
  /** Another ministry's session, which this one claimed. */
  readonly isClaim: boolean;
}

/** Why a piece of a snapshot is another one now. */
export type PieceChangeReason =
  | ('released' | 'withdrawn' | 'corrected' | 'moved' | 'regrouped' | 'left-together' | 'taken-back')
  | ('claimed' | 'unclaimed' | 'left-out');

/** What became of one piece: null where it was not there yet, or is not there any more. */
export interface PieceChange {
  readonly before: CountedPiece | null;
  readonly now: CountedPiece | null;
  readonly why: PieceChangeReason;
  readonly at: Date;
}

/** A public figure beside its newest published snapshot: what publishing it now would change. */
export interface PublishableFigure {
  readonly code: string;
  readonly scope: SnapshotScope;
  readonly value: number | null;
  /** Null: it was never published. */
  readonly before: { readonly id: SnapshotId; readonly value: number | null } | null;
  readonly isSame: boolean;
}
