import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';

const resolving = {
  exportsFields: ['exports'],
  conditionNames: ['import', 'types', 'svelte', 'node', 'default'],
  extensions: ['.ts', '.js', '.svelte', '.json'],
};

/** Imports under `src/` that the architecture forbids, in the tree at `root`. */
export async function importProblems(root: string): Promise<string[]> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...importRules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    resolving,
  );
  const { violations } = (output as ICruiseResult).summary;
  return violations.map(({ from, to, rule }) => `${from}: imports ${to}: ${advice.get(rule.name) ?? rule.name}`);
}

const advice = new Map(importRules.map(({ name, comment }) => [name, comment]));
