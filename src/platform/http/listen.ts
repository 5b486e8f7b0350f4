import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { saysTooLarge } from './body-limit.ts';
import { securityHeaders } from './security-headers.ts';

/** How long running requests may take to finish once the platform stops, in milliseconds. */
const grace = 10_000;

/** A server with limits on what a client may send, and how slowly. */
export interface LimitedServer {
  /** Begins to listen; answers with the port. A port of 0 is any free one. */
  listen(host: string, port: number): Promise<number>;
  /** Takes nothing new, lets running requests finish, closes every connection. */
  stop(): Promise<void>;
}

/** A server that answers with this, once it listens. */
export function createLimitedServer(answer: RequestListener): LimitedServer {
  const running = new Set<ServerResponse>();
  let isStopping = false;
  const server = createServer(limits, (req, res) => {
    running.add(res);
    res.once('close', () => running.delete(res));
    if (isStopping) res.shouldKeepAlive = false;
    answer(req, res);
  });
  // Whoever asks before sending is told to go on only if it fits.
  server.on('checkContinue', (req, res) => {
    if (saysTooLarge(req)) res.shouldKeepAlive = false;
    else res.writeContinue();
    server.emit('request', req, res);
  });
  server.on('clientError', answerClientError);
  return {
    listen: (host, port) => beginToListen(server, host, port),
    stop() {
      isStopping = true;
      // Tells each client that its connection ends with the answer.
      for (const res of running) res.shouldKeepAlive = false;
      return stopListening(server);
    },
  };
}

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Longer than the usual 60 s of a proxy, which would otherwise send into a connection that just closed.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

const refusals: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what could not even be read as HTTP. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: unknown }): void {
  if (!socket.writable || error.code === 'ECONNRESET' || socket._httpMessage) return void socket.destroy();
  const status = refusals[error.code ?? ''] ?? '400 Bad Request';
  const headers = [...securityHeaders('http'), ['content-type', 'text/plain; charset=utf-8'], ['connection', 'close']];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const text = `${status.slice(4)}\n`;
  socket.end(`HTTP/1.1 ${status}\r\n${lines}content-length: ${text.length}\r\n\r\n${text}`);
}

function beginToListen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
