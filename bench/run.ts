/**
 * Measures the platform on this machine, over loopback only, and prints each value beside its target. A ratio compares
 * two things measured in turn in this one run, so that it means the same on a slow machine or a busy one. With a word, only
 * the measures in whose title it stands: `npm run bench -- release`.
 */
import { measureColdStart } from './cold-start.ts';
import { measureCommits } from './commits.ts';
import { measureFirstVisits } from './first-visit.ts';
import { measureImports } from './imports.ts';
import { measureManySessions } from './list-speed.ts';
import { measureMemory } from './memory.ts';
import { printOutcomes, type Outcome } from './outcome.ts';
import { measureSignIn } from './sign-in.ts';
import { measurePageSpeed } from './page-speed.ts';
import { measurePolicies } from './policies.ts';
import { measureProtection } from './protection.ts';
import { measureReleases } from './releases.ts';

const measures: readonly (readonly [title: string, measure: () => Promise<Outcome[]>])[] = [
  ['Pages against a bare server', measurePageSpeed],
  ['Pages and publication at a thousand to a million sessions', measureManySessions],
  ['Policies of rows', measurePolicies],
  ['What is published within a release', measureReleases],
  ['Protection of a table', measureProtection],
  ['Importing past sessions', measureImports],
  ['Cold start', measureColdStart],
  ['Memory', measureMemory],
  ['Bytes of a first visit, in kB', measureFirstVisits],
  ['Commits', measureCommits],
  ['Signing in', measureSignIn],
];

const began = performance.now();
const outcomes: Outcome[] = [];
const [word = ''] = process.argv.slice(2);
for (const [title, measure] of measures) {
  if (!title.toLowerCase().includes(word.toLowerCase())) continue;
  console.log(`\n${title}`);
  outcomes.push(...(await measure()));
}
console.log(`\nin ${Math.round((performance.now() - began) / 1000)} seconds:`);
printOutcomes(outcomes);
