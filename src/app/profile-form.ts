import * as v from 'valibot';
import { profileSchema } from '#domains/network/schema.ts';
import { profileParts, type ProfileContent, type ProfilePart } from '#domains/network/types.ts';
import { isId, newId, type ConsentId } from '#shared/ids.ts';

/** What the form of a profile carries: what was typed, and unseen beside it what makes sending it twice harmless. */
export interface ProfileForm {
  readonly typed: ProfileContent;
  readonly revisions: Readonly<Record<ProfilePart, number>>;
  readonly consentOf: (part: ProfilePart) => ConsentId;
}

/** The longest text that goes back to a form: far more than fits, so that nothing typed is lost. */
const longest = 20_000;

/** Reads what was sent, whatever it is. */
export function readProfileForm(form: FormData): ProfileForm {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, longest);
  const all = (name: string) => form.getAll(name).map(String).slice(0, 200);
  const revision = (part: ProfilePart) => {
    const sent = text(`revision.${part}`);
    return /^\d{1,9}$/.test(sent) ? Number(sent) : 0;
  };
  return {
    typed: {
      ...{ about: text('about'), languages: all('languages'), units: all('units') },
      ...{ deployments: text('deployments'), email: text('email'), phone: text('phone') },
    },
    revisions: Object.fromEntries(profileParts.map((part) => [part, revision(part)])) as Record<ProfilePart, number>,
    consentOf: (part) => {
      const sent = text(`consent.${part}`);
      return isId(sent) ? (sent as ConsentId) : newId<'Consent'>();
    },
  };
}

/** What is wrong with what was typed, by field, as keys of words; or what it says, cleaned. */
export function checkProfile(typed: ProfileContent) {
  const parsed = v.safeParse(profileSchema, typed);
  if (parsed.success) return { content: parsed.output, problems: null };
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.issues) problems[String(path?.[0]?.key)] ??= message;
  return { content: null, problems };
}
