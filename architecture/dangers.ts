import type { TreeFile } from './tree.ts';

/** Something by which text from outside could become more than text, or a request from outside a request of ours. */
interface Danger {
  readonly pattern: RegExp;
  readonly advice: string;
  /** Where it is meant, and why. */
  readonly meant: Readonly<Record<string, string>>;
}

/** Bringing one of these modules in, other than for its types. */
function modules(...names: string[]): RegExp {
  const named = `['"](?:${names.join('|')})['"]`;
  return new RegExp(`^\\s*(?:import|export)(?! type)\\b[^;'"]*\\bfrom\\s*${named}|\\bimport\\s*\\(?\\s*${named}`, 'm');
}

/** What opens connections, runs programs, makes code of text, or puts text into a page or a statement as it is. */
const dangers: readonly Danger[] = [
  {
    // To our own server, from its own pages, by a path that is written there: nobody chooses the host.
    pattern: /\bfetch\((?!\s*['"`]\/(?!\/))/,
    advice: 'may ask any address: the platform calls none that somebody gave it',
    meant: {
      'src/platform/authentication/provider.ts': 'the issuer of OIDC_FILE, and what its discovery document names',
      'src/domains/authentication/client.svelte.ts': 'in the browser, paths that our own pages write',
    },
  },
  {
    pattern: /\bnew (?:WebSocket|EventSource|XMLHttpRequest|WebTransport)\b|\.sendBeacon\(/,
    advice: 'opens a connection: say in architecture/dangers.ts to where',
    meant: {},
  },
  {
    pattern: modules('(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns/promises)', 'undici', 'axios', 'got', 'ws'),
    advice: 'can open connections: say in architecture/dangers.ts to where',
    meant: {
      'src/platform/http/listen.ts': 'listens, and calls nobody',
      'src/platform/http/body-limit.ts': 'makes a request anew that came in',
    },
  },
  {
    pattern: modules('pg', 'postgres', 'nodemailer', 'openid-client', 'oauth4webapi'),
    advice: 'opens connections: say in architecture/dangers.ts to where',
    meant: {
      'src/platform/database/server.ts': 'to the server that DATABASE_URL names',
      'src/platform/mail/mail.ts': 'to the server that SMTP_URL names',
    },
  },
  {
    pattern: modules('(?:node:)?(?:child_process|vm|cluster|worker_threads|repl|inspector)'),
    advice: 'runs programs or code: the platform starts none',
    meant: {},
  },
  {
    pattern: /\beval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*['"`]/,
    advice: 'makes code of text',
    meant: {},
  },
  {
    pattern: /\{@html\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\(|\bdocument\.write\(|\bsrcdoc=/,
    advice: 'puts text into a page as it is: let Svelte escape it',
    meant: {},
  },
  {
    pattern: /\bsql\.(?:raw|lit)\b|\bCompiledQuery\.raw\(\s*[^'"`\s)]/,
    advice: 'puts text into a statement as it is: give it as a parameter',
    meant: {},
  },
  {
    pattern: /\.formData\(/,
    advice: 'takes files too: use readForm',
    meant: { 'src/platform/http/read-form.ts': 'refuses them' },
  },
  {
    pattern: /\bMath\.random\(/,
    advice: 'can be guessed: use crypto',
    meant: {},
  },
];

const code = /^src\/.*\.(?:ts|svelte|js)$/;

/** Dangerous things in the code that runs where nobody said why, and reasons that nothing needs any more. */
export const dangerProblems = (files: readonly TreeFile[]): string[] => {
  const running = files.filter(({ path }) => code.test(path) && !/\.test\.ts$/.test(path));
  return dangers.flatMap(({ pattern, advice, meant }) => {
    const found = running.filter(({ text }) => pattern.test(text));
    const unmeant = found
      .filter(({ path }) => !meant[path])
      .map(({ path, text }) => `${path}: "${pattern.exec(text)![0].trim()}" ${advice}`);
    const idle = Object.keys(meant).filter((path) => !found.some((file) => file.path === path));
    return [...unmeant, ...idle.map((path) => `${path}: is allowed in architecture/dangers.ts what it does not do`)];
  });
};
