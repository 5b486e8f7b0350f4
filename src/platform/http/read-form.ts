import { FormUnreadable } from './refusals.ts';

/** Reads the form that a request carries. Refuses a body that is none, that breaks off, or that brings a file along. */
export async function readForm(request: Request): Promise<FormData> {
  const form = await read(request);
  // No form of ours has a place for a file, so nobody looks into one.
  if ([...form.values()].some((value) => typeof value !== 'string')) throw new FormUnreadable();
  return form;
}

async function read(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new FormUnreadable();
  }
}
