import { fail, redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { carryOnLater } from '#app/imports/carry-on.ts';
import { insistOnImporter } from '#app/imports/find.ts';
import { encodings, limits, readUpload } from '#app/imports/take-in.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries, namePeople } from '#domains/identity/server/queries.ts';
import { mayImport } from '#domains/training/sessions/access.ts';
import { MayNotImport } from '#domains/training/sessions/errors.ts';
import { keepUpload, type Upload } from '#domains/training/sessions/server/commands/import.ts';
import { listImports } from '#domains/training/sessions/server/queries/import.ts';
import { readFormWithFile } from '#platform/http/read-form.ts';
import { offeredLanguages } from '#platform/i18n/languages.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  // Without a sign-in, this is a form that comes back after sign-out.
  const owners = locals.actor.personId ? insistOnImporter(locals.actor) : [];
  return locals.asking(async (ask) => {
    const imports = await ask(listImports);
    const names = await ask(
      namePeople,
      imports.map(({ importedBy }) => importedBy),
    );
    return {
      imports: imports.map((one) => ({ ...one, by: names.get(one.importedBy) ?? '' })),
      ministries: (await ask(listMinistries)).filter(({ id }) => owners.includes(id)),
      languages: offeredLanguages,
      encodings,
      limits,
    };
  });
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), { missing: false });
    const owners = insistOnImporter(locals.actor);
    const { form, file } = await readFormWithFile(request, 'file');
    if (!file) return fail(422, { missing: true, refusal: undefined, refusalText: undefined });
    const ownerId = (owners.length === 1 ? owners[0] : form.get('owner')) as OwnerId;
    if (!mayImport(locals.actor, { ownerId })) return failWith(locals, new MayNotImport(), { missing: false });
    const encoding = encodings.find((one) => one === form.get('encoding'));
    const sent = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), encoding };
    let upload: Upload | undefined;
    return attempt(
      locals,
      async () => {
        upload = await readUpload(locals, ownerId, sent);
        await locals.carryOut(keepUpload, upload);
        carryOnLater(locals, upload);
      },
      () => redirect(303, `/sessions/import/${upload!.id}`),
      { missing: false },
    );
  },
};
