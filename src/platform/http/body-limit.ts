import { IncomingMessage } from 'node:http';
import type { Refusal } from '#shared/refusal.ts';
import { fileLimit } from '../documents/read-cells.ts';
import { FileTooLarge } from '../documents/refusals.ts';
import { RequestTooLarge } from './refusals.ts';

/** The most that a form may hold, in bytes. */
export const bodyLimit = 512 * 1024;

interface Limit {
  /** The most that the body of a request may hold, in bytes. */
  readonly bytes: number;
  readonly refusal: () => Refusal;
}
const ofForms: Limit = { bytes: bodyLimit, refusal: () => new RequestTooLarge(bodyLimit / 1024) };
/** A file, and the form around it. */
const ofFiles: Limit = {
  bytes: fileLimit + bodyLimit,
  refusal: () => new FileTooLarge(fileLimit / 1024 / 1024),
};
/** The one address that takes a file. */
const takesFile = '/sessions/import';

const limitOf = ({ url = '', headers }: IncomingMessage): Limit =>
  url.split('?')[0] === takesFile && headers['content-type']?.startsWith('multipart/form-data') ? ofFiles : ofForms;

/** How much of a refused body is read and thrown away so that the browser gets to read the answer, in bytes. */
const patience = 64 * 1024 * 1024;

/** Whether a request says itself that it is too large. */
export const saysTooLarge = (req: IncomingMessage): boolean =>
  Number(req.headers['content-length']) > limitOf(req).bytes;

/**
 * The request with a body that is known to fit. One that comes in pieces of unknown number is gathered first, up to the
 * limit, so that no more of it than that is ever in memory.
 */
export async function withFittingBody(req: IncomingMessage): Promise<IncomingMessage> {
  const limit = limitOf(req);
  if (saysTooLarge(req)) throw limit.refusal();
  if (req.headers['transfer-encoding'] === undefined) return req;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit.bytes) throw limit.refusal();
    pieces.push(piece);
  }
  return gathered(req, Buffer.concat(pieces));
}

/** The same request again, its body whole. */
function gathered(req: IncomingMessage, body: Buffer): IncomingMessage {
  const whole = new IncomingMessage(req.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = req;
  const headers: typeof req.headers = { ...req.headers, 'content-length': String(body.length) };
  delete headers['transfer-encoding'];
  Object.assign(whole, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, headers });
  // Whoever reads it takes an end without this for a connection that broke.
  whole.complete = true;
  if (body.length > 0) whole.push(body);
  whole.push(null);
  return whole;
}

/**
 * Reads the rest of a refused body and throws it away: a browser reads no answer before it has sent everything.
 * Whoever sends on and on is cut off.
 */
export function drain(req: IncomingMessage): void {
  let size = 0;
  req.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > patience) req.socket.destroy();
  });
  req.resume();
}
