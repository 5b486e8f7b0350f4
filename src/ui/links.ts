/** A way to another page. `current` is true on the page that it leads to. */
export interface Link {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean;
}

/** A place in the menu; `waiting` is how many things there need the reader. */
export interface Place extends Link {
  readonly waiting?: string;
}

/** A language by its own name; `lang` is a tag that browsers know. */
export interface LanguageLink extends Link {
  readonly lang: string;
}
