// Makes a fresh clone ready to run: packages, Node 24, words, the built site; with --test a browser too.
// Runs on the machine's own Node (20 or newer), needs no package, and skips whatever is already done.

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

try {
  installPackages();
  const node = findNode();
  buildSite(node);
  if (process.argv.includes('--test')) (await import('./setup/browser.mjs')).prepareBrowser(node);
} catch (failure) {
  console.error(failure instanceof Error && 'isSentence' in failure ? failure.message : failure);
  process.exit(1);
}
