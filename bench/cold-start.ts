import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askOnce } from './load.ts';
import { only, type Outcome } from './outcome.ts';
import { inFolder, startBare, startPlatform, withServers, type Running } from './processes.ts';
import { median } from './statistics.ts';

const rounds = 5;

/** From the start of the process to the first whole page; the platform's data are there, Node's files are warm. */
export async function measureColdStart(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'answer.json'), JSON.stringify({ headers: [], body: '' }));
    await secondsToFirstPage(() => startPlatform(folder));
    const platform: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      platform.push(await secondsToFirstPage(() => startPlatform(folder)));
      bare.push(await secondsToFirstPage(() => startBare(folder)));
    }
    const ratio = median(platform.map((seconds, round) => seconds / bare[round]!));
    console.log(`  platform ${list(platform)} s, bare ${list(bare)} s`);
    return [
      only('cold start, to the first public page', `${median(platform).toFixed(2)} s`),
      only('cold start, against a bare process that listens', ratio.toFixed(1)),
    ];
  });
}

async function secondsToFirstPage(start: () => Promise<Running>): Promise<number> {
  const began = performance.now();
  return withServers([start()], async ({ port }) => {
    await askOnce({ port, path: '/', headers: {} });
    return (performance.now() - began) / 1000;
  });
}

const list = (values: readonly number[]) => values.map((value) => value.toFixed(2)).join(' ');
