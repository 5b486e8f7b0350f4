import type { Named } from './countries.ts';

/** The curriculum of the demo network: ten units, in the order of their numbers. */
export const units: readonly Named[] = [
  { en: 'Words and ideas: sex, gender, equality', sr: 'Речи и појмови: пол, род, равноправност' },
  { en: 'Equal opportunities in the armed forces', sr: 'Једнаке могућности у оружаним снагама' },
  { en: 'Women, peace and security', sr: 'Жене, мир и безбедност' },
  { en: 'Stereotypes and prejudice at work', sr: 'Стереотипи и предрасуде на радном месту' },
  { en: 'Discrimination and harassment: rules and help', sr: 'Дискриминација и узнемиравање: прописи и помоћ' },
  { en: 'Gender perspective in operations', sr: 'Родна перспектива у операцијама' },
  { en: 'Gender perspective in planning and analysis', sr: 'Родна перспектива у планирању и анализи' },
  { en: 'Gender perspective in education and training', sr: 'Родна перспектива у образовању и обуци' },
  { en: 'What commanders can do', sr: 'Шта могу да учине команданти' },
  { en: 'Preparing and leading a session', sr: 'Припрема и вођење обуке' },
];
