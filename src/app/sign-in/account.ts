import {
  CodeUsed,
  CodeWrong,
  FreshCheckNeeded,
  LoginMissing,
  PasskeyRefused,
  SecondFactorNeeded,
  SignInFailed,
} from '#domains/authentication/errors.ts';
import { forgiveAttempt, noteFreshCheck, useCode } from '#domains/authentication/server/commands.ts';
import { isFresh } from '#domains/authentication/server/queries.ts';
import { SignInEnded } from '#domains/identity/errors.ts';
import { endOtherSignIns, endOwnSignIn } from '#domains/identity/server/commands.ts';
import type { FactorList } from '#platform/authentication/factors.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { PersonId, SignInId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { Caller, UnderWay } from './caller.ts';
import { onDuty } from './on-duty.ts';
import { countOne, provePasskey } from './prove.ts';

/** Somebody at their own account, as the database knew it when they came: one look for each form. */
export interface Account {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly personId: PersonId;
  readonly signInId: SignInId | null;
  /** How they can sign in; null for demo people and whoever else never accepted an invitation. */
  readonly list: FactorList | null;
  /** Whether they have proven who they are within the last ten minutes. */
  readonly isFresh: boolean;
}

/** Opens the account of whoever is signed in. @throws SignInEnded: only a form gets here without */
export async function openAccount(caller: Caller, actor: Actor, signInId: SignInId | null): Promise<Account> {
  const { personId } = actor;
  const token = caller.signInToken;
  if (!personId || !token) throw new SignInEnded();
  const list = actor.isDemo ? null : await (await factorsAtHand()).list(personId);
  const fresh = await onDuty((work) => work.ask(isFresh, token));
  return { caller, actor, personId, signInId, list, isFresh: fresh };
}

/** The ways of signing in, as the ceremonies hold them. */
export const factorsAtHand = async () => (await runningPlatform().authentication.ceremonies()).factors;

/** Proves again who they are, with the password, and with a code where they have an app for it. */
export async function checkAgainWithPassword(account: Account, password: string, code: string): Promise<void> {
  const { personId } = account;
  await insistOnPassword(account, password, async ({ hasCodes }) => {
    if (!hasCodes) return;
    if (!(await (await factorsAtHand()).checkCode(personId, code))) throw new CodeWrong();
    if (!(await onDuty((work) => carryOut(work, useCode, personId, code)))) throw new CodeUsed();
  });
  await noteCheck(account);
}

/** Counted like signing in, so that neither the password nor what is asked besides can be guessed faster. */
export async function insistOnPassword(
  account: Account,
  password: string,
  besides: (list: FactorList) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const list = insistOnLogin(account);
  const keys = await countOne(account.caller, list.email);
  if (!(await (await factorsAtHand()).checkPassword(account.personId, password))) throw new SignInFailed();
  await besides(list);
  await onDuty((work) => carryOut(work, forgiveAttempt, keys));
}

/** The same with a passkey of theirs. */
export async function checkAgainWithPasskey(
  account: Account,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
): Promise<void> {
  if ((await provePasskey(account.caller, underWay, response)) !== account.personId) throw new PasskeyRefused();
  await noteCheck(account);
}

const noteCheck = ({ personId, caller }: Account): Promise<void> =>
  onDuty((work) => carryOut(work, noteFreshCheck, personId, caller.signInToken!));

/** Ends one of their sign-ins. */
export async function endSignIn(account: Account, id: SignInId): Promise<void> {
  mayEnd(account);
  await runningPlatform().database.work(account.actor, (work) => carryOut(work, endOwnSignIn, id));
}

/** Ends all their sign-ins but this one. */
export async function endOthers(account: Account): Promise<void> {
  mayEnd(account);
  await endAllBut(account);
}

/** The same, after something that needed a proof already. */
export const endAllBut = ({ actor, signInId }: Account): Promise<void> =>
  runningPlatform().database.work(actor, (work) => carryOut(work, endOtherSignIns, signInId));

/** Demo people have nothing to prove it with. */
const mayEnd = ({ list, isFresh: fresh }: Account): void => {
  if (list && !fresh) throw new FreshCheckNeeded();
};

/** What a change of factors needs: a proof given lately, and the second factor of whoever has one. */
export function mayChange(account: Account): FactorList {
  if (!account.isFresh) throw new FreshCheckNeeded();
  const list = insistOnLogin(account);
  insistOnStrength(account);
  return list;
}

export function insistOnLogin({ list }: Account): FactorList {
  if (!list) throw new LoginMissing();
  return list;
}

/** A password alone, which somebody may have seen, neither adds a way in beside a second factor nor takes one away. */
export function insistOnStrength(account: Account): void {
  const { hasCodes, passkeys } = insistOnLogin(account);
  if (!account.actor.isStrong && (hasCodes || passkeys.length > 0)) throw new SecondFactorNeeded();
}
