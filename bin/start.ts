// Runs the platform for real: no demo people. Started by `npm start`.
import { runProcess } from '#app/run.ts';
import { serve, type Serving } from '#app/serve.ts';

await runProcess('production', (settings) => serve('production', settings), announce);

function announce({ address, firstRunCode }: Serving) {
  console.log(`Kaskada answers at ${address}`);
  if (!firstRunCode) return;
  console.log('It has no network yet. To found one and become its first administrator:');
  console.log(`  1. open ${address}/first-run`);
  console.log(`  2. enter this code, which works once: ${firstRunCode.text}`);
}
