import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askOnce, countPerSecond, type Request } from './load.ts';
import { atLeast, only, type Outcome } from './outcome.ts';
import { inFolder, startBare, startPlatform, withServers } from './processes.ts';
import { median } from './statistics.ts';
import { stepIn } from './step-in.ts';
import type { Answer } from './wire.ts';

const connections = 16;
const seconds = 2;
const rounds = 7;

/** The public page and a signed-in list, each against a bare server that sends the same bytes and headers. */
export async function measurePageSpeed(): Promise<Outcome[]> {
  return inFolder((folder) =>
    withServers([startPlatform(folder)], async (platform) => {
      const { port } = platform;
      const cookie = await stepIn(platform, 'Lejla Mujić');
      const facts = await against({ port, path: '/', headers: {} });
      const list = await against({ port, path: '/sessions', headers: { cookie } });
      return [
        atLeast('public facts page, against a bare server (requests per second)', facts, 0.3),
        only('signed-in list of sessions, against a bare server', list.toFixed(3)),
      ];
    }),
  );
}

/** Rounds of one and the other in turn; the middle one of the rounds' ratios. */
async function against(request: Request): Promise<number> {
  return inFolder(async (folder) => {
    const answer = await askOnce(request);
    await writeFile(join(folder, 'answer.json'), JSON.stringify(sameAs(answer)));
    return withServers([startBare(folder)], async (bare) => {
      const twin = { ...request, port: bare.port };
      await countPerSecond(twin, connections, seconds / 2);
      await countPerSecond(request, connections, seconds / 2);
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const ceiling = await countPerSecond(twin, connections, seconds);
        const reached = await countPerSecond(request, connections, seconds);
        ratios.push(reached / ceiling);
        console.log(
          `  ${request.path}: ${Math.round(reached)} a second, bare ${Math.round(ceiling)}, ratio ${(reached / ceiling).toFixed(3)}`,
        );
      }
      return median(ratios);
    });
  });
}

/** What a server must send to send the same. What every server adds by itself is left to it. */
function sameAs({ head, body }: Answer) {
  const own = /^(?:date|connection|keep-alive|transfer-encoding|content-length)$/i;
  const headers = head
    .split('\r\n')
    .slice(1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
    .filter(([name]) => !own.test(name!));
  const isChunked = /\r\ntransfer-encoding: chunked/i.test(head);
  return { headers: headers.flat(), body: (isChunked ? joinChunks(body) : body).toString('base64') };
}

function joinChunks(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!length) return Buffer.concat(pieces);
    pieces.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
