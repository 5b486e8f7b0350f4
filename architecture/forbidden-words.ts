import type { TreeFile } from './tree.ts';

interface ForbiddenWord {
  readonly word: RegExp;
  /** Files in which it is looked for. */
  readonly within: RegExp;
  /** Files that may hold it all the same. */
  readonly except?: RegExp;
  readonly advice: string;
}

const forbidden: readonly ForbiddenWord[] = [
  {
    word: /(?<![\w.:/$}-])\/(?:home|root|tmp|work|mnt|Users)\/[\w.]+/,
    within: /./,
    except: /^architecture\/.*\.test\.ts$/,
    advice: 'is a path of one machine: make it relative, or take it from the environment',
  },
  {
    word: /"resolved": "https?:[^"]*"/,
    within: /^package-lock\.json$/,
    advice: 'ties the lock file to one registry: install with the project’s .npmrc, which leaves it out',
  },
  {
    word: /^.*registry\s*=.*$/m,
    within: /(?:^|\/)\.npmrc$/,
    advice: 'names a registry: leave the choice to whoever installs',
  },
  {
    word: /\bas (?:unknown as )?Actor\b/,
    within: /\.(?:ts|svelte)$/,
    except: /^src\/domains\/identity\/|^src\/platform\/database\/database\.ts$|^test\/|\.test\.ts$|^architecture\//,
    advice: 'makes an actor out of nothing: only identity proves one',
  },
  // The compiler takes types out of components before their imports can be looked at.
  {
    word: /import type [^;]*#(?:domains|app|platform\/(?!i18n\/))[^'"]*/,
    within: /^src\/ui\/.*\.svelte$/,
    advice: 'is more than ui may know: describe the property’s shape where it is used',
  },
  {
    word: /import type [^;]*#app\/[^'"]*/,
    within: /^src\/domains\/.*\.svelte$/,
    advice: 'is more than a domain may know: app knows domains, not the other way round',
  },
  {
    word: /\b(?:TODO|FIXME)\b/,
    within: /\.(?:ts|mjs|svelte|sql|css)$/,
    except: /^architecture\//,
    advice: 'is a promise in the code: keep it now, or open an issue',
  },
];

/** Words that must not be anywhere in the repository, or not in that place. */
export const wordProblems = (files: readonly TreeFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    forbidden
      .filter(({ within, except }) => within.test(path) && !except?.test(path))
      .flatMap(({ word, advice }) => {
        const found = word.exec(text);
        return found ? [`${path}:${text.slice(0, found.index).split('\n').length}: "${found[0]}" ${advice}`] : [];
      }),
  );
