import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/*
 * A client that costs next to nothing, so that what is measured is the server: one keep-alive connection, one request
 * at a time, no object per header. An HTTP library in its place is as busy as the bare server, and flatters the ratio.
 */

export interface Answer {
  readonly status: number;
  /** The status line and headers, as they came. */
  readonly head: string;
  readonly body: Buffer;
}

/** One kept connection that sends the same request again and again. */
export interface Wire {
  ask(): Promise<Answer>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = '\r\n0\r\n\r\n';

/** Opens a connection for one request: GET of this path with these headers. */
export async function openWire(port: number, path: string, headers: Record<string, string>): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const lines = Object.entries({ host: `localhost:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  return {
    ask: () => exchange(socket, request),
    close: () => socket.destroy(),
  };
}

function exchange(socket: Socket, request: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let heard: Buffer = Buffer.alloc(0);
    const end = () => {
      socket.off('data', hear).off('error', fail).off('close', fail);
    };
    const fail = (error?: unknown) => {
      end();
      reject(error instanceof Error ? error : new Error('The server closed the connection.'));
    };
    const hear = (piece: Buffer) => {
      heard = heard.length === 0 ? piece : Buffer.concat([heard, piece]);
      const answer = wholeAnswer(heard);
      if (!answer) return;
      end();
      resolve(answer);
    };
    socket.on('data', hear).once('error', fail).once('close', fail);
    socket.write(request);
  });
}

/** The answer, once all of it is there. Its last piece ends the answer, since nothing was asked after it. */
function wholeAnswer(heard: Buffer): Answer | null {
  const at = heard.indexOf(headEnd);
  if (at < 0) return null;
  const head = heard.toString('latin1', 0, at);
  const body = heard.subarray(at + headEnd.length);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const isWhole = length ? body.length >= Number(length) : endOf(heard, at + 2) === lastChunk;
  return isWhole ? { status: Number(head.slice(9, 12)), head, body } : null;
}

const endOf = (heard: Buffer, from: number): string =>
  heard.toString('latin1', Math.max(from, heard.length - lastChunk.length));

/** The body of an answer without the marks of its transfer. */
export function withoutChunks({ head, body }: Answer): Buffer {
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return body;
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!length) return Buffer.concat(pieces);
    pieces.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
