/** One message ready to be written: plain text, or its parts where something is to be filled in. */
export type Message = string | readonly Part[];

/** Text, or a place to fill in. Only what `bin/words-check.ts` lets into the word files can occur. */
export type Part =
  | string
  | { readonly argument: string }
  | { readonly number: string }
  | { readonly select: string; readonly forms: Forms }
  | { readonly plural: string; readonly forms: Forms; readonly offset?: number; readonly ordinal?: true }
  /** `#`: the number of the plural around it. */
  | 0;

/** What is written in each case; in a plural, an exact number is `=2`. There is always `other`. */
export type Forms = Readonly<Record<string, Message>>;

/** The messages of one word file, by their key within the file. */
export type FileMessages = Readonly<Record<string, Message>>;

/** The word files. Each is named after the part of the product whose pages it serves. */
export const wordFiles = [
  'shell',
  'refusal',
  'identity',
  'facts',
  'network',
  'meetings',
  'curriculum',
  'sessions',
  'reach',
  'home',
  'find',
  'api',
] as const;
export type WordFile = (typeof wordFiles)[number];

/** What `createTranslate` needs: the messages of the files that a page uses, in one language. */
export type Words = Readonly<Partial<Record<WordFile, FileMessages>>>;
