// Runs the platform for real: no demo people. Started by `npm start`.
import { runProcess } from '#app/run.ts';
import { serve } from '#app/serve.ts';

await runProcess('production', async (settings) => {
  const serving = await serve('production', settings);
  console.log(`Kaskada answers at ${serving.address}`);
  if (serving.firstRunCode) {
    console.log('It has no network yet. To found one and become its first administrator:');
    console.log(`  1. open ${serving.address}/first-run`);
    console.log(`  2. enter this code, which works once: ${serving.firstRunCode.text}`);
  }
  return serving;
});
