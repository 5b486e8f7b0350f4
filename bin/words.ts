import { writeKeys } from '#platform/i18n/write-keys.ts';

await writeKeys();
