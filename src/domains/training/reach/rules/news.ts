import type { Translate } from '#platform/i18n/translate.ts';
import type { SnapshotId } from '#shared/ids.ts';
import type { CitedNumber, Fact, Source } from './news-facts.ts';
import { sayFact, type Piece } from './news-sentences.ts';

/** A part of a sentence as it is read: plain text, a number with what it leads to, or what leads to a note. */
export type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly text: string; readonly number: CitedNumber }
  | { readonly is: 'source'; readonly text: string; readonly address: string };

/** What stands below a paragraph, with the mark that leads to it. */
export interface Note {
  readonly mark: string;
  readonly text: string;
  readonly address: string | null;
}

/** A paragraph for the news, in one language. */
export interface Paragraph {
  readonly language: Translate['language'];
  readonly sentences: readonly (readonly Part[])[];
  readonly notes: readonly Note[];
}

/** What the network says of a country whose name has a footnote, in the language of the paragraph. */
export type Footnotes = ReadonlyMap<string, string>;

/** Says facts in their order, a sentence for each, with the notes that belong to them below. */
export function writeParagraph(t: Translate, facts: readonly Fact[], footnotes: Footnotes): Paragraph {
  const notes = gatherNotes(t, footnotes);
  const sentences = facts.map((fact) => [
    ...capitalise(t, sayFact(t, fact)).map((piece) => resolve(piece, notes)),
    ...marksOf(fact, notes),
  ]);
  return { language: t.language, sentences, notes: notes.all() };
}

/** The sentence of one fact by itself, without what leads to notes. */
export const saySentence = (t: Translate, fact: Fact): string =>
  capitalise(t, sayFact(t, fact))
    .map(({ text }) => text)
    .join('');

/** Gathers notes while sentences are written, in the order in which they are needed: countries, sources, then what is demo. */
function gatherNotes(t: Translate, footnotes: Footnotes) {
  const countries = new Map<string, Note>();
  const sources = new Map<string, Note>();
  const demo: Note = { mark: `[${t('news.demo')}]`, text: t('news.note.demo'), address: null };
  let hasDemo = false;
  const keep = (notes: Map<string, Note>, key: string, note: Note): Note => {
    const kept = notes.get(key) ?? note;
    notes.set(key, kept);
    return kept;
  };
  return {
    /** The mark after the name of a country; empty where the network has no footnote for it. */
    country(code: string): string {
      const text = footnotes.get(code);
      return text ? keep(countries, code, { mark: '*'.repeat(countries.size + 1), text, address: null }).mark : '';
    },
    source({ address, said, remark }: Source): string {
      const rest = { said: said ?? '', has: remark ? ('remark' as const) : ('other' as const), remark: remark ?? '' };
      const text = said === null ? address : t('news.note.said', { address, ...rest });
      return keep(sources, text, { mark: `[${sources.size + 1}]`, text, address }).mark;
    },
    demo(): string {
      hasDemo = true;
      return demo.mark;
    },
    all: (): Note[] => [...countries.values(), ...sources.values(), ...(hasDemo ? [demo] : [])],
  };
}
type Notes = ReturnType<typeof gatherNotes>;

function resolve(piece: Piece, notes: Notes): Part {
  if (piece.is === 'country') return { is: 'text', text: piece.text + notes.country(piece.code) };
  if (piece.is !== 'source') return piece;
  return { is: 'source', text: `${piece.text} ${notes.source(piece.source)}`, address: piece.source.address };
}

/** What follows a sentence: where it was published, unless the sentence names that itself, and that it is demo. */
function marksOf(fact: Fact, notes: Notes): Part[] {
  const sources = fact.about === 'reported' ? [] : fact.sources;
  return [
    ...sources.flatMap((source): Part[] => [
      { is: 'text', text: ' ' },
      { is: 'source', text: notes.source(source), address: source.address },
    ]),
    ...(fact.isDemo ? [{ is: 'text' as const, text: ` ${notes.demo()}` }] : []),
  ];
}

/** A sentence may begin with a number in words. */
function capitalise({ locale }: Translate, [first, ...rest]: Piece[]): Piece[] {
  if (!first) return [];
  const [letter = '', ...letters] = first.text;
  return [{ ...first, text: letter.toLocaleUpperCase(locale) + letters.join('') }, ...rest];
}

/** A paragraph as plain text, its notes below it, a line each. */
export const toPlainText = ({ sentences, notes }: Paragraph): string =>
  [
    sentences.map((parts) => parts.map(({ text }) => text).join('')).join(' '),
    notes.map(({ mark, text }) => `${mark} ${text}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');

/** The same as HTML to paste into a page: each number is a link to its snapshot, under the address of this platform. */
export function toHtml(
  { language, sentences, notes }: Paragraph,
  addressOf: (snapshotId: SnapshotId) => string,
): string {
  const link = (address: string, text: string) => `<a href="${escape(address)}">${escape(text)}</a>`;
  const write = (part: Part): string => {
    if (part.is === 'source') return link(part.address, part.text);
    if (part.is === 'text' || !part.number.snapshotId) return escape(part.text);
    return link(addressOf(part.number.snapshotId), part.text);
  };
  const said = sentences.map((parts) => parts.map(write).join('')).join(' ');
  const below = notes.map(
    ({ mark, text, address }) => `${escape(mark)} ${address ? link(address, text) : escape(text)}`,
  );
  const lang = ` lang="${language}"`;
  return [`<p${lang}>${said}</p>`, below.length > 0 ? `<p${lang}><small>${below.join('<br>\n')}</small></p>` : '']
    .filter(Boolean)
    .join('\n');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);
