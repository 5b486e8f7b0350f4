import { fail, isActionFailure, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt } from '#app/attempt.ts';
import { findOwnReset } from '#app/resets.ts';
import * as account from '#app/sign-in/account.ts';
import { callerOf, ceremonyOf } from '#app/sign-in/caller.ts';
import { drawCode } from '#app/sign-in/draw-code.ts';
import { judgePassword } from '#app/sign-in/judge-password.ts';
import { keepTokens, type Entered } from '#app/sign-in/let-in.ts';
import { safePath } from '#app/visitor.ts';
import { nameDevice } from '#domains/authentication/rules.ts';
import { codeSchema, passkeySchema } from '#domains/authentication/schema.ts';
import { listFactorChanges } from '#domains/authentication/server/queries.ts';
import { SignInMissing } from '#domains/identity/errors.ts';
import { endOwnSignIn } from '#domains/identity/server/commands.ts';
import { listOwnSignIns } from '#domains/identity/server/queries.ts';
import { ResetMissing } from '#domains/recovery/errors.ts';
import { withdrawReset } from '#domains/recovery/server/commands.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isId, type LoginResetId, type SignInId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

const holderOf = (event: Pick<RequestEvent, 'cookies' | 'url' | 'request' | 'locals' | 'getClientAddress'>) => ({
  caller: callerOf(event),
  actor: event.locals.actor,
});

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const holder = holderOf(event);
  const signIns = await locals.ask(listOwnSignIns);
  return {
    factors: holder.actor.isDemo ? null : await account.findFactors(holder),
    isFresh: await account.hasFreshCheck(holder),
    reset: await locals.asking((ask) => findOwnReset(ask, locals.actor)),
    lacksSecondFactor: holder.actor.lacksSecondFactor,
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

type Typed = Readonly<Record<string, FormDataEntryValue>>;
type Event = RequestEvent;

/** Reads the form, carries it out, and comes back to the page with what was done. */
async function acting(event: Event, done: string, act: (holder: account.Holder, typed: Typed) => Promise<unknown>) {
  const typed = Object.fromEntries(await readForm(event.request));
  return attempt(
    event.locals,
    () => act(holderOf(event), typed),
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
const keep = (event: Event, entered: Entered | null) => void (entered && keepTokens(event, entered));

export const actions: Actions = {
  check: (event) =>
    acting(event, 'checked', (holder, typed) =>
      account.checkAgainWithPassword(holder, textOf(typed, 'password'), codeIn(typed)),
    ),
  checkPasskey: (event) =>
    acting(event, 'checked', (holder, typed) =>
      account.checkAgainWithPasskey(holder, ceremonyOf(event), responseOf(typed).response),
    ),
  endSignIn: (event) =>
    acting(event, 'ended', (_, typed) => {
      const id = typed['id'];
      if (!isId(id)) throw new SignInMissing();
      return event.locals.carryOut(endOwnSignIn, id as SignInId);
    }),
  endOthers: (event) => acting(event, 'endedOthers', () => endOthers(event)),
  withdrawReset: (event) =>
    acting(event, 'resetOff', (_, typed) => {
      const id = typed['id'];
      if (!isId(id)) throw new ResetMissing();
      return event.locals.carryOut(withdrawReset, id as LoginResetId);
    }),
  password: async (event) => {
    const typed = Object.fromEntries(await readForm(event.request));
    const holder = holderOf(event);
    const problem = judgePassword(typed['wanted'], {
      email: (await account.findFactors(holder))?.email ?? '',
      name: holder.actor.name,
    });
    if (problem) return fail(422, { problem });
    return attempt(
      event.locals,
      async () => {
        await account.choosePassword(holder, textOf(typed, 'old'), textOf(typed, 'wanted'));
        await endOthers(event);
      },
      () => redirect(303, backTo(event, 'password')),
    );
  },
  addPasskey: (event) =>
    acting(event, 'passkeyAdded', async (holder, typed) => {
      const { response, name } = responseOf(typed);
      keep(event, await account.addPasskey(holder, ceremonyOf(event), response, name));
    }),
  renamePasskey: (event) =>
    acting(event, 'passkeyRenamed', async (holder, typed) => {
      if (isId(typed['id']))
        await account.renamePasskey(holder, typed['id'], responseOf({ ...typed, response: '{}' }).name);
    }),
  removePasskey: (event) =>
    acting(event, 'passkeyRemoved', async (holder, typed) => {
      if (isId(typed['id'])) await account.removePasskey(holder, typed['id']);
    }),
  offerCodes: (event) => offering(event),
  confirmCodes: async (event) => {
    const typed = Object.fromEntries(await readForm(event.request));
    const holder = holderOf(event);
    let recoveryCodes: readonly string[] = [];
    const refused = await attempt(
      event.locals,
      async () => {
        const confirmed = await account.confirmCodes(holder, codeIn(typed));
        keep(event, confirmed.entered);
        recoveryCodes = confirmed.recoveryCodes;
      },
      () => null,
    );
    if (!refused) return { recoveryCodes };
    const again = await offering(event);
    return isActionFailure(again) ? again : fail(refused.status, { ...again, ...refused.data });
  },
  removeCodes: (event) => acting(event, 'codesRemoved', (holder) => account.removeCodes(holder)),
  renewCodes: async (event) => {
    let recoveryCodes: readonly string[] = [];
    return attempt(
      event.locals,
      async () => void (recoveryCodes = await account.renewRecoveryCodes(holderOf(event))),
      () => ({ recoveryCodes }),
    );
  },
};

/** What an app that shows codes is set up with: once as a picture, once as text. */
async function offering(event: Event) {
  let offer = { picture: '', size: 0, secret: '' };
  return attempt(
    event.locals,
    async () => {
      const { uri, secret } = await account.offerCodes(holderOf(event));
      offer = { ...drawCode(uri), secret };
    },
    () => ({ offer }),
  );
}

async function endOthers({ locals }: Event): Promise<void> {
  const others = (await locals.ask(listOwnSignIns)).filter(({ id }) => id !== locals.signInId);
  for (const { id } of others) await locals.carryOut(endOwnSignIn, id);
}
