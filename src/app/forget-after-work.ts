import type { Database } from '#platform/database/database.ts';

/**
 * The same database, which forgets kept pages after each piece of work of this process. Where several processes share
 * one, another may be the one to deliver what this one announced; whoever was told "released" must see it here at once.
 */
export const forgetAfterWork = (database: Database, forget: () => void): Database => ({
  ...database,
  work: (actor, body) => database.work(actor, body).finally(forget),
  onDuty: (duty, body) => database.onDuty(duty, body).finally(forget),
});
