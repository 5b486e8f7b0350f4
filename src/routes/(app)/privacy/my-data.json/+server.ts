import { gatherPersonalData, personalDataAsJson } from '#app/personal-data.ts';
import { attachment } from '#platform/http/attachment.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const data = await locals.asking((ask) => gatherPersonalData(ask, locals.actor));
  const text = JSON.stringify(personalDataAsJson(data, new Date()), null, 2);
  return attachment('kaskada-my-data.json', 'application/json; charset=utf-8', new TextEncoder().encode(text));
};
