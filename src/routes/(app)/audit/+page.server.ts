import { composeAudit } from '#app/audit/compose-page.ts';
import { mostEntries } from '#app/audit/sign.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await composeAudit(locals, url.searchParams)),
  mostEntries,
});
