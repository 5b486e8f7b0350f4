import { composeSnapshotPage } from '#app/snapshot-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
  locals.asking(async (ask) => ({ page: await composeSnapshotPage(ask, params.snapshot) }));
