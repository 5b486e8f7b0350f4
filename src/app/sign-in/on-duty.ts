import type { Work } from '#platform/database/reading.ts';
import { runningPlatform } from '../platform.ts';

/** Runs as the machinery of signing in, for nobody in particular. */
export const onDuty = <Answer>(body: (work: Work<never>) => Promise<Answer>): Promise<Answer> =>
  runningPlatform().database.onDuty('authentication', body);
