import { fail, isActionFailure, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt } from '#app/attempt.ts';
import { findOwnReset } from '#app/resets.ts';
import * as account from '#app/sign-in/account.ts';
import * as factors from '#app/sign-in/change-factors.ts';
import { callerOf, ceremonyOf } from '#app/sign-in/caller.ts';
import { drawCode } from '#app/sign-in/draw-code.ts';
import { judgePassword, type PasswordProblemKey } from '#app/sign-in/judge-password.ts';
import { keepTokens, type Entered } from '#app/sign-in/let-in.ts';
import { translateFor } from '#app/translate.ts';
import { safePath } from '#app/visitor.ts';
import { sayWho } from '#domains/appointments/rules/wording.ts';
import { nameDevice } from '#domains/authentication/rules.ts';
import { codeSchema, passkeySchema } from '#domains/authentication/schema.ts';
import { listFactorChanges } from '#domains/authentication/server/queries.ts';
import { PasskeyMissing } from '#domains/authentication/errors.ts';
import { SignInMissing } from '#domains/identity/errors.ts';
import { listOwnSignIns } from '#domains/identity/server/queries.ts';
import { ResetMissing } from '#domains/recovery/errors.ts';
import { withdrawReset } from '#domains/recovery/server/commands.ts';
import { readForm } from '#platform/http/read-form.ts';
import { asksSecondFactor } from '#shared/actor.ts';
import { isId, type LoginResetId, type SignInId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

const open = (event: Pick<RequestEvent, 'cookies' | 'url' | 'request' | 'locals' | 'getClientAddress'>) =>
  account.openAccount(callerOf(event), event.locals.actor, event.locals.signInId);

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { list, isFresh } = await open(event);
  const signIns = await locals.ask(listOwnSignIns);
  return {
    factors: list,
    isFresh,
    reset: await sayOwnReset(locals),
    lacksSecondFactor: locals.actor.lacksSecondFactor,
    needing: locals.actor.seats.map(({ role }) => role).filter(asksSecondFactor),
    signIns: signIns.map(({ device, ...signIn }) => ({
      ...signIn,
      device: nameDevice(device),
      isThis: signIn.id === locals.signInId,
    })),
    changes: await locals.ask(listFactorChanges),
    to: safePath(url.searchParams.get('to'), ''),
    done: url.searchParams.get('done') ?? '',
  };
};

/** Who asked is said here: the page does without the words of appointments. */
async function sayOwnReset(locals: App.Locals) {
  const reset = await locals.asking((ask) => findOwnReset(ask, locals.actor));
  if (!reset) return null;
  const { id, askedAt, reason, asker } = reset;
  return { id, askedAt, reason, who: sayWho(await translateFor(locals, ['appointments']), asker) };
}

type Typed = Readonly<Record<string, FormDataEntryValue>>;
type Event = RequestEvent;

/** Reads the form, carries it out, and comes back to the page with what was done. */
async function acting(event: Event, done: string, act: (own: account.Account, typed: Typed) => Promise<unknown>) {
  const typed = Object.fromEntries(await readForm(event.request));
  return attempt(
    event.locals,
    async () => act(await open(event), typed),
    () => redirect(303, backTo(event, done)),
  );
}

function backTo({ url }: Event, done: string): string {
  const to = safePath(url.searchParams.get('to'), '');
  return `/account?${new URLSearchParams({ done, ...(to && { to }) })}`;
}

const textOf = (typed: Typed, name: string): string => String(typed[name] ?? '').slice(0, 20_000);
const responseOf = (typed: Typed) => {
  const parsed = v.safeParse(passkeySchema, typed);
  return parsed.success ? parsed.output : { response: {}, name: '' };
};
const codeIn = (typed: Typed): string => {
  const parsed = v.safeParse(codeSchema, typed);
  return parsed.success ? parsed.output.code : '';
};
const passkeyIn = ({ id }: Typed): string => {
  if (!isId(id)) throw new PasskeyMissing();
  return id;
};
/** The page that is answered with is that of the sign-in that has just begun. */
function keep(event: Event, entered: Entered | null): void {
  if (!entered) return;
  keepTokens(event, entered);
  event.locals.signInId = entered.signInId;
}

export const actions: Actions = {
  check: (event) =>
    acting(event, 'checked', (own, typed) =>
      account.checkAgainWithPassword(own, textOf(typed, 'password'), codeIn(typed)),
    ),
  checkPasskey: (event) =>
    acting(event, 'checked', (own, typed) =>
      account.checkAgainWithPasskey(own, ceremonyOf(event), responseOf(typed).response),
    ),
  endSignIn: (event) =>
    acting(event, 'ended', (own, typed) => {
      const id = typed['id'];
      if (!isId(id)) throw new SignInMissing();
      return account.endSignIn(own, id as SignInId);
    }),
  endOthers: (event) => acting(event, 'endedOthers', (own) => account.endOthers(own)),
  withdrawReset: (event) =>
    acting(event, 'resetOff', (_, typed) => {
      const id = typed['id'];
      if (!isId(id)) throw new ResetMissing();
      return event.locals.carryOut(withdrawReset, id as LoginResetId);
    }),
  password: async (event) => {
    const typed = Object.fromEntries(await readForm(event.request));
    const { actor } = event.locals;
    let done: { readonly problem: PasswordProblemKey } | 'password' | 'passwordChanged' = 'password';
    return attempt(
      event.locals,
      async () => {
        const own = await open(event);
        const problem = await judgePassword(typed['wanted'], { email: own.list?.email ?? '', name: actor.name });
        if (problem) return void (done = { problem });
        await factors.choosePassword(own, textOf(typed, 'old'), textOf(typed, 'wanted'));
        if (own.list?.hasPassword) done = 'passwordChanged';
      },
      () => (typeof done === 'string' ? redirect(303, backTo(event, done)) : fail(422, done)),
    );
  },
  addPasskey: (event) =>
    acting(event, 'passkeyAdded', async (own, typed) => {
      const { response, name } = responseOf(typed);
      keep(event, await factors.addPasskey(own, ceremonyOf(event), response, name));
    }),
  renamePasskey: (event) =>
    acting(event, 'passkeyRenamed', (own, typed) =>
      factors.renamePasskey(own, passkeyIn(typed), responseOf({ ...typed, response: '{}' }).name),
    ),
  removePasskey: (event) =>
    acting(event, 'passkeyRemoved', (own, typed) => factors.removePasskey(own, passkeyIn(typed))),
  offerCodes: (event) => offering(event, () => open(event)),
  confirmCodes: async (event) => {
    const typed = Object.fromEntries(await readForm(event.request));
    const own = await open(event);
    let recoveryCodes: readonly string[] = [];
    const refused = await attempt(
      event.locals,
      async () => {
        const confirmed = await factors.confirmCodes(own, codeIn(typed));
        keep(event, confirmed.entered);
        recoveryCodes = confirmed.recoveryCodes;
      },
      () => null,
    );
    if (!refused) return { recoveryCodes };
    const again = await offering(event, () => own);
    return isActionFailure(again) ? again : fail(refused.status, { ...again, ...refused.data });
  },
  removeCodes: (event) => acting(event, 'codesRemoved', (own) => factors.removeCodes(own)),
  renewCodes: async (event) => {
    let recoveryCodes: readonly string[] = [];
    return attempt(
      event.locals,
      async () => void (recoveryCodes = await factors.renewRecoveryCodes(await open(event))),
      () => ({ recoveryCodes }),
    );
  },
};

/** What an app that shows codes is set up with: once as a picture, once as text. */
async function offering(event: Event, own: () => account.Account | Promise<account.Account>) {
  let offer = { picture: '', size: 0, secret: '' };
  return attempt(
    event.locals,
    async () => {
      const { uri, secret } = await factors.offerCodes(await own());
      offer = { ...drawCode(uri), secret };
    },
    () => ({ offer }),
  );
}
