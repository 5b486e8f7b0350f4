import { fail } from '@sveltejs/kit';
import { findAudited } from '#app/audit/audited.ts';
import { composeChain } from '#app/audit/compose-chain.ts';
import { readKept } from '#app/audit/kept.ts';
import { verifyChain } from '#app/audit/verify-chain.ts';
import { readForm } from '#platform/http/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => composeChain(locals, url.searchParams.get('ministry'));

const ownerOf = async ({ ask, actor }: App.Locals, { searchParams }: URL) =>
  (await findAudited(ask, actor, searchParams.get('ministry'))).asked.ownerId;

export const actions: Actions = {
  verify: async ({ locals, url }) => ({
    walk: await verifyChain(locals, await ownerOf(locals, url)),
    kept: null,
    problem: null,
    typed: null,
  }),
  check: async ({ locals, url, request }) => {
    const ownerId = await ownerOf(locals, url);
    const form = await readForm(request);
    const typed = { seq: String(form.get('seq') ?? ''), hash: String(form.get('hash') ?? '') };
    const kept = readKept(ownerId, typed);
    if (typeof kept === 'string') return fail(422, { walk: null, kept: null, problem: kept, typed });
    return { walk: await verifyChain(locals, ownerId, kept), kept, problem: null, typed };
  },
};
