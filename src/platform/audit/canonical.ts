/** What a signed document is made of: no fractions, so that every program writes its numbers alike. */
export type Signable = string | number | boolean | null | readonly Signable[] | { readonly [name: string]: Signable };

/**
 * The one way to write a document as text before it is signed: JSON without blanks, the names of each object sorted by
 * their UTF-16 code units, texts escaped as ECMAScript does, whole numbers only. RFC 8785 comes to the same.
 */
export function canonical(value: Signable): string {
  if (Array.isArray(value)) return `[${(value as readonly Signable[]).map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError(`${value} is no whole number.`);
  return JSON.stringify(value);
}
