import { FormUnreadable } from './refusals.ts';

/** Reads the form that a request carries. Refuses a body that is none, or that breaks off. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new FormUnreadable();
  }
}
