/** A browser without script, as far as forms, links and cookies go. */
export interface Visitor {
  /** Follows a link; redirects are told, not followed. */
  get(path: string, headers?: Record<string, string>): Promise<Visited>;
  /** Sends a form. */
  post(path: string, fields?: Record<string, string>): Promise<Visited>;
  cookie(name: string): string | undefined;
  /** Keeps a cookie as if a site had set it. */
  keep(name: string, value: string): void;
  /** Keeps only these cookies. */
  forget(...except: string[]): void;
}

/** What was answered. */
export interface Visited {
  readonly status: number;
  readonly text: string;
  /** Where it leads, if it leads elsewhere. */
  readonly to: string | null;
}

/** A visitor of a site, with a cookie jar of their own. */
export function openVisitor(origin: string): Visitor {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit): Promise<Visited> {
    const url = new URL(path, origin);
    const answer = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        origin,
        accept: 'text/html',
        'accept-language': 'en',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') };
  }

  return {
    get: (path, headers) => send(path, { headers }),
    post: (path, fields = {}) => send(path, { method: 'POST', body: new URLSearchParams(fields) }),
    cookie: (name) => cookies.get(name),
    keep: (name, value) => void cookies.set(name, value),
    forget(...except) {
      for (const name of cookies.keys()) if (!except.includes(name)) cookies.delete(name);
    },
  };
}
