import { findThreshold } from '#domains/network/server/queries.ts';
import { MayNotReadSessions } from '#domains/training/sessions/errors.ts';
import { leavesAt } from '#domains/training/sessions/rules/grain.ts';
import { sayNumber, sayTitle } from '#domains/training/sessions/rules/wording.ts';
import type { Margin, ReleasedSession, SessionLine, ShownNumber } from '#domains/training/sessions/types.ts';
import type { Cell, Sheets } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { translateFor } from '../translate.ts';
import { openMinistries, type Ministries } from './asked-scope.ts';
import { downloads, type Tabulated } from './downloads.ts';
import type { Asked } from './operation.ts';
import {
  findSessions,
  insistOnReader,
  noteOwnSessions,
  sessionsQuery,
  type FoundSessions,
  type SessionsWanted,
} from './sessions.ts';

/** The most sessions that one file holds. */
export const mostRows = 10_000;

export const sessionDownloads = downloads({
  id: 'listSessions',
  summary: `The same list as a table in CSV, at most ${mostRows} sessions`,
  who: 'The network reads what was released, session by session; donors and the public read counts.',
  query: sessionsQuery,
  refusals: [MayNotReadSessions],
  tabulate,
});

async function tabulate({ locals, query }: Asked<SessionsWanted>, as: string): Promise<Tabulated> {
  insistOnReader(locals.actor);
  const t = await translateFor(locals, ['api', 'facts', 'reach', 'sessions', 'listing', 'detail']);
  const { found, ministries, threshold } = await locals.asking(async (ask) => {
    const ministries = await openMinistries(ask);
    const found = await findSessions(ask, locals.actor, ministries, query, 1, mostRows);
    return { found, ministries, threshold: await ask(findThreshold) };
  });
  await noteOwnSessions(locals, found, query, as);
  return { name: 'sessions', tables: layOutSessions(t, found, ministries, threshold) };
}

/** The list as tables; a list that was cut off says so. */
export function layOutSessions(t: Translate, found: FoundSessions, ministries: Ministries, threshold: number): Sheets {
  const isOwn = found.of === 'own';
  const rows = isOwn
    ? found.rows.map((line) => writeRow(t, line, ministries, t(`sessions.state.${line.state}`)))
    : found.rows.map((session) => writeRow(t, session, ministries, t('sessions.state.released')));
  return {
    notes: [
      [isOwn ? t('listing.caption.own') : t('listing.caption.network')],
      ...(isOwn ? [] : [[t('facts.how.protected', { threshold: t.number(threshold) })]]),
      ...(found.isMore ? [[t('api.table.cut', { shown: t.number(rows.length) })]] : []),
    ],
    sheets: [{ name: t('sessions.title'), head: headOf(t), rows }],
  };
}

const headOf = (t: Translate) => [
  t('sessions.list.held'),
  t('sessions.field.dateTo'),
  t('sessions.field.title'),
  t('sessions.field.place'),
  t('sessions.field.country'),
  t('sessions.list.ministry'),
  t('sessions.field.coOwners'),
  t('sessions.field.kind'),
  t('sessions.list.occurrence'),
  t('sessions.count.everybody'),
  t('sessions.count.women'),
  t('sessions.count.men'),
  t('sessions.count.civilian'),
  t('sessions.count.military'),
  t('sessions.list.state'),
  t('detail.source'),
  t('detail.leftOut.title'),
  t('sessions.field.nationalities'),
  t('sessions.field.legalCover'),
  t('sessions.field.approval'),
  t('sessions.field.teamCountries'),
];

function writeRow(t: Translate, session: SessionLine | ReleasedSession, ministries: Ministries, state: string): Cell[] {
  const { dateFrom, dateTo, place, countryCode, kind, occurrence, count } = session;
  const isHeldBack = (margin: Margin) => 'grain' in session && !leavesAt(session.grain, margin);
  const number = (margin: Margin) =>
    kind === 'coaching'
      ? t('reach.notCounted')
      : isHeldBack(margin)
        ? t('sessions.unreleased')
        : writeNumber(t, count?.[margin] ?? null);
  return [
    dateFrom,
    dateTo,
    sayTitle(t, session),
    place,
    countryCode && t.country(countryCode),
    t.country(ministries.write(session.ownerId).countryCode),
    session.coOwnerIds.map((id) => t.country(ministries.write(id).countryCode)).join('; '),
    kind && t(`sessions.kind.${kind}`),
    occurrence && t(`sessions.occurrence.${occurrence}`),
    number('total'),
    number('women'),
    number('men'),
    number('civilian'),
    number('military'),
    state,
    session.origin === 'recorded' ? '' : t(`sessions.origin.${session.origin}`),
    session.leftOut ?? '',
    ...writeOutside(t, session),
  ];
}

/** Four cells, empty for everybody but peers from outside. */
function writeOutside(t: Translate, session: SessionLine | ReleasedSession): Cell[] {
  const { outside } = session;
  if (!outside) return [null, null, null, null];
  const isHeldBack = 'grain' in session && session.grain === 'total';
  const unrecorded = t('sessions.unrecorded');
  const people = outside.nationalities.map(({ countryCode, n }) =>
    t('sessions.statement.n', {
      group: t.country(countryCode),
      n: isHeldBack ? t('sessions.unreleased') : sayNumber(t, n),
    }),
  );
  return [
    people.join('; '),
    outside.legalCover ? t(`sessions.legalCover.${outside.legalCover}`) : unrecorded,
    outside.approval ? t(`sessions.approval.${outside.approval}`) : unrecorded,
    outside.teamCountries.map((code) => t.country(code)).join('; ') || unrecorded,
  ];
}

/** A number stays a number, so that it can be added; what is not one is said. */
const writeNumber = (t: Translate, n: ShownNumber): Cell => (typeof n === 'number' ? n : sayNumber(t, n));
