/** A form as a page offers it: where it goes, and what it carries when nothing is changed. */
export interface Form {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };
const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|#34);/g, (_, name: string) => entities[name]!);
const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? decode(found[1] ?? '') : null;
};

/** The forms of a page that was asked for at this path, which change something. */
export function findForms(page: string, path: string): Form[] {
  return [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([form]) => {
    const head = /<form\b[^>]*>/.exec(form)![0];
    if (attribute(head, 'method')?.toLowerCase() !== 'post') return [];
    const wanted = new URL(attribute(head, 'action') ?? '', `http://x${path}`);
    return [{ action: wanted.pathname + wanted.search, fields: findFields(form) }];
  });
}

function findFields(form: string): [string, string][] {
  const controls = form.matchAll(/<(input|button)\b[^>]*>|<(textarea|select)\b[^>]*>([\s\S]*?)<\/\2>/g);
  return [...controls].flatMap(([tag, , long, inside]): [string, string][] => {
    const name = attribute(tag, 'name');
    if (!name) return [];
    if (long === 'textarea') return [[name, decode(inside!)]];
    if (long === 'select') {
      const options = [...inside!.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
      const chosen = options.find((option) => attribute(option, 'selected') !== null) ?? options[0] ?? '';
      return [[name, attribute(chosen, 'value') ?? '']];
    }
    const isLeftOut = /checkbox|radio/.test(attribute(tag, 'type') ?? '') && attribute(tag, 'checked') === null;
    return isLeftOut ? [] : [[name, attribute(tag, 'value') ?? 'on']];
  });
}
