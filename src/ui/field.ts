/** What every field takes. Texts are ready to show: translated, and filled with their numbers. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** Defaults to the name, so that a problem can link to `#name`. */
  readonly id?: string;
  readonly hint?: string;
  /** What is wrong with what was entered, and what to do; shown in place. */
  readonly error?: string;
  /** A word after the label, such as "optional". */
  readonly mark?: string;
  readonly required?: boolean;
}

/** One choice of several; `note` says more about it. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly note?: string;
  /** The language of the text, where it is not the page's. */
  readonly lang?: string;
}

/** The ids that tie a control to its hint and its error, or nothing if it has neither. */
export function describedBy(id: string, hint?: string, error?: string): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}
