// Runs the demo network on this machine only: anybody may step in as any of its people. Started by `npm run demo`.
import { loadDemo } from '#demo/load.ts';
import { originOf } from '#app/open-database.ts';
import { runProcess } from '#app/run.ts';
import { serve } from '#app/serve.ts';

await runProcess('demo', async (settings) => {
  const serving = await serve('demo', settings, async (owner) => {
    if (await originOf(owner)) return;
    await loadDemo(owner, console.log);
  });
  console.log('');
  console.log(`The demo runs at ${serving.address}  (to stop it, press Ctrl and C)`);
  return serving;
});
