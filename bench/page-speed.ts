import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askOnce, countPerSecond, type Request } from './load.ts';
import { atLeast, only, type Outcome } from './outcome.ts';
import { inFolder, processorSeconds, startBare, startPlatform, withServers, type Running } from './processes.ts';
import { median } from './statistics.ts';
import { stepIn } from './step-in.ts';
import { withoutChunks, type Answer } from './wire.ts';

const connections = 16;
const seconds = 2;
const rounds = 7;

/** How a page stands against a bare server: the middle one of the rounds' ratios. */
interface Ratios {
  readonly perSecond: number;
  /** By processor time that a request costs, which the load generator and other programs do not touch. */
  readonly processor: number | null;
}

/** The public page and a signed-in list, each against a bare server that sends the same bytes and headers. */
export async function measurePageSpeed(): Promise<Outcome[]> {
  return inFolder((folder) =>
    withServers([startPlatform(folder)], async (platform) => {
      const cookie = await stepIn(platform, 'Lejla Mujić');
      const facts = await against(platform, '/', {});
      const list = await against(platform, '/sessions', { cookie });
      return [
        atLeast('public facts page against a bare server, requests a second', facts.perSecond, 0.3),
        only('public facts page against a bare server, by processor time', facts.processor?.toFixed(2) ?? 'unknown'),
        only('signed-in list of sessions against a bare server, requests a second', list.perSecond.toFixed(4)),
      ];
    }),
  );
}

async function against(platform: Running, path: string, headers: Record<string, string>): Promise<Ratios> {
  return inFolder(async (folder) => {
    const request = { port: platform.port, path, headers };
    await writeFile(join(folder, 'answer.json'), JSON.stringify(sameAs(await askOnce(request))));
    return withServers([startBare(folder)], (bare) => compare(bare, platform, request));
  });
}

/** One and the other in turn. */
async function compare(bare: Running, platform: Running, request: Request): Promise<Ratios> {
  const twin = { ...request, port: bare.port };
  await Promise.all([twin, request].map((one) => countPerSecond(one, connections, seconds)));
  const perSecond: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ceiling = await burst(bare, twin);
    const reached = await burst(platform, request);
    perSecond.push(reached.perSecond / ceiling.perSecond);
    if (reached.cost && ceiling.cost) processor.push(ceiling.cost / reached.cost);
    console.log(
      `  ${request.path}: ${Math.round(reached.perSecond)} a second, bare ${Math.round(ceiling.perSecond)}, ratio ${perSecond.at(-1)!.toFixed(4)}`,
    );
  }
  return { perSecond: median(perSecond), processor: processor.length > 0 ? median(processor) : null };
}

/** Requests a second, and the processor time of one. */
async function burst({ pid }: Running, request: Request): Promise<{ perSecond: number; cost: number | null }> {
  const before = processorSeconds(pid);
  const perSecond = await countPerSecond(request, connections, seconds);
  const after = processorSeconds(pid);
  return { perSecond, cost: before === null || after === null ? null : (after - before) / (perSecond * seconds) };
}

/** What a server must send to send the same. What every server adds by itself is left to it. */
function sameAs(answer: Answer) {
  const own = /^(?:date|connection|keep-alive|transfer-encoding|content-length)$/i;
  const headers = answer.head
    .split('\r\n')
    .slice(1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
    .filter(([name]) => !own.test(name!));
  return { headers: headers.flat(), body: withoutChunks(answer).toString('base64') };
}
