import type { Country } from './countries.ts';

/** What trainers write beside a session. Empty ones are left out by whoever draws. */
export const notes: readonly string[] = [
  'Participants asked for more examples from their own units.',
  'The group work on planning took longer than expected; the last part was shortened.',
  'The commander opened the session and stayed for the first hour.',
  'The projector failed, so we used the printed slides.',
  'Two participants left early because of duty; they are counted.',
  'Good discussion on parental leave. We promised to send the text of the rules.',
  'Most participants had attended the introduction last year.',
  'The room was small; next time plan two groups.',
  'We tried the new exercise with role cards. It works.',
  'Several questions about missions abroad; a colleague with that experience would help.',
  'The evaluation sheets were collected on paper.',
  'Учесници су тражили више примера из праксе.',
  'Предлог: следећи пут позвати и подофицире.',
  'Учесниците побараа повеќе практични примери.',
  'Učesnici su predložili da se obuka ponovi naredne godine.',
];

export const partnerActivities: readonly string[] = [
  'Joint workshop with the police academy',
  'Open lecture at the faculty of security studies',
  'Exchange with a partner training centre',
  'Guest lecture for the border police',
  'Round table with the gender equality office',
];

export const trainerSeminars: readonly string[] = [
  'Refresher seminar for trainers',
  'Practice day for new trainers',
  'Seminar for trainers: teaching online',
  'Seminar for trainers: new exercises',
];

export const ownTrainerSeminar: Record<Country, string> = {
  BA: 'Seminar za instruktore: nove vježbe',
  ME: 'Seminar za instruktore: nove vježbe',
  MK: 'Семинар за обучувачи: нови вежби',
  RS: 'Семинар за инструкторке и инструкторе: нове вежбе',
};

/** Why a coordinator returned a record whose head-count did not match. */
export const countReasons: readonly string[] = [
  'The sign-in sheet shows two people more. Please check the head-count.',
  'The total does not match the sign-in sheet: two people are missing.',
];

/** Why a coordinator returned a record that waits for its trainer. */
export const openReasons: readonly string[] = [
  'Please add the full name of the host.',
  'Which units did you cover on the second day? Please add them.',
  'The sign-in sheet has women and men. Please enter both.',
  'Please check the hours: the programme says six.',
];
