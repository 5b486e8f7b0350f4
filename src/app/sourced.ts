import { listMinistries, namePeople } from '#domains/identity/server/queries.ts';
import { flagShare, flagTotal, type Flag } from '#domains/training/reach/rules/flags.ts';
import {
  listContradictions,
  listPublishedShares,
  listReportedTotals,
  type Standing,
} from '#domains/training/reach/server/queries.ts';
import type { Contradiction, PublishedShare, ReportedTotal, SnapshotScope } from '#domains/training/reach/types.ts';
import { keptCountries, mayKeepSomeSourced, mayKeepSourced } from '#domains/training/sourced/access.ts';
import { MayNotKeepSourced, SourcedMissing } from '#domains/training/sourced/errors.ts';
import { listSourcedVersions, listWithdrawals } from '#domains/training/sourced/server/queries.ts';
import type {
  SourcedKind,
  SourcedRecordId,
  SourcedVersion,
  SourcedVersionId,
  Withdrawal,
} from '#domains/training/sourced/types.ts';
import { isSecretariat, type Actor } from '#shared/actor.ts';
import { isId, newId, type OwnerId, type PersonId } from '#shared/ids.ts';
import type { Asking } from './request.ts';

/** A record that others published, of one kind. */
export type SourcedRecord =
  | ({ readonly kind: 'reported_total' } & ReportedTotal)
  | ({ readonly kind: 'published_share' } & PublishedShare)
  | ({ readonly kind: 'contradiction' } & Contradiction);

/** Since when a record stands no more, and why. */
export type WithdrawnSince = Pick<Withdrawal, 'reason' | 'withdrawnAt'>;

/** What stands no more, as the public is told of it: the records, and by their ids when and why. */
export interface Withdrawn {
  readonly reported: readonly ReportedTotal[];
  readonly shares: readonly PublishedShare[];
  readonly contradictions: readonly Contradiction[];
  readonly why: Readonly<Record<string, WithdrawnSince>>;
}

/** Gathers what was withdrawn. */
export async function composeWithdrawn(ask: Asking): Promise<Withdrawn> {
  return {
    reported: await ask(listReportedTotals, 'withdrawn'),
    shares: await ask(listPublishedShares, 'withdrawn'),
    contradictions: await ask(listContradictions, 'withdrawn'),
    why: Object.fromEntries(
      (await ask(listWithdrawals)).map(({ recordId, reason, withdrawnAt }) => [recordId, { reason, withdrawnAt }]),
    ),
  };
}

/** When and why the reported total of a figure was withdrawn; null where it stands, or the figure is none of one. */
export async function findWithdrawn(ask: Asking, { reported }: SnapshotScope): Promise<WithdrawnSince | null> {
  if (!reported) return null;
  const { why } = await composeWithdrawn(ask);
  return why[reported] ?? null;
}

const scopeOf = (record: SourcedRecord): string | null => ('countryCode' in record ? record.countryCode : null);

async function listRecords(ask: Asking, which: Standing): Promise<SourcedRecord[]> {
  const [reported, shares] = [await ask(listReportedTotals, which), await ask(listPublishedShares, which)];
  return [
    ...reported.map((one): SourcedRecord => ({ kind: 'reported_total', ...one })),
    ...shares.map((one): SourcedRecord => ({ kind: 'published_share', ...one })),
    ...(await ask(listContradictions, which)).map((one): SourcedRecord => ({ kind: 'contradiction', ...one })),
  ];
}

/** The records that one is compared with: all others that stand. */
export interface Compared {
  readonly reported: readonly ReportedTotal[];
  readonly shares: readonly PublishedShare[];
}
const compareWith = async (ask: Asking): Promise<Compared> => ({
  reported: await ask(listReportedTotals),
  shares: await ask(listPublishedShares),
});

/** What does not fit about a record beside the others. */
export const flagRecord = (record: SourcedRecord, { reported, shares }: Compared): Flag[] => {
  if (record.kind === 'contradiction') return [];
  return record.kind === 'reported_total' ? flagTotal(record, reported) : flagShare(record, shares);
};

/** A record as whoever keeps it sees it. */
export interface KeptRecord {
  readonly record: SourcedRecord;
  readonly flags: readonly Flag[];
  readonly withdrawal: Pick<Withdrawal, 'reason' | 'withdrawnAt'> | null;
}

/** The records that somebody keeps, and which kinds they may enter. */
export interface Kept {
  readonly records: readonly KeptRecord[];
  readonly kinds: readonly SourcedKind[];
}

/** Gathers the records that somebody keeps, in the order in which the public sees them; the withdrawn ones come last. */
export async function composeKept(ask: Asking, actor: Actor): Promise<Kept> {
  if (!mayKeepSomeSourced(actor)) throw new MayNotKeepSourced();
  const compared = await compareWith(ask);
  const { why } = await composeWithdrawn(ask);
  const records = [...(await listRecords(ask, 'standing')), ...(await listRecords(ask, 'withdrawn'))];
  return {
    records: records
      .filter((record) => mayKeepSourced(actor, scopeOf(record)))
      .map((record) => {
        const withdrawal = why[record.id] ?? null;
        return { record, withdrawal, flags: withdrawal ? [] : flagRecord(record, compared) };
      }),
    kinds: kindsFor(actor),
  };
}

/** A contradiction is between sources of anything: the secretariat keeps it. */
const kindsFor = (actor: Actor): SourcedKind[] => [
  'reported_total',
  'published_share',
  ...(isSecretariat(actor) ? (['contradiction'] as const) : []),
];

/** The form of a record: what it starts with, what it may choose, and what it is compared with. */
export interface RecordForm {
  readonly start: Readonly<Record<string, string>>;
  /** Of which countries it can be; null stands for the network. */
  readonly scopes: readonly (string | null)[];
  readonly compared: Compared;
}

/** Without a sign-in, a form comes back after sign-out and keeps what was typed; all that it shows is public. */
const isSignedIn = ({ personId }: Actor) => personId !== null;

/** What stands in the form of a new record. */
export async function composeNewRecord(ask: Asking, actor: Actor, kind: SourcedKind): Promise<RecordForm> {
  if (isSignedIn(actor) && !(mayKeepSomeSourced(actor) && kindsFor(actor).includes(kind)))
    throw new MayNotKeepSourced();
  const countries = (await ask(listMinistries)).map(({ countryCode }) => countryCode);
  const all = [...(kind === 'reported_total' ? [null] : []), ...countries];
  const scopes = isSecretariat(actor) || !isSignedIn(actor) ? all : keptCountries(actor);
  return {
    start: {
      ...{ id: newId<'SourcedVersion'>(), recordId: newId<'SourcedRecord'>(), after: '0' },
      ...(scopes.length === 1 && { countryCode: scopes[0] ?? '' }),
    },
    scopes,
    compared: await compareWith(ask),
  };
}

/** A version of a record, with whoever wrote it as far as the reader may know. */
export interface TracedVersion extends SourcedVersion {
  readonly by: Voice;
}
/** Who spoke: a ministry's country, or null for the secretariat; with the name where it may be read. */
export interface Voice {
  readonly countryCode: string | null;
  readonly name: string | null;
}

/** One record with its history and its form. */
export interface RecordPage extends RecordForm, KeptRecord {
  readonly versions: readonly TracedVersion[];
  readonly withdrawnBy: Voice | null;
}

/** Gathers what whoever keeps a record sees of it. */
export async function composeRecord(ask: Asking, actor: Actor, named: string): Promise<RecordPage> {
  if (isSignedIn(actor) && !mayKeepSomeSourced(actor)) throw new MayNotKeepSourced();
  if (!isId(named)) throw new SourcedMissing();
  const id = named as SourcedRecordId;
  const records = [...(await listRecords(ask, 'standing')), ...(await listRecords(ask, 'withdrawn'))];
  const record = records.find((one) => one.id === id);
  if (!record) throw new SourcedMissing();
  if (isSignedIn(actor) && !mayKeepSourced(actor, scopeOf(record))) throw new MayNotKeepSourced();
  const versions = await ask(listSourcedVersions, id);
  const withdrawal = (await ask(listWithdrawals)).find(({ recordId }) => recordId === id) ?? null;
  const voices = await nameVoices(ask, [
    ...versions.map(({ writtenBy }) => writtenBy),
    withdrawal?.withdrawnBy ?? null,
  ]);
  const compared = await compareWith(ask);
  return {
    ...{ record, withdrawal, compared },
    flags: withdrawal ? [] : flagRecord(record, compared),
    start: startOf(record, versions),
    scopes: [scopeOf(record)],
    versions: versions.map((version) => ({ ...version, by: voices(version.ownerId, version.writtenBy) })),
    withdrawnBy: withdrawal && voices(withdrawal.ownerId, withdrawal.withdrawnBy),
  };
}

/** What the form of a correction starts with: what the record says now. */
const startOf = (
  { id, kind: _, ...said }: SourcedRecord,
  versions: readonly SourcedVersion[],
): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value === null ? '' : String(value)])),
  ...{ id: newId<'SourcedVersion'>() as SourcedVersionId, recordId: id },
  after: String(versions[0]?.number ?? 1),
});

async function nameVoices(ask: Asking, people: readonly (PersonId | null)[]) {
  const names = await ask(
    namePeople,
    people.filter((id) => id !== null),
  );
  const ministries = await ask(listMinistries);
  return (ownerId: OwnerId | null, personId: PersonId | null): Voice => ({
    countryCode: ministries.find(({ id }) => id === ownerId)?.countryCode ?? null,
    name: (personId && names.get(personId)) ?? null,
  });
}
