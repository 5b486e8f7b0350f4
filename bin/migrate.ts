// Brings the database up to date: `npm run migrate`. The embedded one needs it never, for it does so by itself.
import { explainStart } from '#app/cannot-start.ts';
import { admitRunningRole, openOwner } from '#app/open-owner.ts';
import { readSettings } from '#app/settings.ts';
import { migrate } from '#platform/database/migrate.ts';

const settings = readSettings('production', process.env);
try {
  const owner = await openOwner(settings);
  try {
    const ran = await migrate(owner);
    for (const name of ran) console.log(`ran ${name}`);
    const role = await admitRunningRole(owner, settings);
    if (role) console.log(`“${role}” may run the platform`);
    console.log('The database is up to date.');
  } finally {
    await owner.close();
  }
} catch (failure) {
  console.error(explainStart(failure, settings.dataFolder) ?? failure);
  process.exitCode = 1;
}
