import { administers, type Actor } from '#shared/actor.ts';

/** Administrators add ministries to the network and correct their names; it gives them nothing of what a ministry has. */
export const mayKeepMinistries = (who: Actor): boolean => administers(who);
