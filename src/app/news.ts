import { findNetwork, listCohorts, listCountryNames } from '#domains/network/server/queries.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { listSeries } from '#domains/meetings/server/queries.ts';
import { mayCite } from '#domains/training/reach/access.ts';
import { MayNotCite, NotCitable } from '#domains/training/reach/errors.ts';
import {
  factKeyOf,
  factOf,
  numbersOf,
  snapshotAddress,
  type Citable,
  type Fact,
  type FactContext,
  type NewsGroup,
} from '#domains/training/reach/rules/news-facts.ts';
import {
  saySentence,
  toHtml,
  toPlainText,
  writeParagraph,
  type Paragraph,
} from '#domains/training/reach/rules/news.ts';
import type { Cited } from '#domains/training/reach/server/commands.ts';
import { listCitable, listCited } from '#domains/training/reach/server/queries/citable.ts';
import { listDefinitions } from '#domains/training/reach/server/queries/definitions.ts';
import { sessionKinds } from '#domains/training/sessions/types.ts';
import { textIn } from '#platform/i18n/localised.ts';
import { isOffered, type Language } from '#platform/i18n/languages.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { SnapshotId } from '#shared/ids.ts';
import type { Asking } from './request.ts';
import { readChosen, readTaken } from './news-address.ts';
import { translateFor } from './translate.ts';

/** One fact that can be chosen, as the sentence that it becomes. */
export interface NewsChoice {
  readonly key: string;
  readonly group: NewsGroup;
  /** Of whose ministry it is, in the group of these. */
  readonly countryCode: string | null;
  readonly sentence: string;
}

/** Everything that the page shows on which a text is written. */
export interface NewsPage {
  readonly choices: readonly NewsChoice[];
  /** Figures of which nothing may be said, by name. */
  readonly withheld: readonly string[];
  /** What is chosen, in its order. */
  readonly chosen: readonly NewsChoice[];
  readonly language: Language;
  readonly text: WrittenText | null;
  /** The snapshots that it cites, a list for each fact, once it was taken. */
  readonly taken: readonly (readonly SnapshotId[])[] | null;
}

/** A paragraph, ready to be taken along. */
export interface WrittenText {
  readonly paragraph: Paragraph;
  readonly plain: string;
  readonly html: string;
}

const groupOf = ({ unit, scope }: Citable): NewsGroup => {
  if (unit === 'number' || unit === 'participant') return 'meetings';
  return unit === 'reported' ? 'reported' : scope.owner ? 'ministries' : 'network';
};

/** Gathers what the page shows: what can be chosen, and the text of what was chosen or taken. */
export async function composeNews(
  locals: Pick<App.Locals, 'asking' | 'language' | 'actor'>,
  url: Pick<URL, 'searchParams' | 'origin'>,
): Promise<NewsPage> {
  if (!mayCite(locals.actor)) throw new MayNotCite();
  const wanted = url.searchParams.get('in');
  const language = isOffered(wanted) ? wanted : locals.language;
  return locals.asking(async (ask) => {
    const own = await translateFor({ ask, language: locals.language }, ['news']);
    const context = await openContext(ask);
    const offered = groupFacts((await ask(listCitable)).toSorted(inOrder));
    const taken = readTaken(url.searchParams);
    const chosen = taken ? groupFacts(await listTaken(ask, taken)) : pick(offered, readChosen(url.searchParams));
    const facts = [...chosen.values()].map((together) => factOf(together, context)).filter((fact) => fact !== null);
    const cited = facts.map((fact) => numbersOf(fact).flatMap(({ snapshotId }) => snapshotId ?? []));
    return {
      choices: choicesOf(own, offered, context),
      withheld: await nameWithheld(ask, own, offered, context),
      chosen: choicesOf(own, chosen, context),
      ...{ language, text: await writeText(ask, language, facts, url.origin), taken: taken && cited },
    };
  });
}

async function writeText(
  ask: Asking,
  language: Language,
  facts: readonly Fact[],
  origin: string,
): Promise<WrittenText | null> {
  if (facts.length === 0) return null;
  const t = await translateFor({ ask, language }, ['news']);
  const paragraph = writeParagraph(t, facts, await findFootnotes(ask, language));
  const html = toHtml(paragraph, (id) => origin + snapshotAddress(id));
  return { paragraph, plain: toPlainText(paragraph), html };
}

// What is asked for most stands first; of the same, meetings by their number and totals by their day.
const unitOrder: readonly Citable['unit'][] = [
  ...([
    'number',
    'participant',
    'reported',
    'attendance',
    'session',
    'country',
    'trainer',
    'meeting',
    'ministry',
  ] as const),
];
const inOrder = (a: Citable, b: Citable): number =>
  unitOrder.indexOf(a.unit) - unitOrder.indexOf(b.unit) ||
  (b.scope.series ?? '').localeCompare(a.scope.series ?? '') ||
  (a.scope.number ?? 0) - (b.scope.number ?? 0) ||
  (a.splits.reported?.asAt ?? '').localeCompare(b.splits.reported?.asAt ?? '') ||
  (a.kind ? sessionKinds.indexOf(a.kind) : 0) - (b.kind ? sessionKinds.indexOf(b.kind) : 0);

type Grouped = ReadonlyMap<string, readonly Citable[]>;

const groupFacts = (citable: readonly Citable[]): Grouped => Map.groupBy(citable, factKeyOf);

const pick = (offered: Grouped, keys: readonly string[]): Grouped =>
  new Map(keys.flatMap((key) => (offered.has(key) ? [[key, offered.get(key)!]] : [])));

const choicesOf = (t: Translate, grouped: Grouped, context: FactContext): NewsChoice[] =>
  [...grouped].flatMap(([key, together]) => {
    const fact = factOf(together, context);
    if (!fact) return [];
    const { scope } = together[0]!;
    const countryCode = (scope.owner && context.codeOf(scope.owner)) ?? null;
    return [{ key, group: groupOf(together[0]!), countryCode, sentence: saySentence(t, fact) }];
  });

async function nameWithheld(ask: Asking, t: Translate, offered: Grouped, context: FactContext): Promise<string[]> {
  const names = new Map((await ask(listDefinitions)).map(({ code, words }) => [code, words]));
  return [...offered.values()].flatMap((together) => {
    if (factOf(together, context)) return [];
    const { code, scope } = together[0]!;
    const words = names.get(code);
    const texts = Object.fromEntries(Object.entries(words ?? {}).map(([language, { name }]) => [language, name]));
    const country = scope.owner && context.codeOf(scope.owner);
    return [textIn(t.language, texts) + (country ? ` (${t.country(country)})` : '')];
  });
}

const listTaken = (ask: Asking, taken: readonly (readonly SnapshotId[])[]): Promise<Citable[]> =>
  ask(listCited, [...new Set(taken.flat())]);

async function openContext(ask: Asking): Promise<FactContext> {
  const ministries = await ask(listMinistries);
  const sources = new Map([
    ...(await ask(listCohorts)).map(({ certifiedOn, source }) => [certifiedOn as string, source] as const),
    ...(await ask(listSeries))
      .flatMap(({ known }) => known)
      .map(({ series, number, source }) => [`${series}/${number}`, source] as const),
  ]);
  return {
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
    codeOf: (ownerId) => ministries.find(({ id }) => id === ownerId)?.countryCode,
    sourceOf: (record) => sources.get(record),
  };
}

const findFootnotes = async (ask: Asking, language: Language): Promise<Map<string, string>> =>
  new Map(
    (await ask(listCountryNames)).flatMap(({ countryCode, footnote }) =>
      footnote ? [[countryCode, textIn(language, footnote)]] : [],
    ),
  );

/** What has to be frozen for the text that is chosen, a list for each fact. Refused where one of them cannot be said. */
export async function listToCite(
  { asking, actor }: Pick<App.Locals, 'asking' | 'actor'>,
  parameters: URLSearchParams,
): Promise<Cited[][]> {
  if (!mayCite(actor)) throw new MayNotCite();
  return asking(async (ask) => {
    const keys = readChosen(parameters);
    const chosen = pick(groupFacts(await ask(listCitable)), keys);
    const context = await openContext(ask);
    const facts = [...chosen.values()].map((together) => factOf(together, context));
    if (keys.length === 0 || chosen.size < keys.length || facts.includes(null)) throw new NotCitable();
    return [...chosen.values()].map((together) =>
      together
        .filter(({ value }) => value !== null)
        .map(({ snapshotId, code, scope }) => snapshotId ?? { code, scope }),
    );
  });
}
