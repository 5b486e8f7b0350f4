import { listSeries } from '#domains/meetings/server/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ series: await locals.ask(listSeries) });
