const built = new URL('../build/server/manifest-full.js', import.meta.url);

/** A route as the built site knows it; whatever answers requests is one, so a new one cannot be forgotten by a test. */
export interface Route {
  /** As its folder is called: `/(app)/sessions/[id]`. */
  readonly id: string;
  /** Its address, each parameter in brackets: `/sessions/[id]`. */
  readonly path: string;
  readonly isPage: boolean;
  /** The forms that its page takes. */
  readonly actions: readonly string[];
  /** What its endpoint answers; `fallback` is any other method. */
  readonly methods: readonly string[];
}

interface BuiltRoute {
  readonly id: string;
  readonly page: { readonly leaf: number } | null;
  readonly endpoint: (() => Promise<Record<string, unknown>>) | null;
}
interface Manifest {
  readonly routes: readonly BuiltRoute[];
  readonly nodes: readonly (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[];
}

/** Every route of the built site. */
export async function readSiteMap(): Promise<readonly Route[]> {
  const { manifest } = (await import(/* @vite-ignore */ built.href)) as { manifest: Manifest };
  return Promise.all(manifest.routes.map((route) => describeRoute(manifest, route)));
}

async function describeRoute({ nodes }: Manifest, { id, page, endpoint }: BuiltRoute): Promise<Route> {
  const leaf = page && (await nodes[page.leaf]!());
  return {
    id,
    path: id.replaceAll(/\/\([^)]+\)/g, '') || '/',
    isPage: page !== null,
    actions: Object.keys(leaf?.server?.actions ?? {}),
    methods: Object.keys((await endpoint?.()) ?? {}).filter((name) => /^[A-Z]+$|^fallback$/.test(name)),
  };
}

/** The address of a form of a page. */
export const actionPath = (path: string, action: string): string =>
  action === 'default' ? path : `${path}?/${action}`;

/** An address with its parameters filled in; one that is not given gets an id that nobody has. */
export const fillIn = (path: string, values: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => values[name] ?? '01890000-0000-7000-8000-000000000000');
