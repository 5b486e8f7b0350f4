import { Refusal } from '#shared/refusal.ts';

/** The disk has no room: nothing was changed, reading still works. */
export class DiskFull extends Refusal {
  constructor() {
    super(503);
  }
}

/** The database said no to this person: row-level security, not our code, had the last word. */
export class NotPermitted extends Refusal {
  constructor() {
    super(403);
  }
}

/** Somebody else holds what this needs, for longer than a session waits: nothing was changed, trying again helps. */
export class Busy extends Refusal {
  constructor() {
    super(503);
  }
}

/** The database cannot be opened, or broke down: for whoever runs the platform, as one sentence. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

const refusals: Record<string, () => Refusal> = {
  '53100': () => new DiskFull(),
  '42501': () => new NotPermitted(),
  // Two transactions that cannot both be done, two that wait for one another, a lock and a statement that took too long.
  '40001': () => new Busy(),
  '40P01': () => new Busy(),
  '55P03': () => new Busy(),
  '57014': () => new Busy(),
};

/** Runs a transaction and gives the failures a person can understand their names. */
export async function explainFailure<Answer>(body: () => Promise<Answer>): Promise<Answer> {
  try {
    return await body();
  } catch (failure) {
    const code = (failure as { code?: string } | null)?.code;
    throw (code && refusals[code]?.()) || failure;
  }
}
