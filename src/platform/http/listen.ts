import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { saysTooLarge } from './body-limit.ts';
import { securityHeaders } from './security-headers.ts';

/** How long running requests may take to finish once the platform stops, in milliseconds. */
const grace = 10_000;

/** A server with limits on what a client may send, and how slowly. */
export function createLimitedServer(answer: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      // Longer than the usual 60 s of a proxy, which would otherwise send into a connection that just closed.
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
    },
    answer,
  );
  // Whoever asks before sending is told to go on only if it fits.
  server.on('checkContinue', (req, res) => {
    if (saysTooLarge(req)) res.shouldKeepAlive = false;
    else res.writeContinue();
    answer(req, res);
  });
  server.on('clientError', answerClientError);
  return server;
}

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

/** Begins to listen; answers with the port. A port of 0 is any free one. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes nothing new, lets running requests finish, closes every connection. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), grace);
    // Each connection closes with its last answer; those that wait for another request are closed as they become idle.
    const closeIdle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(closeIdle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
