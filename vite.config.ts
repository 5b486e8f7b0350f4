import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { wordsPlugin } from './src/platform/i18n/vite-words.ts';

/**
 * What every page with script needs goes into one file: it compresses better than its thirty parts, and is fetched at
 * once. The framework finds its own two entries by their files, so these stay apart.
 */
const base = new RegExp(
  [
    'node_modules/(?:svelte|esm-env|intl-messageformat|@formatjs)/',
    'node_modules/@sveltejs/kit/src/(?!runtime/(?:client/(?:entry|client-entry|payload)\\.js|app/forms/))',
    'src/(?:platform/i18n|shared)/',
    'src/ui/(?:Shell|FindOpener|Places|LanguageLinks|ThemeChoice|Button|Field|SelectField|TextField|Mark|Notice|EmptyState|RadioGroup|ErrorSummary|DateField|TextArea|Fold)\\.svelte',
    'src/ui/(?:field|links)\\.ts',
    'src/app/add-words\\.ts',
    'src/routes/(?:Appearance|Languages)\\.svelte',
  ]
    .join('|')
    .replaceAll('/', '[\\\\/]'),
);

export default defineConfig({
  environments: {
    client: {
      build: {
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: base }] } } },
        // The page itself names what it needs; a list for every other page would come along with each.
        modulePreload: { resolveDependencies: (_file, needed) => needed.filter((file) => file.endsWith('.css')) },
      },
    },
  },
  plugins: [
    wordsPlugin(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // SvelteKit's announcer of page changes carries this one style attribute.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
