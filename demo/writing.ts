import { marginsOf } from '#domains/training/sessions/rules.ts';
import { columnsOf } from '#domains/training/sessions/rules/columns.ts';
import { atGrain } from '#domains/training/sessions/rules/grain.ts';
import type { Grain, SessionDraft } from '#domains/training/sessions/types.ts';
import { ministryOf } from './cast.ts';
import { idOf } from './chance.ts';
import type { Country } from './invented/countries.ts';
import type { Content } from './record.ts';
import type { Row } from './rows.ts';

/** One row that a person wrote at an instant. With `key`, it takes the place of the row with that key. */
export interface Entry {
  readonly at: string;
  readonly actor: string;
  readonly table: string;
  readonly row: Row;
  readonly key?: string;
}

/** A record in the books of a ministry. Its name makes its ids. */
export interface Book {
  readonly name: string;
  readonly country: Country;
  readonly origin: 'demo' | 'published';
  readonly sessionId: string;
}

export interface Version {
  readonly book: Book;
  readonly id: string;
  readonly number: number;
  readonly content: Content;
}

const place = ({ sessionId, country }: Book) => ({ session_id: sessionId, owner_id: ministryOf(country) });

/** Opens a record; it gets its id from the instant. */
export function openBook(name: string, country: Country, origin: Book['origin'], actor: string, at: string) {
  const book: Book = { name, country, origin, sessionId: idOf(name, at) };
  const row = { id: book.sessionId, owner_id: ministryOf(country), created_by: actor, created_at: at, origin };
  return { book, entry: { at, actor, table: 'training_session', row } satisfies Entry };
}

/** Submits the next version. */
export function submit(book: Book, number: number, content: Content, actor: string, at: string) {
  const version: Version = { book, number, content, id: idOf(`${book.name}/version/${number}`, at) };
  const row = { id: version.id, ...place(book), number, ...content, submitted_by: actor, submitted_at: at };
  return { version, entry: { at, actor, table: 'session_version', row } satisfies Entry };
}

/** Returns a version to its trainer, with the reason. */
export const giveBack = ({ id, book }: Version, reason: string, actor: string, at: string): Entry => ({
  at,
  actor,
  table: 'session_return',
  row: { version_id: id, ...place(book), reason, returned_by: actor, returned_at: at },
});

/** Releases a version: the release, and what leaves the ministry at its grain. */
export function release(version: Version, grain: Grain, actor: string, at: string): Entry[] {
  const row = { version_id: version.id, ...place(version.book), grain, released_by: actor, released_at: at };
  return [
    { at, actor, table: 'session_release', row },
    { at, actor, table: 'released_session', row: whatLeaves(version, grain, at), key: 'session_id' },
  ];
}

function whatLeaves({ id, number, book, content }: Version, grain: Grain, at: string): Row {
  const { trainer_ids: trainers, statements, notes: _staysInside, nationalities, ...described } = content;
  const { legal_cover_text: _stays, approval_date: _staysToo, approval_reference: _andThis, ...open } = described;
  return {
    ...place(book),
    version_id: id,
    version_number: number,
    grain,
    released_at: at,
    ...open,
    nationalities: grain === 'total' ? {} : nationalities,
    trainer_count: trainers.length,
    origin: book.origin,
    ...columnsOf(atGrain(marginsOf(statements), grain)),
  };
}

/** Keeps what a trainer has written so far. */
export const keepDraft = (book: Book, content: SessionDraft, revision: number, actor: string, at: string): Entry => ({
  at,
  actor,
  table: 'session_draft',
  row: { ...place(book), author_id: actor, content, revision, saved_at: at },
});
