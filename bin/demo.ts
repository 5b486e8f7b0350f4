// Runs the demo network on this machine only: anybody may step in as any of its people. Started by `npm run demo`.
import { originOf, type Prepare } from '#app/open-database.ts';
import { runProcess } from '#app/run.ts';
import { serve } from '#app/serve.ts';

const loadOnce: Prepare = async (owner) => {
  if (await originOf(owner)) return;
  const { loadDemo } = await import('#demo/load.ts');
  await loadDemo(owner, console.log);
};

await runProcess(
  'demo',
  (settings) => serve('demo', settings, loadOnce),
  ({ address }) => console.log(`\nThe demo runs at ${address}  (to stop it, press Ctrl and C)`),
);
