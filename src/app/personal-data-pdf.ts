import { writePdf } from '#platform/documents/pdf.ts';
import { documentOf } from './personal-data-chapters.ts';
import { gatherPersonalData } from './personal-data.ts';
import { translateFor } from './translate.ts';

/** Everything that is held about whoever asks, as a document in their language. */
export async function writePersonalPdf(locals: App.Locals): Promise<Uint8Array<ArrayBuffer>> {
  const data = await locals.asking((ask) => gatherPersonalData(ask, locals.actor));
  const t = await translateFor(locals, ['shell', 'privacy', 'profile']);
  return writePdf(documentOf(t, data, new Date()));
}
