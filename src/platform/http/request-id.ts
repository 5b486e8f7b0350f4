import { randomUUID } from 'node:crypto';

/**
 * The number of a request, a UUIDv7 as `newId` makes them, on the cheap: the random bits come from Node's pool, which
 * browsers keep from pages without https. It is made for every request, kept pages included.
 */
export function newRequestId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
