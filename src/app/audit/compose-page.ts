import { findHead, listEntries, nameActors } from '#domains/audit/server/queries.ts';
import { auditActions, auditKinds } from '#domains/audit/types.ts';
import { translateFor } from '../translate.ts';
import { readFilter } from './asked-filter.ts';
import { findAudited, titleOf } from './audited.ts';
import { describeChanges, sayAction, sayActor, sayDeed, sayKind, saySubject } from './describe.ts';
import { findNames } from './names.ts';

/** The word files that an audit is told with. Said on the server, so that no page brings the words of all records. */
export const auditWords = ['audit', 'shell', 'sessions', 'detail', 'privacy', 'snapshots'] as const;

/** A page of an audit in words: the newest entries that the address asks for, with those opened that it names. */
export async function composeAudit(locals: App.Locals, searchParams: URLSearchParams) {
  const t = await translateFor(locals, auditWords);
  return locals.asking(async (ask) => {
    const { all, asked } = await findAudited(ask, locals.actor, searchParams.get('ministry'));
    const { filter, typed, problems } = readFilter(searchParams);
    const isMeant = Object.keys(problems).length === 0;
    const wanted = Number.parseInt(searchParams.get('before') ?? '', 10);
    const before = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
    const { entries, isMore } = isMeant
      ? await ask(listEntries, asked.ownerId, filter, before)
      : { entries: [], isMore: false };
    const open = searchParams.get('open');
    const opened = entries.filter(({ seq }) => open === 'all' || open === String(seq));
    const names = await findNames(ask, t, asked.ownerId, entries);
    const people = [...(await ask(nameActors, asked.ownerId))].map(([value, name]) => ({
      value,
      text: t.person(name),
    }));
    return {
      books: all.map(({ ownerId, code }) => ({ code, name: ownerId ? t.country(code) : t('audit.network') })),
      book: asked.code,
      title: titleOf(t, asked),
      isOfNetwork: asked.ownerId === null,
      filter,
      typed,
      problems,
      isMeant,
      before,
      open,
      isMore,
      isEmpty: entries.length === 0 && (await ask(findHead, asked.ownerId))?.lastSeq == null,
      choices: {
        people: withTyped(people, typed.person),
        kinds: withTyped(
          auditKinds.map((value) => ({ value, text: sayKind(t, value) })).sort(byText(t.locale)),
          typed.kind,
        ),
        actions: withTyped(
          auditActions.map((value) => ({ value, text: sayAction(t, value) })),
          typed.action,
        ),
      },
      entries: entries.map((entry) => ({
        seq: entry.seq,
        at: entry.at,
        who: sayActor(t, names, entry),
        action: sayDeed(t, entry),
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

/** What was asked for and is no choice stands among them as it was typed: else the form would say something else. */
const withTyped = (choices: readonly Choice[], typed: string | undefined): readonly Choice[] =>
  !typed || choices.some(({ value }) => value === typed) ? choices : [...choices, { value: typed, text: typed }];

interface Choice {
  readonly value: string;
  readonly text: string;
}

const byText = (locale: string) => {
  const { compare } = new Intl.Collator(locale);
  return (a: { text: string }, b: { text: string }) => compare(a.text, b.text);
};

/** An entry of an audit as a page shows it. */
export type EntryShown = Awaited<ReturnType<typeof composeAudit>>['entries'][number];
