// Walks the audit and says whether anything in it was altered: `npm run audit:verify`. Ends with 1 if something was.
import { explainStart } from '#app/cannot-start.ts';
import { openOwner, refuseNarrowView } from '#app/open-owner.ts';
import { readSettings } from '#app/settings.ts';
import { verifyAudit } from '#platform/audit/verify.ts';

const settings = readSettings('production', process.env);
try {
  const reports = await walkAll();
  for (const { chain, entries, head, broken } of reports)
    console.log(
      broken
        ? `${chain}  BROKEN at entry ${broken.seq}: ${broken.reason}`
        : `${chain}  ${entries} entries, head ${head}`,
    );
  const broken = reports.filter((report) => report.broken);
  console.log(
    broken.length === 0
      ? `Nothing was altered in ${reports.length} chains. Keep the heads elsewhere: they prove that no end was cut off.`
      : `${broken.length} of ${reports.length} chains are broken.`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} catch (failure) {
  console.error(explainStart(failure, settings.dataFolder) ?? failure);
  process.exitCode = 1;
}

async function walkAll() {
  const connection = await openOwner(settings);
  try {
    await refuseNarrowView(connection);
    return await verifyAudit(connection);
  } finally {
    await connection.close();
  }
}
