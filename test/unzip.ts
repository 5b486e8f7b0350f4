import { inflateRawSync } from 'node:zlib';

/** The files in a ZIP archive (APPNOTE 6.3, sections 4.3.7 and 4.3.12), by name. */
export function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const entry = Buffer.from('PK\u0001\u0002', 'latin1');
  for (let at = archive.indexOf(entry); at >= 0; at = archive.indexOf(entry, at + 4)) {
    const [method, size, nameLength, start] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const packed = archive.subarray(from, from + size);
    files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
  }
  return files;
}
