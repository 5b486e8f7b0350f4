import { CeremonyOver, ProviderRefused, ProviderUnreachable } from '#domains/authentication/errors.ts';
import { acceptInvitation, recordFactorChange, reopenInvitation } from '#domains/authentication/server/commands.ts';
import {
  findByProvider,
  findLoginByEmail,
  findOpenInvitation,
  findPersonSigningIn,
} from '#domains/authentication/server/queries.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Provider, Vouched } from '#platform/authentication/provider.ts';
import type { PersonId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { Caller, UnderWay } from './caller.ts';
import { letIn, type Entered } from './let-in.ts';
import { onDuty } from './on-duty.ts';
import type { MinistryProvider } from './provider-file.ts';

/** The provider of a country's ministry; undefined where it has none here. */
export const findProvider = (id: string): MinistryProvider | undefined =>
  runningPlatform().authentication.providers.find((provider) => provider.id === id);

/** Where to send a browser that wants to sign in through its ministry, and what it keeps until it is back. */
export async function visitProvider(provider: MinistryProvider, { origin }: Caller) {
  return (await openTo(provider, origin)).begin();
}

async function openTo(provider: MinistryProvider, origin: string): Promise<Provider> {
  const { authentication, log } = runningPlatform();
  return authentication.provider(provider, origin).catch((failure: unknown) => {
    log.warn({ err: failure, country: provider.countryCode }, 'the provider of a ministry cannot be used');
    throw new ProviderUnreachable();
  });
}

/** Lets in whom the provider vouched for, if they are of its ministry. */
export async function returnFromProvider(
  provider: MinistryProvider,
  caller: Caller,
  underWay: UnderWay | null,
  answer: URLSearchParams,
): Promise<Entered> {
  if (!underWay) throw new CeremonyOver();
  const { finish } = await openTo(provider, caller.origin);
  const outcome = await finish(underWay.jar, answer, (vouched) => admit(provider, vouched, underWay.invitation));
  if (!outcome) throw new ProviderRefused();
  return letIn(caller, outcome.personId as PersonId, 'ministry', outcome.isStrong);
}

/**
 * Whether somebody may come in: the provider knows them already, or they hold an invitation, or the address that it has
 * verified is that of a login. In each case only people of the provider's own ministry.
 */
async function admit(provider: MinistryProvider, vouched: Vouched, invitation: string | undefined): Promise<boolean> {
  const known = await onDuty((work) => work.ask(findByProvider, provider.id, vouched.subject));
  if (invitation !== undefined) return known === null && (await acceptThrough(provider, vouched, invitation));
  if (known) {
    const person = await onDuty((work) => work.ask(findPersonSigningIn, known));
    return person?.countryCode === provider.countryCode;
  }
  const { verifiedEmail } = vouched;
  const login = verifiedEmail ? await onDuty((work) => work.ask(findLoginByEmail, verifiedEmail)) : null;
  if (!login || login.countryCode !== provider.countryCode) return false;
  await link(provider, login.personId, vouched);
  return true;
}

async function acceptThrough(provider: MinistryProvider, vouched: Vouched, token: string): Promise<boolean> {
  const open = await onDuty(async (work) => {
    const found = await work.ask(findOpenInvitation, token);
    return found?.countryCode === provider.countryCode ? carryOut(work, acceptInvitation, token) : null;
  });
  if (!open) return false;
  try {
    await link(provider, open.personId, vouched);
  } catch (failure) {
    await onDuty((work) => carryOut(work, reopenInvitation, token, open));
    throw failure;
  }
  return true;
}

async function link(provider: MinistryProvider, personId: PersonId, { subject }: Vouched): Promise<void> {
  const { factors } = await runningPlatform().authentication.ceremonies();
  await factors.linkProvider(personId, provider.id, subject);
  await onDuty((work) => carryOut(work, recordFactorChange, personId, 'provider_linked'));
}
