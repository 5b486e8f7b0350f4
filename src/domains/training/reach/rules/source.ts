/** The address of a source, where it is one; a printed source has a name only. */
export const addressOf = (source: string): string | undefined =>
  source.startsWith('https://') || source.startsWith('http://') ? source : undefined;

/** What a source is called: the site of an address, or the name of what was printed. */
export const nameOfSource = (source: string): string => (addressOf(source) ? new URL(source).hostname : source);
