import { writeFile } from 'node:fs/promises';
import { writeAccessDocument } from '#test/sight/document.ts';

/** Writes docs/access.md afresh. */
await writeFile(new URL('../docs/access.md', import.meta.url), await writeAccessDocument());
