import { Agent, request as open } from 'node:http';
import type { Request } from './requests.ts';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  /** Status line aside, as they came. */
  readonly headers: string;
  readonly type: string;
  readonly setsCookie: string;
  readonly body: Buffer;
}

/** Sends requests over kept connections, each path as it is: nobody tidies `..` away on the way. */
export function openSender(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(origin);
  const send = ({ method, path, headers, body }: Request, cookie: { cookie?: string }): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.from(body);
      const all = {
        ...headers,
        ...cookie,
        host: `localhost:${port}`,
        ...(bytes.length > 0 && { 'content-length': bytes.length }),
      };
      open({ agent, hostname, port, method, path, headers: all }, (res) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => void pieces.push(piece));
        res.on('error', reject);
        res.on('end', () =>
          resolve({
            status: res.statusCode!,
            headers: res.rawHeaders.join('\n'),
            type: res.headers['content-type'] ?? '',
            setsCookie: (res.headers['set-cookie'] ?? []).join('\n'),
            body: Buffer.concat(pieces),
          }),
        );
      })
        .on('error', reject)
        .end(bytes);
    });
  return { send, close: () => agent.destroy() };
}
