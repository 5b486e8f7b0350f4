import { openWire } from './wire.ts';

/** One GET to send to a server, as a browser would. */
export interface Request {
  readonly port: number;
  readonly path: string;
  readonly headers: Record<string, string>;
}

/** What a browser says of itself that the answer depends on. */
export const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
};

/** Sends the request over so many connections for so long; answers with requests per second. */
export async function countPerSecond(request: Request, connections: number, seconds: number): Promise<number> {
  const wires = await Promise.all(Array.from({ length: connections }, () => wireFor(request)));
  const began = performance.now();
  const until = began + seconds * 1000;
  const counts = await Promise.all(
    wires.map(async (wire) => {
      let count = 0;
      while (performance.now() < until) {
        insist(await wire.ask());
        count += 1;
      }
      return count;
    }),
  );
  const took = (performance.now() - began) / 1000;
  for (const wire of wires) wire.close();
  return counts.reduce((all, one) => all + one, 0) / took;
}

/** Sends each request in turn, so many times, one at a time; answers with the milliseconds of each. */
export async function timeInTurn(requests: readonly Request[], times: number): Promise<number[][]> {
  const wires = await Promise.all(requests.map(wireFor));
  for (const wire of wires) for (let warmUp = 0; warmUp < 20; warmUp += 1) insist(await wire.ask());
  const taken: number[][] = requests.map(() => []);
  for (let round = 0; round < times; round += 1)
    for (const [index, wire] of wires.entries()) {
      const began = performance.now();
      insist(await wire.ask());
      taken[index]!.push(performance.now() - began);
    }
  for (const wire of wires) wire.close();
  return taken;
}

/** Asks once. */
export async function askOnce(request: Request) {
  const wire = await wireFor(request);
  const answer = await wire.ask().finally(() => wire.close());
  insist(answer);
  return answer;
}

const wireFor = ({ port, path, headers }: Request) => openWire(port, path, { ...browserHeaders, ...headers });

function insist({ status, head }: { status: number; head: string }): void {
  if (status !== 200) throw new Error(`The server answered ${head.split('\r\n')[0]}.`);
}
