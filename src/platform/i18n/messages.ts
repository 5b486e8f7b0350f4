import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** One message ready to be formatted: plain text, or the parsed ICU message where it has arguments. */
export type Message = string | MessageFormatElement[];

/** The messages of one word file, by their key within the file. */
export type FileMessages = Readonly<Record<string, Message>>;

/** The word files. Each is named after the part of the product whose pages it serves. */
export const wordFiles = [
  'shell',
  'mail',
  'account',
  'refusal',
  'identity',
  'ministries',
  'appointments',
  'person',
  'proposal',
  'recovery',
  'audit',
  'facts',
  'network',
  'profile',
  'privacy',
  'meetings',
  'sessions',
  'listing',
  'overlaps',
  'recording',
  'importing',
  'spreadsheet',
  'problem',
  'detail',
  'reach',
  'pictures',
  'snapshots',
  'published',
  'compare',
  'forces',
  'sourced',
  'persons',
  'writing',
  'news',
  'home',
  'find',
  'api',
] as const;
export type WordFile = (typeof wordFiles)[number];

/** What `createTranslate` needs: the messages of the files that a page uses, in one language. */
export type Words = Readonly<Partial<Record<WordFile, FileMessages>>>;
