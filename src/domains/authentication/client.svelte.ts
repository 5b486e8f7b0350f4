/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => typeof PublicKeyCredential !== 'undefined';

/** Lets the authenticator answer what the server asks at this path; returns the answer as JSON for a form. */
export async function answerWithPasskey(path: string): Promise<string> {
  const asked = (await ask(path)) as Asked;
  const allowCredentials = asked.allowCredentials?.map(inBytes);
  const publicKey = { ...asked, challenge: bytesOf(asked.challenge), allowCredentials };
  const credential = await navigator.credentials.get({ publicKey } as never);
  const { response, ...named } = described(credential as PublicKeyCredential);
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    ...named,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(authenticatorData),
      signature: textOf(signature),
      userHandle: userHandle ? textOf(userHandle) : undefined,
    },
  });
}

/** Lets the authenticator make a passkey as the server asks at this path; returns its answer as JSON for a form. */
export async function makePasskey(path: string): Promise<string> {
  const asked = (await ask(path)) as Asked & { user: { id: string } };
  const publicKey = {
    ...asked,
    challenge: bytesOf(asked.challenge),
    user: { ...asked.user, id: bytesOf(asked.user.id) },
    excludeCredentials: asked.excludeCredentials?.map(inBytes),
  };
  const credential = await navigator.credentials.create({ publicKey } as never);
  const { response, ...named } = described(credential as PublicKeyCredential);
  const { attestationObject, getTransports } = response as AuthenticatorAttestationResponse;
  return JSON.stringify({
    ...named,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(attestationObject),
      transports: getTransports?.call(response) ?? [],
    },
  });
}

interface Named {
  readonly id: string;
}
interface Asked {
  readonly challenge: string;
  readonly allowCredentials?: readonly Named[];
  readonly excludeCredentials?: readonly Named[];
}

async function ask(path: string): Promise<unknown> {
  const answer = await fetch(path, { method: 'POST' });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.json();
}

const described = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: textOf(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: credential.response,
});

const inBytes = (named: Named) => ({ ...named, id: bytesOf(named.id) });

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return plain.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
