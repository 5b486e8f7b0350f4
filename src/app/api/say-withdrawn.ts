import type { Translate } from '#platform/i18n/translate.ts';
import type { Withdrawn } from '../sourced.ts';

/** When and why a record was withdrawn, for its last column; nothing where it stands. */
export const sayWithdrawn = (t: Translate, withdrawal: Withdrawn['why'][string] | undefined): string | null =>
  withdrawal
    ? t('facts.withdrawn.why', { day: t.instantDay(withdrawal.withdrawnAt), reason: withdrawal.reason })
    : null;
