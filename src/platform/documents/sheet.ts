/** What a cell holds: a text, a number, or nothing. */
export type Cell = string | number | null;

/** One table of a download. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Tables to be downloaded together. */
export interface Sheets {
  /** What has to be known about the numbers, wherever the file goes. One line each, in one or two cells. */
  readonly notes: readonly (readonly Cell[])[];
  readonly sheets: readonly Sheet[];
}

/**
 * A text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front, which
 * spreadsheets take to mean "this is text" (CWE-1236).
 */
export const neutral = (text: string): string => text.replace(/^(?=[=+\-@＝＋－＠\t\r])/, "'");

/**
 * The same for a table whose cells are told apart by marks in its text. Spreadsheets of the region take a semicolon for
 * that mark, or a tab; they then see a cell begin in the middle of a text of ours, whether it is in quotes or not.
 */
export const neutralBetween = (text: string): string =>
  neutral(text).replace(/(?<=[;\t\r\n][ \u00a0"']*)(?=[=+\-@＝＋－＠])/g, "'");
