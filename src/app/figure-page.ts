import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { mayCite, mayDefine, mayFreeze } from '#domains/training/reach/access.ts';
import { factKeyOf } from '#domains/training/reach/rules/news-facts.ts';
import { NoSuchFigure } from '#domains/training/reach/errors.ts';
import { isFigureScope } from '#domains/training/reach/rules/definitions.ts';
import { showFigure } from '#domains/training/reach/rules/figure.ts';
import { openPeriod, partOf, type Period } from '#domains/training/reach/rules/narrowing.ts';
import type { ShownTotal } from '#domains/training/reach/rules/shown.ts';
import { countLeftOut, findFigure, type Figure } from '#domains/training/reach/server/queries.ts';
import { compareSnapshot, type SnapshotComparison } from '#domains/training/reach/server/queries/comparison.ts';
import { listDefinitionVersions } from '#domains/training/reach/server/queries/definitions.ts';
import { findPublicFigure } from '#domains/training/reach/server/queries/public-figures.ts';
import {
  computeFigure,
  findLatestSnapshot,
  listPublications,
  listSnapshots,
  listUses,
} from '#domains/training/reach/server/queries/snapshots.ts';
import type {
  ComputedFigure,
  FigureDefinition,
  FigureUse,
  SnapshotHead,
  SnapshotScope,
} from '#domains/training/reach/types.ts';
import { belongsTo, isInNetwork, type Actor } from '#shared/actor.ts';
import { isId } from '#shared/ids.ts';
import { composePersons, type ShownPersons } from './persons.ts';
import { readPeriod } from './reach-figure.ts';
import type { Asking } from './request.ts';
import { findWithdrawn, type WithdrawnSince } from './sourced.ts';

/** A snapshot with why it was taken, for lists. */
export interface ListedSnapshot extends SnapshotHead {
  /** The note of its publication; null where it was taken alone. */
  readonly note: string | null;
}

/** Everything that the page of a figure shows. */
export interface FigurePage {
  readonly definition: FigureDefinition;
  readonly versions: readonly FigureDefinition[];
  readonly scope: SnapshotScope;
  /** The scope as it stands in an address, without its question mark. */
  readonly query: string;
  readonly computed: ComputedFigure;
  /** Of a reported total: since when it stands no more. */
  readonly withdrawn: WithdrawnSince | null;
  /** The value as this actor may see it; null: recorded of nobody. */
  readonly value: ShownTotal | null;
  /** Its splits and tables, where it is counted in sessions. */
  readonly figure: Figure | null;
  /** Beside the attendances of one ministry; null where nothing is to be said of persons. */
  readonly persons: ShownPersons | null;
  readonly latest: { readonly snapshot: SnapshotHead; readonly comparison: SnapshotComparison } | null;
  readonly snapshots: readonly ListedSnapshot[];
  readonly uses: readonly FigureUse[];
  readonly ministries: readonly Ministry[];
  readonly threshold: number;
  /** Whether the public is shown it, so that others may show its card. */
  readonly isPublic: boolean;
  /** What chooses it on the page where texts are written; null: it is offered there for all years alone, or they may not. */
  readonly newsKey: string | null;
  readonly may: { readonly freeze: boolean; readonly define: boolean; readonly openSessions: boolean };
}

/** Gathers what the page of a figure shows: of the scope that the parameters of its address name. */
export async function composeFigurePage(
  ask: Asking,
  actor: Actor,
  code: string,
  parameters: URLSearchParams,
): Promise<FigurePage> {
  const versions = await ask(listDefinitionVersions, code);
  const definition = versions[0];
  const ministries = await ask(listMinistries);
  const scope = definition && readFigureScope(definition, ministries, parameters);
  if (!definition || !scope) throw new NoSuchFigure();
  const computed = await ask(computeFigure, definition, scope);
  if (computed.value === null && !computed.splits.rows) throw new NoSuchFigure();
  const figure = await findShown(ask, actor, computed);
  const latest = await ask(findLatestSnapshot, code, scope);
  const snapshots = await listNoted(ask, code, scope);
  return {
    ...{ definition, versions, scope, computed, figure, ministries, snapshots },
    withdrawn: await findWithdrawn(ask, scope),
    persons: await findPersons(ask, definition, figure),
    query: String(writeFigureScope(scope, ministries)),
    value:
      figure && definition.unit === 'attendance'
        ? partOf(figure.whole, definition.filters.audience)
        : (computed.value ?? 'withheld'),
    latest: latest && { snapshot: latest, comparison: await ask(compareSnapshot, latest) },
    uses: await ask(
      listUses,
      snapshots.map(({ id }) => id),
    ),
    newsKey: mayCite(actor) && !scope.from && !scope.to ? factKeyOf({ unit: definition.unit, code, scope }) : null,
    threshold: await ask(findThreshold),
    isPublic: (await ask(findPublicFigure, code, scope)) !== null,
    may: {
      freeze: mayFreeze(actor, scope.owner),
      define: mayDefine(actor),
      openSessions: isInNetwork(actor) && computed.splits.rows !== undefined,
    },
  };
}

/** What is said of persons beside a figure that counts attendances. */
async function findPersons(ask: Asking, { unit }: FigureDefinition, figure: Figure | null) {
  if (!figure || unit !== 'attendance') return null;
  const { scope } = figure;
  return composePersons(ask, { scope, period: scope.period }, figure.isExact);
}

/** The snapshots of a figure, each with the note of its publication. */
async function listNoted(ask: Asking, code: string, scope: SnapshotScope): Promise<ListedSnapshot[]> {
  const notes = new Map((await ask(listPublications)).map(({ id, note }) => [id, note]));
  const snapshots = await ask(listSnapshots, { code, scope }, 50);
  return snapshots.map((one) => ({ ...one, note: (one.publicationId && notes.get(one.publicationId)) ?? null }));
}

/** The people of a ministry see its attendances exactly; everybody else, and sessions, as they are published. */
async function findShown(ask: Asking, actor: Actor, computed: ComputedFigure): Promise<Figure | null> {
  const { definition, scope, splits } = computed;
  if (!splits.rows || !definition.kind) return null;
  const period = periodOf(scope);
  const asked = { kind: definition.kind, ...(scope.owner && { ownerId: scope.owner }), ...(period && { period }) };
  const isOwn = scope.owner !== undefined && belongsTo(actor, scope.owner);
  if (definition.unit === 'attendance' && (isOwn || !scope.owner)) return ask(findFigure, asked);
  const { sum, ...shown } = showFigure(splits.rows, definition.kind);
  const { sessions, uncountedSessions, heldSessions, byBoth } = sum;
  const leftOut = await ask(countLeftOut, asked);
  return { scope: asked, sessions, uncountedSessions, heldSessions, byBoth, ...shown, leftOut, isExact: false };
}

const periodOf = ({ from, to }: SnapshotScope): Period | undefined =>
  from || to ? { from: from ?? openPeriod.from, to: to ?? openPeriod.to } : undefined;

/** Reads the scope that an address names for a figure; null where it names what the figure does not have. */
export function readFigureScope(
  { unit }: FigureDefinition,
  ministries: readonly Ministry[],
  parameters: URLSearchParams,
): SnapshotScope | null {
  const [series, number, reported] = ['series', 'number', 'reported'].map((name) => parameters.get(name));
  const owner = ministries.find(({ countryCode }) => countryCode === parameters.get('ministry'))?.id;
  const period = readPeriod(parameters);
  const named: SnapshotScope = {
    ...(series === 'GMT' || series === 'GEM' ? { series } : {}),
    ...(number && /^\d{1,5}$/.test(number) ? { number: Number(number) } : {}),
    ...(isId(reported) ? { reported } : {}),
    ...(owner && { owner }),
    ...(period && period.from > openPeriod.from && { from: period.from }),
    ...(period && period.to < openPeriod.to && { to: period.to }),
  };
  // What this figure does not have is left out, as other pages do with filters that they do not know.
  const names = (Object.keys(named) as (keyof SnapshotScope)[]).filter((name) => isNamed(unit, name));
  const scope = Object.fromEntries(names.map((name) => [name, named[name]])) as SnapshotScope;
  return isFigureScope(unit, scope) ? scope : null;
}

const isNamed = (unit: FigureDefinition['unit'], name: keyof SnapshotScope): boolean =>
  ['attendance', 'session', 'country'].includes(unit)
    ? ['owner', 'from', 'to'].includes(name)
    : ['series', 'number', 'reported'].includes(name);

/** A scope as it stands in an address. */
export function writeFigureScope(scope: SnapshotScope, ministries: readonly Ministry[]): URLSearchParams {
  const { owner, from, to, series, number, reported } = scope;
  const country = ministries.find(({ id }) => id === owner)?.countryCode;
  const isYear = from !== undefined && from === to;
  const named = {
    ...{ ministry: country, series, number, reported },
    ...(isYear ? { year: from } : { from, to }),
  };
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
