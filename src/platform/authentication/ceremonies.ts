import { fillJar, withJar, type Jar } from './jar.ts';
import { close, heard, isAnswer, openLibrary, type Heard, type Library, type LibrarySettings } from './library.ts';
import { hashLike } from './recovery-codes.ts';
import { openFactors, type Factors, type PasskeyQuestion } from './factors.ts';

/** What became of a password. */
export type PasswordOutcome =
  | { readonly is: 'wrong' }
  | { readonly is: 'right'; readonly personId: string }
  /** Right, and not enough: a code is to follow, with this jar. */
  | { readonly is: 'halfway'; readonly jar: Jar };

/** What became of a code. */
export type CodeOutcome =
  | { readonly is: 'right'; readonly personId: string }
  | { readonly is: 'wrong' }
  /** Five after one password were wrong: the password is asked again. */
  | { readonly is: 'tooMany' }
  /** Ten in a row were wrong: a quarter of an hour none is taken. */
  | { readonly is: 'paused' }
  /** It was never begun, too much time went by, or somebody got in with it already. */
  | { readonly is: 'over' };

/**
 * The ceremonies in which somebody proves who they are. A success leaves nothing behind: the library's session is
 * deleted before the answer is given, and what a sign-in then is, is the caller's.
 */
export interface Ceremonies {
  /** Takes the same time whether or not there is such a login. */
  checkPassword(email: string, password: string): Promise<PasswordOutcome>;
  /** Whose password was right, before the code that is to follow; null when that is over. */
  whoIsHalfway(jar: Jar): Promise<string | null>;
  checkCode(jar: Jar, code: string): Promise<CodeOutcome>;
  checkRecoveryCode(jar: Jar, code: string): Promise<CodeOutcome>;
  askForPasskey(): Promise<PasskeyQuestion>;
  /** Whose passkey answered; null when the answer is not right, or its user was not verified. */
  checkPasskey(jar: Jar, response: Record<string, unknown>, origin: string): Promise<string | null>;
  readonly factors: Factors;
}

/** Opens the library and returns its ceremonies. */
export function openCeremonies(settings: LibrarySettings): Ceremonies {
  const library = openLibrary(settings);
  const { api } = library;
  const factors = openFactors(library);
  return {
    checkPassword: (email, password) => checkPassword(library, email, password),
    whoIsHalfway: (jar) => whoIsHalfway(library, jar),
    checkCode: (jar, code) => checkCode(library, (headers) => api.verifyTOTP({ body: { code }, headers }), jar),
    async checkRecoveryCode(jar, typed) {
      const personId = await whoIsHalfway(library, jar);
      if (!personId) return { is: 'over' };
      // The library compares what is kept with what it is shown: hashes with a hash.
      const code = await hashLike(typed, await factors.keptRecoveryCodes(personId));
      return checkCode(library, (headers) => api.verifyBackupCode({ body: { code }, headers }), jar);
    },
    async askForPasskey() {
      const { headers, response } = await api.generatePasskeyAuthenticationOptions({
        headers: new Headers(),
        returnHeaders: true,
      });
      return { options: { ...response, userVerification: 'required' }, jar: fillJar(headers) };
    },
    checkPasskey: (jar, response, origin) => checkPasskey(library, jar, response, origin),
    factors,
  };
}

async function checkPassword(library: Library, email: string, password: string): Promise<PasswordOutcome> {
  const found: Heard = {};
  try {
    const { headers, response } = await heard.run(found, () =>
      library.api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true }),
    );
    if ('twoFactorRedirect' in response) return { is: 'halfway', jar: fillJar(headers) };
    return { is: 'right', personId: (await close(library, found))! };
  } catch (failure) {
    if (isAnswer(failure)) return { is: 'wrong' };
    throw failure;
  }
}

/** The library keeps it under the value of a cookie of its own, whose signature it checks itself with the code. */
async function whoIsHalfway(library: Library, jar: Jar): Promise<string | null> {
  const key = /(?:^|; )ceremony\.two_factor=(2fa-[\w-]{20})\./.exec(jar)?.[1];
  if (!key) return null;
  const { internalAdapter } = await library.$context;
  const begun = await internalAdapter.findVerificationValue(key);
  return begun && ((await internalAdapter.findUserById(begun.value))?.id ?? null);
}

const answers: Readonly<Record<string, CodeOutcome['is']>> = {
  INVALID_CODE: 'wrong',
  INVALID_BACKUP_CODE: 'wrong',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'tooMany',
  ACCOUNT_TEMPORARILY_LOCKED: 'paused',
};

async function checkCode(
  library: Library,
  verify: (headers: Headers) => Promise<unknown>,
  jar: Jar,
): Promise<CodeOutcome> {
  const found: Heard = {};
  try {
    await heard.run(found, () => verify(withJar(jar)));
    return { is: 'right', personId: (await close(library, found))! };
  } catch (failure) {
    if (!isAnswer(failure)) throw failure;
    return { is: answers[failure.body?.code ?? ''] ?? 'over' } as CodeOutcome;
  }
}

async function checkPasskey(library: Library, jar: Jar, response: Record<string, unknown>, origin: string) {
  const found: Heard = {};
  try {
    await heard.run(found, () =>
      library.api.verifyPasskeyAuthentication({
        body: { response: response as never },
        headers: withJar(jar, { origin }),
      }),
    );
  } catch (failure) {
    if (isAnswer(failure)) return null;
    throw failure;
  }
  const personId = await close(library, found);
  return found.userVerified ? personId : null;
}
