import { hashPassword } from '#platform/authentication/password-hash.ts';
import { atMost, only, type Outcome } from './outcome.ts';
import { inFolder, startEmpty, withServers, type Running } from './processes.ts';
import { median, percentile } from './statistics.ts';

const rounds = 50;
const email = 'founder@example.org';
const password = 'seven brown bears';

/** Signing in with a password, right and wrong and of nobody, each in turn with one bare password hash. */
export async function measureSignIn(): Promise<Outcome[]> {
  return inFolder((folder) =>
    withServers([startEmpty(folder)], async (platform) => {
      const device = await found(platform as Awaited<ReturnType<typeof startEmpty>>);
      const hash: number[] = [];
      const right: number[] = [];
      const wrong: number[] = [];
      const unknown: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        hash.push(await timed(() => hashPassword(password)));
        // The right one after it takes back what the wrong one was counted for: no limit is met.
        wrong.push(await timed(() => signIn(platform, email, `${password} x`, device, 401)));
        right.push(await timed(() => signIn(platform, email, password, device, 303)));
        unknown.push(await timed(() => signIn(platform, `nobody-${round}@example.org`, password, '', 401)));
      }
      const p95 = percentile(right, 0.95);
      return [
        only('signing in with a password, p95', `${p95.toFixed(0)} ms`),
        atMost('signing in with a password against one bare hash, medians', median(right) / median(hash), 2),
        only('a wrong password against an unknown address, medians', (median(wrong) / median(unknown)).toFixed(2)),
      ];
    }),
  );
}

/** Founds the network; answers with the cookie by which the founder's browser is known. */
async function found({ port, code }: Running & { readonly code: string }): Promise<string> {
  const fields = { code, networkName: 'The network', personName: 'The founder', email, password };
  const answer = await send(port, '/first-run', fields, '');
  const device = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('kaskada_device='));
  if (answer.status !== 303 || !device) throw new Error(`Founding was answered with ${answer.status}.`);
  return device.split(';')[0]!;
}

async function signIn({ port }: Running, email: string, password: string, cookie: string, status: number) {
  const answer = await send(port, '/sign-in?/password', { email, password, to: '/' }, cookie);
  if (answer.status !== status) throw new Error(`Signing in was answered with ${answer.status}, not ${status}.`);
  await answer.arrayBuffer();
}

function send(port: number, path: string, fields: Record<string, string>, cookie: string): Promise<Response> {
  const origin = `http://localhost:${port}`;
  const headers = { origin, accept: 'text/html', cookie };
  return fetch(origin + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
