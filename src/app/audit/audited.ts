import { MayNotReadAudit } from '#domains/audit/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { auditedMinistries, type Actor } from '#shared/actor.ts';
import type { Asking } from '../request.ts';

/** The ministries whose audit somebody reads. */
export interface Audited {
  readonly all: readonly Ministry[];
  readonly asked: Ministry;
}

/**
 * The ministry whose audit is asked for, by its country; of none in particular the first that the actor audits. One that
 * is not theirs is refused like one that does not exist.
 */
export async function findAudited(ask: Asking, actor: Actor, countryCode: string | null | undefined): Promise<Audited> {
  const own = auditedMinistries(actor);
  if (own.length === 0) throw new MayNotReadAudit();
  const all = (await ask(listMinistries)).filter(({ id }) => own.includes(id));
  const asked = countryCode ? all.find((ministry) => ministry.countryCode === countryCode) : all[0];
  if (!asked) throw new MayNotReadAudit();
  return { all, asked };
}
