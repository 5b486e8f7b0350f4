import type { Work } from '#platform/database/reading.ts';
import type { PersonId } from '#shared/ids.ts';
import { mayPublish } from '../../access.ts';
import { MayNotPublish } from '../../errors.ts';
import { publicFiguresChosen } from '../../events.ts';
import { mayBePublic } from '../../rules/public-figures.ts';
import { listDefinitions } from '../queries/definitions.ts';
import { listPublicCodes } from '../queries/public-figures.ts';
import type { ReachTables } from '../tables.ts';

/** Says which figures the public is shown, all of them by their codes; whatever is no such figure is left out. */
export async function choosePublicFigures(work: Work<ReachTables>, codes: readonly string[]): Promise<void> {
  if (!mayPublish(work.actor)) throw new MayNotPublish();
  const wanted = (await work.ask(listDefinitions))
    .filter((definition) => mayBePublic(definition) && codes.includes(definition.code))
    .map(({ code }) => code);
  const shown = await work.ask(listPublicCodes);
  const [added, left] = [except(wanted, shown), except(shown, wanted)];
  if (left.length > 0) await work.db.deleteFrom('public_figure').where('code', 'in', left).execute();
  if (added.length > 0)
    await work.db
      .insertInto('public_figure')
      .values(added.map((code) => ({ code, chosen_by: work.actor.personId as PersonId, chosen_at: work.now })))
      // Two of the secretariat may have chosen it at once.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  work.announce(publicFiguresChosen());
}

const except = (all: readonly string[], others: readonly string[]): string[] =>
  all.filter((one) => !others.includes(one));
