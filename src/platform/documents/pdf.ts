import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** A row of a table in a document: texts, as they are to be read. */
export type Line = readonly string[];

/** One part of a document: a heading, what has to be known about it, and a table. */
export interface Chapter {
  readonly title: string;
  readonly text?: string;
  readonly head: Line;
  readonly rows: readonly Line[];
  /** The columns that hold numbers, counted from 0: these stand to the right. */
  readonly numbers?: readonly number[];
  /** Stands instead of the table when there is nothing. */
  readonly none: string;
}

/** A document to be read and printed. */
export interface Document {
  readonly title: string;
  readonly lines: readonly string[];
  readonly chapters: readonly Chapter[];
  /** Its tables need the long side of the paper. */
  readonly isWide?: boolean;
  /** The language it is written in, as a BCP 47 tag; only its first part tells how words are broken. */
  readonly language: string;
  /** What stands at the foot of each page, before its number. */
  readonly foot: string;
}

/** Everything that somebody typed comes as data, so that nothing of it is ever taken for an instruction. */
const template = `
#let d = json(bytes(sys.inputs.document))
#set document(title: d.title)
#let wide = d.at("isWide", default: false)
#set page(paper: "a4", flipped: wide, margin: (x: 2.2cm, y: 2.2cm), footer: context [
  #set text(8pt, fill: luma(90))
  #d.foot #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(font: "Libertinus Serif", size: 10pt, lang: d.language, number-type: "lining")
#set par(leading: 0.6em)
#show heading.where(level: 1): set text(18pt)
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.7em, sticky: true, text(12.5pt, it.body))
#heading(level: 1, d.title)
#for line in d.lines { par(line) }
#for chapter in d.chapters {
  heading(level: 2, chapter.title)
  if "text" in chapter { par(chapter.text) }
  if chapter.rows.len() == 0 { text(fill: luma(90), chapter.none) } else {
    let numbers = chapter.at("numbers", default: ())
    set text(if wide { 8pt } else { 10pt }, number-width: "tabular")
    table(
      columns: chapter.head.enumerate().map(((at, _)) => if wide and at == 0 { 2fr } else { 1fr }),
      stroke: (x, y) => (bottom: if y == 0 { 1pt } else { 0.4pt + luma(190) }),
      inset: (x: 0pt, right: 8pt, y: 4pt),
      align: (x, y) => if numbers.contains(x) { right + bottom } else { left + bottom },
      table.header(..chapter.head.map(cell => strong(cell))),
      ..chapter.rows.flatten(),
    )
  }
}
`;

let compiler: Promise<NodeCompiler> | undefined;

/** The compiler takes 50 MB on disk and 35 MB of memory: it is loaded when the first document is asked for. */
const openCompiler = (): Promise<NodeCompiler> =>
  (compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then((typst) => typst.NodeCompiler.create()));

/** Writes a document as PDF, in Latin and Cyrillic script, without any file or network. */
export async function writePdf(document: Document): Promise<Uint8Array<ArrayBuffer>> {
  const typst = await openCompiler();
  const language = document.language.split('-')[0]!;
  const pdf = typst.pdf({
    mainFileContent: template,
    inputs: { document: JSON.stringify({ ...document, language }) },
  });
  return new Uint8Array(pdf);
}
