import { FormUnreadable } from './refusals.ts';

/** Reads the form that a request carries. Refuses a body that is none, that breaks off, or that brings a file along. */
export async function readForm(request: Request): Promise<FormData> {
  const form = await read(request);
  // No form of ours has a place for a file, so nobody looks into one.
  if ([...form.values()].some((value) => typeof value !== 'string')) throw new FormUnreadable();
  return form;
}

/** Reads a form with one file, under that name; null where none was chosen. Refuses any other file. */
export async function readFormWithFile(
  request: Request,
  name: string,
): Promise<{ readonly form: FormData; readonly file: File | null }> {
  const form = await read(request);
  const file = form.get(name);
  if ([...form].some(([field, value]) => typeof value !== 'string' && field !== name)) throw new FormUnreadable();
  if (form.getAll(name).length > 1) throw new FormUnreadable();
  return { form, file: file instanceof File && (file.size > 0 || file.name !== '') ? file : null };
}

async function read(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new FormUnreadable();
  }
}
