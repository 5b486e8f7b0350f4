import * as v from 'valibot';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isDay, today, type Day } from '#shared/dates.ts';
import { isId, type OwnerId, type PersonId, type TrainerId } from '#shared/ids.ts';
import { profileLanguages, profileParts } from './types.ts';

const line = (key: string) =>
  v.pipe(
    v.string(),
    v.transform(cleanLine),
    v.trim(),
    v.minLength(1, `network.problem.${key}Missing`),
    v.maxLength(200, 'network.problem.tooLong'),
  );

/** The form of the first run: the code from the console, the network's name, the administrator's name. */
export const foundingSchema = v.object({
  code: line('code'),
  networkName: line('networkName'),
  personName: v.pipe(line('personName'), v.regex(/^(?!~)/, 'network.problem.nameMarked')),
});
export type Founding = v.InferOutput<typeof foundingSchema>;

const text = v.pipe(v.string(), v.transform(cleanText), v.trim(), v.maxLength(2000, 'profile.problem.textTooLong'));
const shortLine = v.pipe(v.string(), v.transform(cleanLine), v.trim(), v.maxLength(200, 'profile.problem.lineTooLong'));
const known: readonly string[] = profileLanguages;

/** The form of a trainer's profile. Every field may stay empty. */
export const profileSchema = v.object({
  about: text,
  languages: v.pipe(
    v.array(
      v.pipe(
        v.string(),
        v.check((code) => known.includes(code), 'profile.problem.languageUnknown'),
      ),
    ),
    v.transform((codes) => [...new Set(codes)].sort()),
  ),
  units: v.pipe(
    v.array(v.custom<string>(isId, 'profile.problem.unitUnknown')),
    v.maxLength(100, 'profile.problem.unitUnknown'),
    v.transform((ids) => [...new Set(ids)].sort()),
  ),
  deployments: text,
  email: v.pipe(shortLine, v.regex(/^$|^[^\s@]+@[^\s@]+\.[^\s@.]+$/u, 'profile.problem.emailMalformed')),
  phone: v.pipe(shortLine, v.regex(/^$|^\+?[\d /().-]{5,40}$/, 'profile.problem.phoneMalformed')),
});

/** Which part of a profile a button is about. */
export const partSchema = v.picklist(profileParts);

/** A field that was left out is empty, and an empty one says nothing. */
const filled = v.optional(v.string(), '');
const idOrNone = v.pipe(
  filled,
  v.check((id) => id === '' || isId(id), 'network.problem.choiceUnknown'),
  v.transform((id) => id || null),
);
const dayOrNone = v.pipe(
  filled,
  v.check((day) => day === '' || isDay(day), 'network.problem.dayMalformed'),
  v.transform((day) => (day || null) as Day | null),
);

/** The form of an entry on a roster, new or corrected. The id is made where the form is: sent twice, it adds one. */
export const trainerSchema = v.pipe(
  v.object({
    id: v.pipe(
      filled,
      v.check((id) => isId(id), 'network.problem.choiceUnknown'),
      v.transform((id) => id as TrainerId),
    ),
    ownerId: v.pipe(
      filled,
      v.check((id) => isId(id), 'network.problem.ministryMissing'),
      v.transform((id) => id as OwnerId),
    ),
    personId: v.pipe(
      idOrNone,
      v.transform((id) => id as PersonId | null),
    ),
    name: v.pipe(
      filled,
      v.transform(cleanLine),
      v.trim(),
      v.maxLength(200, 'network.problem.tooLong'),
      v.regex(/^(?!~)/, 'network.problem.nameMarked'),
    ),
    activeFrom: v.pipe(
      filled,
      v.minLength(1, 'network.problem.dayMissing'),
      v.check((day) => day === '' || isDay(day), 'network.problem.dayMalformed'),
      v.transform((day) => day as Day),
    ),
    activeTo: dayOrNone,
    certifiedOn: v.pipe(
      dayOrNone,
      v.check((day) => day === null || day <= today(), 'network.problem.dayToCome'),
    ),
    institutionId: idOrNone,
  }),
  v.forward(
    v.partialCheck(
      [['personId'], ['name']],
      ({ personId, name }) => personId !== null || name !== '',
      'network.problem.trainerNameMissing',
    ),
    ['name'],
  ),
  v.forward(
    v.partialCheck(
      [['activeFrom'], ['activeTo']],
      ({ activeFrom, activeTo }) => activeTo === null || activeFrom <= activeTo,
      'network.problem.endsBefore',
    ),
    ['activeTo'],
  ),
);
export type TrainerEntry = v.InferOutput<typeof trainerSchema>;
