import { FileEmpty, FileOtherKind, type OtherKind } from './refusals.ts';

/** How the kinds that are often taken for a table begin, as bytes in Latin-1. */
const beginnings: readonly (readonly [string, OtherKind])[] = [
  // The container of workbooks before 2007, and of later ones that are locked with a password.
  ['\xd0\xcf\x11\xe0', 'old_or_locked'],
  ['%PDF-', 'pdf'],
  ['{\\rtf', 'unknown'],
  ['\x89PNG', 'unknown'],
  ['\xff\xd8\xff', 'unknown'],
  ['GIF8', 'unknown'],
  ['Rar!', 'unknown'],
  ['7z\xbc\xaf', 'unknown'],
  ['\x1f\x8b', 'unknown'],
];

/** What a file is by its first bytes: an archive, in which a workbook may be, or text. Refuses every other kind. */
export function recognise(bytes: Uint8Array): 'zip' | 'text' {
  if (bytes.length === 0) throw new FileEmpty();
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  const other = beginnings.find(([beginning]) => start.startsWith(beginning));
  if (other) throw new FileOtherKind(other[1]);
  // Old systems export web pages, and spreadsheets their XML, under the name of a workbook.
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|body)/i.test(start)) throw new FileOtherKind('web_page');
  return 'text';
}
