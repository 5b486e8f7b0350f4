// Walks the audit and says whether anything in it was altered: `npm run audit:verify`. Ends with 1 if something was.
//   --head <chain> <number> <hash>, or --head <signed file>   looks for an entry that was kept outside
//   --export <signed file>                                    verifies an export, without a database
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explainStart } from '#app/cannot-start.ts';
import { openOwner, refuseNarrowView } from '#app/open-owner.ts';
import { readSettings } from '#app/settings.ts';
import { verifyExport } from '#platform/audit/export.ts';
import { inGroups, readHeadFile, readKeptHead } from '#platform/audit/kept-head.ts';
import { findStrays, sayStray, type Stray } from '#platform/audit/strays.ts';
import { findDifferences, openFresh, sayDifference, type Difference } from '#platform/audit/structure.ts';
import { verifyAudit, type ChainReport, type OutsideHead } from '#platform/audit/verify.ts';

const { values, positionals } = parseArgs({
  options: { head: { type: 'string' }, export: { type: 'string' } },
  allowPositionals: true,
});
try {
  process.exitCode = (values.export ? sayExport(values.export) : await sayAudit(outsideHead())) ? 0 : 1;
} catch (failure) {
  console.error(
    explainStart(failure, process.env.DATA ?? 'data') ?? (failure instanceof Error ? failure.message : failure),
  );
  process.exitCode = 1;
}

/** The head to look for: a file, or a chain with a number and a hash, whose groups may be several words. */
function outsideHead(): OutsideHead | null {
  if (!values.head) return null;
  const [seq, ...hash] = positionals;
  const kept = seq ? readKeptHead(seq, hash.join('')) : null;
  const head = kept ? { chain: values.head, ...kept } : seq ? null : readHeadFile(readFileSync(values.head, 'utf8'));
  if (!head) throw new Error('A head is --head <chain> <number> <hash of 64 digits>, or --head <signed file>.');
  return head;
}

function sayExport(path: string): boolean {
  const { chain, head, entries, fingerprint, problems } = verifyExport(readFileSync(path, 'utf8'));
  for (const problem of problems) console.log(problem);
  console.log(`${entries} entries of the chain ${chain}, whose head was ${head.seq} ${inGroups(head.hash)}`);
  console.log(`Signed with the key ${inGroups(fingerprint)}`);
  console.log(
    problems.length === 0
      ? 'The file is as it was signed. Compare the key with the one that the platform shows.'
      : 'The file does not hold.',
  );
  return problems.length === 0;
}

async function sayAudit(outside: OutsideHead | null): Promise<boolean> {
  const { differences, reports, strays } = await walkAll(outside);
  for (const difference of differences) console.log(`MADE OTHERWISE  ${sayDifference(difference)}`);
  reports.forEach(sayChain);
  for (const stray of strays) console.log(`ROW  ${sayStray(stray)}`);
  const broken = reports.filter(({ broken, kept }) => broken || (kept && kept !== 'there'));
  const isWhole = differences.length + broken.length + strays.length === 0;
  console.log(
    isWhole
      ? `Nothing was altered in ${reports.length} chains. Keep the heads elsewhere: they prove that no end was cut off.`
      : `${broken.length} of ${reports.length} chains are broken; ${strays.length} rows are not as their entries say; ` +
          `${differences.length} parts of the database are altered${differences.length > 0 ? ', so nothing above proves anything' : ''}.`,
  );
  return isWhole;
}

function sayChain({ chain, entries, head, broken, kept }: ChainReport): void {
  console.log(
    broken ? `${chain}  BROKEN at entry ${broken.seq}: ${broken.reason}` : `${chain}  ${entries} entries, head ${head}`,
  );
  if (kept === 'there') console.log(`${chain}  still holds the entry that was kept outside`);
  if (kept === 'another') console.log(`${chain}  REPLACED: another entry stands in the place of the one kept outside`);
  if (kept === 'gone') console.log(`${chain}  CUT: the entry that was kept outside is not in it`);
}

interface Found {
  readonly differences: readonly Difference[];
  readonly reports: readonly ChainReport[];
  readonly strays: readonly Stray[];
}

/** First whether the database is what the migrations make of it: what it answers is worth no more than that. */
async function walkAll(outside: OutsideHead | null): Promise<Found> {
  const connection = await openOwner(readSettings('production', process.env));
  try {
    await refuseNarrowView(connection);
    const fresh = await openFresh();
    return {
      differences: await findDifferences(connection, fresh).finally(() => fresh.close()),
      reports: await verifyAudit(connection, outside),
      strays: await findStrays(connection),
    };
  } finally {
    await connection.close();
  }
}
