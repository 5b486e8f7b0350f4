import sax from 'sax';
import { FileDamaged } from './refusals.ts';
import type { Taking } from './unpack.ts';

/** An element as it opens: its name without a prefix, and its attributes. */
export interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is done with the elements and texts of a document while it is being read. */
export interface XmlReader {
  open(element: OpenElement): void;
  text(text: string): void;
  close(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it comes, keeping nothing. No entity but the five of XML is known and nothing is fetched, so that a
 * document type can neither grow nor reach out.
 */
export function readXml({ open, text, close }: XmlReader): Taking {
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  const decoder = new TextDecoder();
  let thrown: Error | null = null;
  const guarded =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      if (thrown === null) act(...args);
    };
  parser.onopentag = guarded((tag) =>
    open({ name: local(tag.name), attributes: tag.attributes as Record<string, string> }),
  );
  parser.ontext = guarded(text);
  parser.oncdata = guarded(text);
  parser.onclosetag = guarded((name) => close(local(name)));
  parser.ondoctype = () => (thrown = new FileDamaged());
  parser.onerror = () => (thrown ??= new FileDamaged());
  return (piece, isLast) => {
    parser.write(decoder.decode(piece, { stream: !isLast }));
    if (isLast && thrown === null) parser.close();
    if (thrown !== null) throw thrown;
  };
}
