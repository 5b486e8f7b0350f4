import { ministriesOf, type Actor } from '#shared/actor.ts';

/** Everybody signed in sees how many trainers each ministry has, and the cohorts that were published. */
export const mayReadTrainerCounts = (who: Actor): boolean => who.personId !== null;

/** A roster is seen by its own ministry's people, and nobody else sees it. */
export const mayReadRoster = (who: Actor): boolean => ministriesOf(who).length > 0;
