import { composeCard, sendCard } from '#app/card.ts';
import { writeCardPage } from '#app/card-page.ts';
import type { RequestHandler } from './$types';

/** A figure as a card that any site may frame. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const card = await composeCard(locals, params.code, url);
  return sendCard(locals, card, writeCardPage(card));
};
