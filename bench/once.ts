import { measureImports } from './imports.ts';
import { printOutcomes } from './outcome.ts';
printOutcomes(await measureImports());
