import { findHead, listEntries, nameActors } from '#domains/audit/server/queries.ts';
import { auditActions, auditKinds } from '#domains/audit/types.ts';
import { translateFor } from '../translate.ts';
import { readFilter } from './asked-filter.ts';
import { findAudited } from './audited.ts';
import { describeChanges, sayAction, sayActor, sayKind, saySubject } from './describe.ts';
import { findNames } from './names.ts';

/** The word files that an audit is told with. Said on the server, so that no page brings the words of all records. */
export const auditWords = ['audit', 'shell', 'sessions', 'detail'] as const;

/** A page of an audit in words: the newest entries that the address asks for, with those opened that it names. */
export async function composeAudit(locals: App.Locals, searchParams: URLSearchParams) {
  const t = await translateFor(locals, auditWords);
  return locals.asking(async (ask) => {
    const { all, asked } = await findAudited(ask, locals.actor, searchParams.get('ministry'));
    const filter = readFilter(searchParams);
    const wanted = Number.parseInt(searchParams.get('before') ?? '', 10);
    const before = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
    const { entries, isMore } = await ask(listEntries, asked.id, filter, before);
    const open = searchParams.get('open');
    const opened = entries.filter(({ seq }) => open === 'all' || open === String(seq));
    const names = await findNames(ask, t, asked.id, entries);
    return {
      ministries: all.map(({ countryCode }) => countryCode),
      ministry: asked.countryCode,
      filter,
      before,
      open,
      isMore,
      isEmpty: entries.length === 0 && (await ask(findHead, asked.id))?.lastSeq == null,
      choices: {
        people: [...(await ask(nameActors, asked.id))].map(([value, name]) => ({ value, text: t.person(name) })),
        kinds: auditKinds.map((value) => ({ value, text: sayKind(t, value) })).sort(byText(t.locale)),
        actions: auditActions.map((value) => ({ value, text: sayAction(t, value) })),
      },
      entries: entries.map((entry) => ({
        seq: entry.seq,
        at: entry.at,
        who: sayActor(t, names, entry),
        action: sayAction(t, entry.action),
        kind: entry.action.startsWith('sign_') ? '' : sayKind(t, entry.kind, entry.rowKey === ''),
        subject: saySubject(t, names, entry),
        inEmergency: entry.inEmergency,
        rowKey: entry.rowKey,
        hash: entry.hash,
        isChange: entry.action === 'update',
        changes: opened.includes(entry) ? describeChanges(t, names, entry) : null,
      })),
    };
  });
}

const byText = (locale: string) => {
  const { compare } = new Intl.Collator(locale);
  return (a: { text: string }, b: { text: string }) => compare(a.text, b.text);
};

/** An entry of an audit as a page shows it. */
export type EntryShown = Awaited<ReturnType<typeof composeAudit>>['entries'][number];
