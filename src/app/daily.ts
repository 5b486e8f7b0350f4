import type { Logger } from 'pino';
import { removeWhatIsDue } from '#domains/privacy/server/jobs.ts';
import { forgetUploads } from '#domains/training/sessions/server/commands/import.ts';
import { carryOut, type Database } from '#platform/database/database.ts';

/** How often it is asked whether a new day has begun, in milliseconds. */
const everyHour = 3_600_000;

/**
 * Runs what is to be done once a day: now, and whenever a new day has begun. Every process asks; a row in the database
 * decides which of them does it. A failure is logged and tried again in an hour. Returns what stops it, and waits for
 * what is under way.
 */
export function runDaily(database: Database, log: Logger): () => Promise<void> {
  let underWay = Promise.resolve();
  const ask = () => {
    underWay = underWay
      .then(() => removeOnce(database))
      .catch((failure: unknown) => {
        log.error({ err: failure }, 'what is due could not be removed');
      });
  };
  const timer = setInterval(ask, everyHour);
  timer.unref();
  ask();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

const removeOnce = async (database: Database): Promise<void> =>
  database.onDuty('retention', async (work) => {
    await carryOut(work, removeWhatIsDue);
    await carryOut(work, forgetUploads);
  });
