// Makes a fresh clone ready to run: packages, Node 24, words, the built site; with --test a browser too. Skips whatever
// is already done. Runs on the machine's own Node (20 or newer) and needs no package.
// Usage: node bin/setup.mjs [--test] [script for Node 24 [its arguments]]

const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  console.error(
    `Kaskada needs Node 20 or newer to set itself up; this is ${process.version}. Get one from nodejs.org.`,
  );
  process.exit(1);
}

const { installPackages } = await import('./setup/packages.mjs');
const { findNode } = await import('./setup/node.mjs');
const { buildSite } = await import('./setup/site.mjs');
const { handOver } = await import('./setup/hand-over.mjs');

const wantsBrowser = process.argv[2] === '--test';
const [script, ...args] = process.argv.slice(wantsBrowser ? 3 : 2);

try {
  installPackages();
  const node = findNode();
  buildSite(node);
  if (wantsBrowser) (await import('./setup/browser.mjs')).prepareBrowser(node);
  if (script) handOver(node, script, args);
} catch (failure) {
  console.error(failure instanceof Error && 'isSentence' in failure ? failure.message : failure);
  process.exit(1);
}
