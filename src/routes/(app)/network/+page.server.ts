import { composeNetwork } from '#app/network.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.asking((ask) => composeNetwork(ask, locals.actor));
