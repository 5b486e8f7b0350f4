// Brings somebody back who has lost every way to sign in, where nobody is left who could grant a reset on the platform:
// `npm run reset-login -- <their e-mail address>`. The embedded database has to be stopped for it.
import { explainStart } from '#app/cannot-start.ts';
import { openOwner } from '#app/open-owner.ts';
import { readSettings } from '#app/settings.ts';
import { bringBack } from '#app/sign-in/bring-back.ts';

const [email] = process.argv.slice(2);
const settings = readSettings('production', process.env);
try {
  if (!email) throw new Error('Say whose: npm run reset-login -- <e-mail address>');
  const owner = await openOwner(settings);
  try {
    const back = await bringBack(owner, email.trim());
    if (!back) throw new Error(`Nobody signs in with ${email}.`);
    console.log(`Every way in of ${back.name} has ended. This link opens the account anew, once, for a day:`);
    console.log(`${settings.surroundings.origin ?? `http://localhost:${settings.port}`}${back.path}`);
    console.log('Give it to nobody else. What was done stands in the audit.');
  } finally {
    await owner.close();
  }
} catch (failure) {
  const said = explainStart(failure, settings.dataFolder) ?? (failure instanceof Error ? failure.message : failure);
  console.error(said);
  process.exitCode = 1;
}
