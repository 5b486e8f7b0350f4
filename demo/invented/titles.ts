import type { Country } from './countries.ts';

/** Who is in the room, as far as it decides titles and head-counts. */
export const audiences = [
  'officers',
  'ncos',
  'soldiers',
  'cadets',
  'civilians',
  'staff',
  'contingent',
  'focal',
] as const;
export type Audience = (typeof audiences)[number];

export interface Titles {
  /** By the number of the unit that the session begins with. */
  readonly topics: readonly string[];
  readonly audiences: Record<Audience, string>;
}

const bosnian: Titles = {
  topics: [
    'Osnovni pojmovi o rodnoj ravnopravnosti',
    'Jednake mogućnosti u oružanim snagama',
    'Žene, mir i sigurnost',
    'Stereotipi i predrasude na radnom mjestu',
    'Sprečavanje diskriminacije i uznemiravanja',
    'Rodna perspektiva u operacijama',
    'Rodna perspektiva u planiranju',
    'Rodna perspektiva u vojnoj obuci',
    'Komandovanje i jednako postupanje',
    'Priprema i izvođenje obuke',
  ],
  audiences: {
    officers: 'za oficire',
    ncos: 'za podoficire',
    soldiers: 'za vojnike',
    cadets: 'za kadete',
    civilians: 'za civilna lica',
    staff: 'za osoblje komande',
    contingent: 'za kontingent pred upućivanje',
    focal: 'za kontakt-osobe',
  },
};

/** The titles of Montenegro differ from the Bosnian ones in a word. */
const montenegrin: Titles = {
  ...bosnian,
  topics: bosnian.topics.map((topic) => topic.replace('sigurnost', 'bezbjednost')),
};

const serbian: Titles = {
  topics: [
    'Основни појмови о родној равноправности',
    'Једнаке могућности у војсци',
    'Жене, мир и безбедност',
    'Стереотипи и предрасуде на радном месту',
    'Спречавање дискриминације и узнемиравања',
    'Родна перспектива у операцијама',
    'Родна перспектива у планирању',
    'Родна перспектива у војној обуци',
    'Командовање и једнако поступање',
    'Припрема и извођење обуке',
  ],
  audiences: {
    officers: 'за официре',
    ncos: 'за подофицире',
    soldiers: 'за војнике',
    cadets: 'за кадете',
    civilians: 'за цивилна лица',
    staff: 'за особље команде',
    contingent: 'за контингент пред упућивање',
    focal: 'за лица од поверења',
  },
};

const macedonian: Titles = {
  topics: [
    'Основни поими за родова еднаквост',
    'Еднакви можности во армијата',
    'Жени, мир и безбедност',
    'Стереотипи и предрасуди на работното место',
    'Спречување дискриминација и вознемирување',
    'Родова перспектива во операциите',
    'Родова перспектива во планирањето',
    'Родова перспектива во воената обука',
    'Командување и еднаков третман',
    'Подготовка и изведување обука',
  ],
  audiences: {
    officers: 'за офицери',
    ncos: 'за подофицери',
    soldiers: 'за војници',
    cadets: 'за кадети',
    civilians: 'за цивилни лица',
    staff: 'за персоналот на командата',
    contingent: 'за контингент пред упатување',
    focal: 'за лица за контакт',
  },
};

export const english: Titles = {
  topics: [
    'Introduction to gender equality',
    'Equal opportunities in the armed forces',
    'Women, peace and security',
    'Stereotypes and prejudice at work',
    'Preventing discrimination and harassment',
    'Gender perspective in operations',
    'Gender perspective in planning',
    'Gender perspective in military education',
    'Commanders and equal treatment',
    'Preparing and leading a session',
  ],
  audiences: {
    officers: 'for officers',
    ncos: 'for non-commissioned officers',
    soldiers: 'for soldiers',
    cadets: 'for cadets',
    civilians: 'for civilian staff',
    staff: 'for headquarters staff',
    contingent: 'for a contingent before deployment',
    focal: 'for gender focal points',
  },
};

/** Titles in the language in which the ministry writes its own records. */
export const ownTitles: Record<Country, Titles> = { BA: bosnian, ME: montenegrin, MK: macedonian, RS: serbian };
