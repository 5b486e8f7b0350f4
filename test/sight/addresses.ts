import type { Line } from './expected.ts';
import { hiddenStates, type Marked } from './marks.ts';
import { isOf, type Looker } from './roles.ts';

/** What stands for a parameter that is nobody's. */
const parameters: Readonly<Record<string, string>> = {
  '[code]': 'attendances-peers_at_home',
  '[country]': 'xx',
  '[snapshot]': '01890000-0000-7000-8000-000000000002',
  '[token]': 'no-such-token',
  '[...rest]': 'v1/nothing/here',
  '[versionId]': '01890000-0000-7000-8000-000000000001',
};

/** Everything that can be asked of a page beside its plain address: searches, filters, other lists, sorting. */
const asked: Readonly<Record<string, readonly string[]>> = {
  '/audit': ['?open=all', '?kind=session_draft&open=all', '?before=9999999'],
  '/api/v1/audit.csv': ['?action=insert'],
  '/find': ['?text=Mark', '?text=MarkNotesBA', '?text=Place'],
  '/find/results': ['?text=Mark', '?text=MarkPlaceMK', '?text=MarkTrainerRS'],
  '/figure': ['?kind=peers_at_home&ministry=BA&year=2024', '?kind=peers_at_home&ministry=MK'],
  '/figure/[code]': ['?ministry=BA&year=2024', '?ministry=MK'],
  '/reach': ['?ministry=BA&from=2014&to=2024&audience=women'],
  '/reach/compare': ['?kind=training_of_trainers'],
  '/reach/write': ['?fact=meeting.5.GMT&fact=ministries&in=sr', '?said=01890000-0000-7000-8000-000000000000'],
  '/reach/open': ['?kind=peers_at_home&ministry=RS', '?kind=peers_at_home&ministry=ME&year=2024'],
  '/sessions': ['?of=network', '?of=own', '?of=own&state=draft', '?text=Mark', '?of=network&text=MarkPlaceME'],
  '/network': ['?sort=name'],
  '/api/v1/sessions': ['?of=own', '?of=network', '?of=own&text=Mark', '?of=network&text=Mark'],
  '/api/v1/sessions.csv': ['?of=own', '?of=network&text=Mark'],
  '/api/v1/figures': ['?ministry=BA', '?ministry=MK&year=2024'],
  '/api/v1/figures/[code]': ['?ministry=BA&year=2024', '?ministry=RS'],
};

/** A route with its parameter filled in. */
export const fill = (route: string, id: string): string =>
  Object.entries(parameters).reduce((path, [name, value]) => path.replace(name, value), route.replace('[id]', id));

/** All addresses of a line for somebody who looks: with whatever can be asked, and as the data behind the page too. */
export function addressesOf({ route, whose }: Line, looker: Looker, marked: readonly Marked[]): string[] {
  const ids = whose ? idsOf(route, whose, looker, marked) : ['nobody'];
  const paths = ids.map((id) => fill(route, id));
  const isPage = !/^\/(?:api\/|find\/results|sign-out|theme)|\/(?:passkey|return)$/.test(route);
  return paths.flatMap((path) => [
    path,
    ...(asked[route] ?? []).map((query) => path + query),
    ...(isPage ? (asked[route] ?? []).map((query) => `${dataOf(path)}${query}`) : []),
  ]);
}

const dataOf = (path: string) => (path === '/' ? '/__data.json' : `${path}/__data.json`);

/** Whose a route's `[id]` is. */
export const subjectOf = (route: string): 'person' | 'trainer' | 'session' =>
  route.startsWith('/people/') ? 'person' : route.startsWith('/network/roster/') ? 'trainer' : 'session';

function idsOf(route: string, whose: NonNullable<Line['whose']>, looker: Looker, marked: readonly Marked[]): string[] {
  if (whose === 'released') return marked.map(({ sessions }) => sessions.released);
  if (whose === 'published') return marked.map(({ publishedId }) => publishedId);
  const mine = marked.filter(({ country }) =>
    whose === 'own' ? looker.country === country : !isOf(looker, country) && looker.country !== country,
  );
  if (subjectOf(route) === 'person') return mine.map(({ personId }) => personId);
  if (subjectOf(route) === 'trainer') return mine.map(({ trainerId }) => trainerId);
  return mine.flatMap(({ sessions }) => hiddenStates.map((state) => sessions[state]));
}
