import { MayNotReadAudit } from '#domains/audit/errors.ts';
import { findHead, listEntries } from '#domains/audit/server/queries.ts';
import type { AuditEntry, AuditHead, JsonObject } from '#domains/audit/types.ts';
import { inGroups } from '#platform/audit/kept-head.ts';
import type { Cell, Sheets } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { findAudited, titleOf } from '../audit/audited.ts';
import { auditWords } from '../audit/compose-page.ts';
import { describeChanges, sayActor, sayDeed, sayKind } from '../audit/describe.ts';
import { findNames } from '../audit/names.ts';
import type { Names } from '../audit/say-value.ts';
import { mostEntries } from '../audit/sign.ts';
import { translateFor } from '../translate.ts';
import { auditQuery, noteAudit, whoAudits } from './audit.ts';
import { downloads } from './downloads.ts';
import { noteOrigin } from './note-origin.ts';

export const auditDownloads = downloads({
  id: 'readAudit',
  summary: `Entries of an audit, the newest first, as a table in CSV, at most ${mostEntries}`,
  who: whoAudits,
  query: auditQuery,
  refusals: [MayNotReadAudit],
  async tabulate({ locals, query: { ministry, ...filter } }, as) {
    const t = await translateFor(locals, [...auditWords, 'api']);
    const { asked, ...found } = await locals.asking(async (ask) => {
      const { asked } = await findAudited(ask, locals.actor, ministry);
      const page = await ask(listEntries, asked.ownerId, filter, null, mostEntries);
      return {
        asked,
        ...page,
        origin: await noteOrigin(t, ask, titleOf(t, asked)),
        names: await findNames(ask, t, asked.ownerId, page.entries),
        head: await ask(findHead, asked.ownerId),
      };
    });
    await noteAudit(locals, asked.ownerId, { as, rows: found.entries.length, filter: filter as JsonObject });
    return { name: `audit-${asked.code}`, tables: layOut(t, found) };
  },
});

interface Found {
  readonly origin: string[][];
  readonly entries: readonly AuditEntry[];
  readonly isMore: boolean;
  readonly names: Names;
  readonly head: AuditHead | null;
}

const layOut = (t: Translate, { origin, entries, isMore, names, head }: Found): Sheets => ({
  notes: [
    ...origin,
    ...(head?.seq ? [[t('audit.head.title'), `${head.seq} ${inGroups(head.hash!)}`]] : []),
    ...(isMore ? [[t('audit.cut', { most: t.number(mostEntries) })]] : []),
  ],
  sheets: [
    {
      name: t('audit.title'),
      head: [
        t('audit.number'),
        t('audit.time'),
        t('audit.who'),
        t('audit.what'),
        t('audit.kindOf'),
        t('audit.record'),
        t('audit.emergency'),
        t('audit.changes'),
        t('audit.hash'),
      ],
      rows: entries.map((entry) => writeRow(t, names, entry)),
    },
  ],
});

const writeRow = (t: Translate, names: Names, entry: AuditEntry): Cell[] => [
  entry.seq,
  entry.at.toISOString(),
  sayActor(t, names, entry),
  sayDeed(t, entry),
  sayKind(t, entry.kind, entry.rowKey === ''),
  entry.rowKey,
  entry.inEmergency ? t('audit.yes') : t('audit.no'),
  sayChanges(t, names, entry),
  entry.hash,
];

/** A spreadsheet's cell holds at most 32,767 characters; what is longer is whole in the signed file. */
const longest = 30_000;

function sayChanges(t: Translate, names: Names, entry: AuditEntry): string {
  const lines = describeChanges(t, names, entry).map(({ name, before, after }) =>
    entry.action === 'update'
      ? `${name}: ${before || t('audit.nothing')} → ${after || t('audit.nothing')}`
      : `${name}: ${after || before}`,
  );
  return lines.join('\n').slice(0, longest);
}
