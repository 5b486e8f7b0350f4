import { decodeText, type Encoding } from './encodings.ts';
import { fileLimit, type ReadTable } from './read-cells.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { recognise } from './recognise.ts';
import { FileTooLarge } from './refusals.ts';

/**
 * Reads a table from a file, told by its content and never by its name: CSV in whatever encoding and with whatever
 * separator, or the first sheet of a workbook. Refuses what it cannot read surely.
 */
export async function readTable(bytes: Uint8Array, encoding?: Encoding): Promise<ReadTable> {
  if (bytes.length > fileLimit) throw new FileTooLarge(fileLimit / 1024 / 1024);
  if (recognise(bytes) === 'zip') return readXlsx(bytes);
  return readCsv(decodeText(bytes, encoding));
}
