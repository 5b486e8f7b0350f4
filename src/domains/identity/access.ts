import { administers, type Actor } from '#shared/actor.ts';

/**
 * Administrators add ministries to the network and correct their names; it gives them nothing of what a ministry has. The
 * first coordinator of a new one, whom two people of the network appoint, sees what was released and audits the network.
 */
export const mayKeepMinistries = (who: Actor): boolean => administers(who);
