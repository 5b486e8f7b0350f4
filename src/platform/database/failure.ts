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

/** The database cannot be opened, or broke down: for whoever runs the platform, as one sentence. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

const refusals: Record<string, () => Refusal> = {
  '53100': () => new DiskFull(),
  '42501': () => new NotPermitted(),
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
