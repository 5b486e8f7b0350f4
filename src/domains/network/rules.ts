import { profileParts, type OwnProfile, type ProfileContent, type ProfilePart } from './types.ts';

/** A profile that says nothing yet. */
export const emptyProfile: ProfileContent = {
  ...{ about: '', languages: [], units: [], deployments: '', email: '', phone: '' },
};

const fields: Record<ProfilePart, readonly (keyof ProfileContent)[]> = {
  about: ['about'],
  languages: ['languages'],
  units: ['units'],
  deployments: ['deployments'],
  contact: ['email', 'phone'],
};

/** What a profile says in one part; null where it says nothing. */
export function contentOf(profile: ProfileContent, part: ProfilePart): Partial<ProfileContent> | null {
  const said = fields[part].map((field) => [field, profile[field]] as const);
  return said.every(([, value]) => value.length === 0) ? null : Object.fromEntries(said);
}

/** Whether two contents of a part say the same, in whichever order their fields were kept. */
export const saysSame = (one: Partial<ProfileContent> | null, other: Partial<ProfileContent> | null): boolean =>
  write(one) === write(other);

const write = (content: Partial<ProfileContent> | null): string =>
  JSON.stringify(content && Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The parts of a profile of which anything is kept. */
export const keptParts = ({ revisions, publishedAt }: OwnProfile): ProfilePart[] =>
  profileParts.filter((part) => revisions[part] > 0 || publishedAt[part] !== null);

/** Whether anything of a profile is kept: then its person opens it, also after their last role has ended. */
export const isKept = (profile: OwnProfile): boolean => keptParts(profile).length > 0;
