import type { Translate } from '#platform/i18n/translate.ts';
import type { Nationality } from './from-outside.ts';
import type { Group, ReleasedCount, SessionKind, Statement, ShownNumber } from '../types.ts';
import type { Contradiction } from './contradictions.ts';

/** The people that a statement is about, in words: "women officers". */
export function sayGroup(t: Translate, { sex, status }: Group): string {
  const who = sex === 'woman' ? 'women' : 'men';
  if (!sex) return status ? t(`sessions.statement.${status}`) : t('sessions.statement.everybody');
  return status ? t(`sessions.statement.${who}.${status}`) : t(`sessions.statement.${who}`);
}

/** A statement in words: "women officers: 12". */
export const sayStatement = (t: Translate, statement: Statement): string =>
  t('sessions.statement.n', { group: sayGroup(t, statement), n: t.number(statement.n) });

/** How many came from a country, in words: "Moldova: 12". */
export const sayNationality = (t: Translate, { countryCode, n }: Nationality): string =>
  t('sessions.statement.n', {
    group: t.country(countryCode),
    n: n === null ? t('sessions.unrecorded') : t.number(n),
  });

/** Why numbers cannot all be right, naming them. */
export function sayContradiction(t: Translate, contradiction: Contradiction): string {
  const { kind, more, less, moreSum, lessSum, nationalities = [] } = contradiction;
  const list = (statements: readonly Statement[]) => t.list(statements.map((statement) => sayStatement(t, statement)));
  const said = { more: list(more), less: list(less) };
  switch (kind) {
    case 'nationalities_above_whole':
      return t('recording.contradiction.parts_above_whole', {
        ...{ more: t.list(nationalities.map((one) => sayNationality(t, one))), moreSum: t.number(moreSum) },
        less: list(less),
      });
    case 'parts_above_whole':
      return t('recording.contradiction.parts_above_whole', { ...said, moreSum: t.number(moreSum) });
    case 'do_not_fit':
      return t('recording.contradiction.do_not_fit', {
        ...said,
        moreSum: t.number(moreSum),
        lessSum: t.number(lessSum),
      });
    default:
      return t(`recording.contradiction.${kind}`, said);
  }
}

/** What follows from a head-count as far as it is known: "people: 12 women, 8 men or not recorded". */
export function sayCount(t: Translate, { total, women, men }: ReleasedCount): string {
  const split = saySplit(t, total, women, men);
  if (total === null) return split || t('sessions.count.unknown');
  const people = t('sessions.count.people', { n: total });
  return split ? `${people}: ${split}` : people;
}

function saySplit(t: Translate, total: number | null, women: number | null, men: number | null): string {
  if (women !== null && men !== null) {
    const both = t('sessions.count.split', { women: t.number(women), men: t.number(men) });
    const rest = (total ?? women + men) - women - men;
    return rest > 0 ? `${both}, ${t('sessions.count.rest', { rest: t.number(rest) })}` : both;
  }
  if (total === null) return women === null && men === null ? '' : t('sessions.count.unknownTotal');
  const rest = total - (women ?? men ?? total);
  // A part above its whole leaves nothing to tell: which numbers contradict each other is said beside the sum.
  if (rest < 0) return '';
  if (women !== null) return t('sessions.count.womenOnly', { women: t.number(women), rest: t.number(rest) });
  if (men !== null) return t('sessions.count.menOnly', { men: t.number(men), rest: t.number(rest) });
  return '';
}

/** What a session is called: its title, or whom it trained and where. */
export const sayTitle = (
  t: Translate,
  { title, kind, place }: { title: string; kind: SessionKind | null | ''; place: string },
): string =>
  title ||
  t('sessions.untitled', {
    kind: t(`sessions.kind.${kind || 'peers_at_home'}`),
    place: place || t('sessions.noPlace'),
  });

/** A number of people as it may be shown; not recorded is said, or in a dense table a dash. */
export function sayNumber(t: Translate, n: ShownNumber, unrecorded = t('sessions.unrecorded')): string {
  if (n === null) return unrecorded;
  if (n === 'withheld') return t('sessions.withheld');
  return t.number(n);
}
