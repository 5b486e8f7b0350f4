import * as v from 'valibot';
import { findNetwork, findThreshold } from '#domains/network/server/queries.ts';
import { kindCodes, codeOf } from '#domains/training/reach/rules/definitions.ts';
import {
  byBothJson,
  figureValueJson,
  shownRowJson,
  writeBoth,
  writeRow,
  writeShown,
  writeValue,
} from '#domains/training/reach/rules/json.ts';
import {
  audiences,
  openPeriod,
  singleYear,
  type Audience,
  type Period,
} from '#domains/training/reach/rules/narrowing.ts';
import { sayFilters } from '#domains/training/reach/rules/wording.ts';
import { wordsIn } from '#app/definition-words.ts';
import { composePersons, type ShownPersons } from '#app/persons.ts';
import { findAsAt, findFigure, type Figure } from '#domains/training/reach/server/queries.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import type { FigureDefinition } from '#domains/training/reach/types.ts';
import { ministryJson } from '#domains/training/sessions/rules/json.ts';
import { sessionKinds, units } from '#domains/training/sessions/types.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import { isInNetwork, type Actor } from '#shared/actor.ts';
import type { Asking } from '../request.ts';
import { audienceParameter, ministryParameter, openMinistries, yearParameter, type Ministries } from './asked-scope.ts';
import { operation } from './operation.ts';
import { FigureMissing } from './refusals.ts';

const year = v.pipe(v.number(), v.integer());

export const definitionJson = v.object({
  title: v.string(),
  unit: v.picklist(units),
  unitMeans: v.string(),
  rule: v.string(),
  version: v.pipe(v.number(), v.integer()),
  only: v.pipe(v.string(), v.description('What narrows it, in words; empty where nothing does.')),
});

const whole = v.pipe(v.number(), v.integer());
const personsJson = v.pipe(
  v.nullable(
    v.object({
      published: v.pipe(
        v.nullable(v.object({ least: whole, attendances: whole, publishedAt: v.pipe(v.string(), v.isoTimestamp()) })),
        v.description('At least so many persons among so many attendances of all years, as the ministry released it.'),
      ),
      own: v.pipe(
        v.nullable(v.object({ least: whole, most: whole, attendances: whole, lists: whole, sessions: whole })),
        v.description('Of your own ministry, by its lists of participants: the persons that there can have been.'),
      ),
    }),
  ),
  v.description(
    'A figure of its own beside the attendances; null where nothing is known, and of the network as a whole.',
  ),
);

/** A figure: what it counts, of whom and when, how many, and what stands behind it. */
const figureEntries = {
  code: v.picklist(kindCodes),
  definition: definitionJson,
  scope: v.object({
    kind: v.picklist(sessionKinds),
    ministry: v.nullable(ministryJson),
    year: v.nullable(year),
    audience: v.pipe(
      v.nullable(v.picklist(audiences)),
      v.description('Of whom the value is; null: everybody. All other numbers are of everybody.'),
    ),
  }),
  asAt: v.pipe(
    v.nullable(v.pipe(v.string(), v.isoTimestamp())),
    v.description('When the figure last changed: the latest release, claim or adjustment in it.'),
  ),
  threshold: v.pipe(v.number(), v.integer(), v.description('A number of people below this leaves no ministry.')),
  isExact: v.pipe(v.boolean(), v.description('Nothing is withheld: these are the numbers of your own ministry.')),
  isDemo: v.pipe(v.boolean(), v.description('The records it is computed from are invented.')),
  leftOutSessions: v.pipe(
    v.number(),
    v.integer(),
    v.description(
      'Held sessions that are not in it, because a coordinator signed that they are the same training as another.',
    ),
  ),
  ...shownRowJson,
  value: figureValueJson,
  bySexAndStatus: byBothJson,
  opens: v.pipe(v.string(), v.description('What stands behind it: the sessions, or the counts they add up to.')),
};
export const figureJson = v.object(figureEntries);
export const openedFigureJson = v.object({
  ...figureEntries,
  persons: personsJson,
  byMinistry: v.pipe(
    v.array(v.object({ ministry: ministryJson, ...shownRowJson })),
    v.description('Each ministry with what it claimed; less what is shared, they add up to the figure of the network.'),
  ),
  byYear: v.array(v.object({ year, ...shownRowJson })),
});
export const figureListJson = v.object({ figures: v.array(figureJson) });

const scopeQuery = { ministry: ministryParameter, year: yearParameter, audience: audienceParameter };
const kind = v.optional(v.pipe(v.picklist(sessionKinds, 'api.problem.kind'), v.description('One kind of session.')));
interface Wanted {
  readonly ministry?: string;
  readonly year?: number;
  /** The first and the last of several years. */
  readonly from?: number;
  readonly to?: number;
  readonly audience?: Audience;
}

export const listFigures = operation({
  id: 'listFigures',
  summary: 'All figures: each kind of session is one; they are never added up',
  who: 'Anybody.',
  isPublic: true,
  query: v.object({ kind, ...scopeQuery }),
  answer: figureListJson,
  async carryOut({ locals, query }) {
    const t = await wordsOf(locals);
    return locals.asking(async (ask) => {
      const figures = [];
      for (const kind of sessionKinds.filter((one) => query.kind === undefined || query.kind === one))
        figures.push(
          writeFigure(t, locals.actor, await openFigure(ask, await insistOnDefinition(ask, codeOf(kind)), query)),
        );
      return { figures };
    });
  },
});

export const readFigure = operation({
  id: 'readFigure',
  summary: 'One figure, with its rows by ministry and by year',
  who: 'Anybody.',
  isPublic: true,
  query: v.object(scopeQuery),
  answer: openedFigureJson,
  refusals: [FigureMissing],
  async carryOut({ locals, params, query }) {
    const opened = await locals.asking(async (ask) =>
      openFigure(ask, await insistOnDefinition(ask, params.code), query),
    );
    const { figure, ministries } = opened;
    return {
      ...writeFigure(await wordsOf(locals), locals.actor, opened),
      persons: writePersons(opened.persons),
      byMinistry: figure.byOwner.map((row) => ({ ministry: ministries.write(row.key), ...writeRow(row) })),
      byYear: figure.byYear.map((row) => ({ year: row.key, ...writeRow(row) })),
    };
  },
});

/** A figure with what it takes to write it down. */
export interface OpenedFigure {
  readonly definition: FigureDefinition;
  readonly figure: Figure;
  /** Of whom its value is: of those who are asked for, or whom its definition names; undefined: of everybody. */
  readonly audience: Audience | undefined;
  readonly persons: ShownPersons | null;
  readonly asAt: Date | null;
  readonly threshold: number;
  /** The records behind it are invented. */
  readonly isDemo: boolean;
  readonly ministries: Ministries;
}

/** The definition of a code of attendances, or the refusal. */
export async function insistOnDefinition(ask: Asking, code: string | undefined): Promise<FigureDefinition> {
  const definition = code && kindCodes.includes(code) ? await ask(findDefinition, code) : null;
  if (!definition) throw new FigureMissing();
  return definition;
}

/** The years that are asked for; undefined: all. */
export function periodOf({ year, from, to }: Wanted): Period | undefined {
  if (year !== undefined) return { from: year, to: year };
  return from === undefined && to === undefined
    ? undefined
    : { from: from ?? openPeriod.from, to: to ?? openPeriod.to };
}

/** Finds one figure, as the actor may see it. */
export async function openFigure(ask: Asking, definition: FigureDefinition, wanted: Wanted): Promise<OpenedFigure> {
  const ministries = await openMinistries(ask);
  const ownerId = ministries.ownerOf(wanted.ministry);
  const scope = { kind: definition.kind!, ownerId };
  const period = periodOf(wanted);
  const figure = await ask(findFigure, { ...scope, period });
  return {
    ...{ definition, figure },
    // Where nobody is counted, nobody is chosen.
    audience: definition.unit === 'attendance' ? (wanted.audience ?? definition.filters.audience) : undefined,
    persons: await composePersons(ask, { scope, period }, figure.isExact),
    asAt: await ask(findAsAt, { ...scope, period }),
    threshold: await ask(findThreshold),
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
    ministries,
  };
}

/** The words in which figures are described. */
export const wordsOf = async ({ language }: Pick<App.Locals, 'language'>) =>
  createTranslate(language, await loadWords(language, ['api', 'facts', 'reach', 'snapshots']));

/** What a figure counts, in the language of who asks. */
export function sayDefinition(t: Translate, { words, version, unit, filters }: FigureDefinition) {
  const { name: title, rule } = wordsIn(t.language, words);
  return {
    title,
    unit: unit === 'session' ? ('sessions' as const) : ('attendances' as const),
    unitMeans: t(unit === 'session' ? 'facts.how.unit.sessions' : 'facts.how.unit'),
    rule,
    version,
    only: sayFilters(t, filters),
  };
}

/** Writes a figure as this actor may see it. */
export function writeFigure(
  t: Translate,
  actor: Actor,
  { figure, audience, asAt, threshold, isDemo, ministries, definition }: OpenedFigure,
): v.InferInput<typeof figureJson> {
  const { scope, sessions, uncountedSessions, heldSessions, whole, byBoth, shared, isExact } = figure;
  // In the figure of the network nothing is counted twice.
  const within = scope.ownerId ? shared : { sessions: 0, attendances: 0 };
  return {
    code: definition.code,
    definition: sayDefinition(t, definition),
    scope: {
      kind: scope.kind,
      ministry: scope.ownerId ? ministries.write(scope.ownerId) : null,
      year: singleYear(scope.period) ?? null,
      audience: audience ?? null,
    },
    asAt: asAt?.toISOString() ?? null,
    threshold,
    isExact,
    isDemo,
    sessions,
    uncountedSessions,
    heldSessions,
    sharedSessions: within.sessions,
    sharedAttendances: within.attendances,
    leftOutSessions: figure.leftOut,
    ...writeShown({ sessions, shown: whole }),
    value: writeValue({ sessions, shown: whole }, audience),
    bySexAndStatus: writeBoth(byBoth, whole),
    opens: openingOf(actor, figure, ministries),
  };
}

/** What is said of persons beside it. */
function writePersons(persons: ShownPersons | null): v.InferInput<typeof personsJson> {
  if (!persons) return null;
  const { own, published } = persons;
  if (!own?.range && !published) return null;
  return {
    published: published && {
      ...{ least: published.least, attendances: published.attendances },
      publishedAt: published.publishedAt.toISOString(),
    },
    own: own?.range ? { ...own.range, attendances: own.attendances, lists: own.lists, sessions: own.sessions } : null,
  };
}

/** Opens to the sessions for those who may see them, and to the counts for others. */
function openingOf(actor: Actor, { scope }: Figure, ministries: Ministries): string {
  const wanted = new URLSearchParams();
  if (isInNetwork(actor)) {
    wanted.set('of', 'network');
    wanted.set('kind', scope.kind);
  }
  if (scope.ownerId) wanted.set('ministry', ministries.write(scope.ownerId).countryCode);
  const year = singleYear(scope.period);
  if (year !== undefined) wanted.set('year', String(year));
  const path = isInNetwork(actor) ? '/api/v1/sessions' : `/api/v1/figures/${codeOf(scope.kind)}`;
  return wanted.size > 0 ? `${path}?${wanted}` : path;
}
