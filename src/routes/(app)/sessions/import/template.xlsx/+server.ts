import { answerTemplate } from '#app/imports/template.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, url }) => answerTemplate(locals, url, 'xlsx');
