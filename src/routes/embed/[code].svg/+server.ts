import { composeCard, sendCard } from '#app/card.ts';
import { drawCard } from '#app/card-picture.ts';
import type { RequestHandler } from './$types';

/** A figure as a picture that any site may show. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const card = await composeCard(locals, params.code, url);
  return sendCard(locals, card, drawCard(card));
};
