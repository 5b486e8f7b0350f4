import type { LocalText } from '#domains/identity/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, TrainerId } from '#shared/ids.ts';

export interface Network {
  readonly name: LocalText;
  /** A number of people below this leaves no ministry as such. */
  readonly threshold: 3 | 5 | 10;
  readonly defaultGrain: 'total' | 'sex' | 'sex_and_status';
  readonly isDemo: boolean;
}

/** The network's own name or footnote for a country. */
export interface CountryName {
  readonly countryCode: string;
  readonly name: LocalText;
  readonly footnote: LocalText | null;
}

export interface Trainer {
  readonly id: TrainerId;
  readonly ownerId: OwnerId;
  /** Who signs in as this trainer, if anybody does. */
  readonly personId: PersonId | null;
  readonly name: string;
  readonly institutionId: string | null;
  readonly institution: LocalText | null;
  readonly certifiedOn: Day | null;
  readonly activeFrom: Day;
  readonly activeTo: Day | null;
  /** Their name was taken out of the platform; a code stands for it. */
  readonly isErased: boolean;
  readonly isDemo: boolean;
}

/** A part of a ministry, or of its armed forces. */
export interface Institution {
  readonly id: string;
  readonly ownerId: OwnerId;
  readonly name: LocalText;
}

/** A group of trainers certified together, as published. Null: the source does not say. */
export interface TrainerCohort {
  readonly certifiedOn: Day;
  readonly course: string;
  readonly provider: string;
  readonly place: string;
  readonly countryCode: string;
  readonly byCountry: Readonly<Record<string, number>>;
  readonly total: number | null;
  readonly source: string;
  readonly note: string | null;
}

/** The parts of a trainer's profile, each of which is published or not. */
export const profileParts = ['about', 'languages', 'units', 'deployments', 'contact'] as const;
export type ProfilePart = (typeof profileParts)[number];

/** What a profile says; an empty field says nothing. */
export interface ProfileContent {
  readonly about: string;
  /** Working languages, of `profileLanguages`. */
  readonly languages: readonly string[];
  readonly units: readonly string[];
  readonly deployments: string;
  readonly email: string;
  readonly phone: string;
}

/** A profile as its own person sees it. */
export interface OwnProfile {
  readonly content: ProfileContent;
  /** How often each part was saved; 0 for one that is empty. */
  readonly revisions: Readonly<Record<ProfilePart, number>>;
  /** Since when each part is shown to the network; null while it is not. */
  readonly publishedAt: Readonly<Record<ProfilePart, Date | null>>;
}

/** Somebody who shows at least one part of their profile to the network, with what their consent names. */
export interface PublishedPerson {
  readonly personId: PersonId;
  readonly ownerId: OwnerId;
  readonly name: string;
  readonly certifiedOn: Day | null;
  readonly publishedAt: Date;
}

/** What somebody shows of their profile: only the parts that are published, each with its date. */
export interface PublishedProfile extends PublishedPerson {
  readonly content: ProfileContent;
  readonly parts: readonly { readonly part: ProfilePart; readonly publishedAt: Date }[];
}

/** A consent to show a part: given, and perhaps withdrawn. */
export interface Consent {
  readonly part: ProfilePart;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** The languages that a profile can name, by their code. */
export const profileLanguages = [
  'bs',
  'cnr',
  'hr',
  'mk',
  'sq',
  'sr',
  'sl',
  'en',
  'fr',
  'de',
  'it',
  'ru',
  'tr',
] as const;

// ISO 3166-1 alpha-2 as of 2024, and XK, the code in common use for Kosovo.
const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

/** The country codes that a record may name. */
export const countryCodes: readonly string[] = codes.split(' ');
