import { writePersonalPdf } from '#app/personal-data-pdf.ts';
import { attachment } from '#platform/http/attachment.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) =>
  attachment('kaskada-my-data.pdf', 'application/pdf', await writePersonalPdf(locals));
