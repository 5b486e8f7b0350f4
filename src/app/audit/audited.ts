import { mayReadNetworkAudit } from '#domains/audit/access.ts';
import { MayNotReadAudit } from '#domains/audit/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { auditedMinistries, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from '../request.ts';

/** An audit that somebody reads: a ministry's or, without an owner, the network's. */
export interface AuditBook {
  readonly ownerId: OwnerId | null;
  /** What stands for it in an address: the ministry's country, or `network`. */
  readonly code: string;
}

/** The audits that somebody reads. */
export interface Audited {
  readonly all: readonly AuditBook[];
  readonly asked: AuditBook;
}

const ofNetwork: AuditBook = { ownerId: null, code: 'network' };

/**
 * The audit that is asked for, by its code; of none in particular the first that the actor reads: their ministry's. One
 * that is not theirs is refused like one that does not exist.
 */
export async function findAudited(ask: Asking, actor: Actor, code: string | null | undefined): Promise<Audited> {
  if (!mayReadNetworkAudit(actor)) throw new MayNotReadAudit();
  const own = auditedMinistries(actor);
  const ministries = (await ask(listMinistries)).filter(({ id }) => own.includes(id));
  const all = [...ministries.map(({ id, countryCode }): AuditBook => ({ ownerId: id, code: countryCode })), ofNetwork];
  const asked = code ? all.find((book) => book.code === code) : all[0];
  if (!asked) throw new MayNotReadAudit();
  return { all, asked };
}

/** The title of an audit. */
export const titleOf = (t: Translate, { ownerId, code }: AuditBook): string =>
  ownerId ? t('audit.of', { ministry: t.country(code) }) : t('audit.ofNetwork');
