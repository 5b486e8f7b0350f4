import type { Duties } from '#app/duties.ts';
import type { ResetLine } from '#app/resets.ts';
import { sayTitle } from '#domains/training/sessions/rules/wording.ts';
import type { Claimable } from '#domains/training/sessions/server/queries/sharing.ts';
import { sayUntil } from '#domains/appointments/rules/wording.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';

/** One thing that needs the reader, and where it is done. */
export interface Task {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

/** What a person has to do about people and their roles, the most urgent first. */
export function sayDuties(t: Translate, duties: Duties & { readonly now: Date }): Task[] {
  const { lacking, emergencies, resets, consent, withheld, ending, erasures, now } = duties;
  const role = (of: { readonly role: Duties['ending'][number]['role'] }) => t(`shell.role.${of.role}`);
  return [
    ...emergencies.map(({ id, until, personName, reason, may }) => ({
      key: id,
      title: until
        ? t('appointments.emergency.open', { person: t.person(personName), time: sayUntil(t, until, now) })
        : t('appointments.emergency.asked', { person: t.person(personName) }),
      text: t('appointments.emergency.because', { reason }),
      href: '/people#emergency',
      button: may.grant ? t('home.emergency.button') : t('home.emergency.look'),
    })),
    ...resets.map((one) => sayReset(t, one)),
    ...withheld.map((one) => ({
      key: `withheld-${one.id}`,
      title: t('home.withheld.title', { role: role(one) }),
      text: t('home.withheld.text'),
      href: '/account',
      button: t('home.withheld.button'),
    })),
    ...consent.map((one) => ({
      key: one.id,
      title: t('home.consent.title', { person: t.person(one.personName), role: role(one) }),
      text: t('home.consent.text', { date: t.instantDay(one.proposedAt) }),
      href: '/people',
      button: t('home.consent.button'),
    })),
    ...sayLacking(t, lacking),
    ...erasures.map(({ id, personName, askedAt }) => ({
      key: id,
      title: t('home.erasure.title', { person: t.person(personName) }),
      text: t('home.erasure.text', { date: t.instantDay(askedAt) }),
      href: '/privacy/requests',
      button: t('home.erasure.button'),
    })),
    ...ending.flatMap((one) =>
      one.to === null
        ? []
        : {
            key: `ending-${one.id}`,
            title: t('home.ending.title', { role: role(one), date: t.day(one.to) }),
            text: t('home.ending.text'),
            href: `/people/${one.personId}`,
            button: t('home.ending.button'),
          },
    ),
    ...(duties.publication
      ? [
          {
            key: 'publication',
            title: t(`home.publication.${duties.publication}.title`),
            text: t('home.publication.text'),
            href: '/reach/publish',
            button: t('home.publication.button'),
          },
        ]
      : []),
    ...(['uninvited', 'lapsed'] as const).flatMap((key) =>
      duties[key] === 0
        ? []
        : {
            key,
            title: t(`home.${key}.title`, { n: duties[key] }),
            text: t(`home.${key}.text`),
            href: '/people#joining',
            button: t(`home.${key}.button`),
          },
    ),
  ];
}

/** Sessions that a coordinator may claim, and those that look like one. */
export const sayShared = (
  t: Translate,
  { claimable, overlaps }: { readonly claimable: readonly Claimable[]; readonly overlaps: number },
): Task[] => [
  ...claimable.map((one) => ({
    key: `claim-${one.id}-${one.claimantId}`,
    title: t('home.claim.title', { title: sayTitle(t, one) }),
    text: t('home.claim.text', { date: t.dayRange(one.dateFrom, one.dateTo) }),
    href: `/sessions/${one.id}`,
    button: t('home.claim.button'),
  })),
  ...(overlaps === 0
    ? []
    : [
        {
          key: 'overlaps',
          title: t('home.overlaps.title', { n: overlaps }),
          text: t('home.overlaps.text'),
          href: '/sessions/overlaps',
          button: t('home.overlaps.button'),
        },
      ]),
];

/** What an administrator of a young network does first, in its order. */
function sayLacking(t: Translate, lacking: Duties['lacking']): Task[] {
  if (!lacking) return [];
  const first = (what: 'ministries' | 'second', href: string): Task => ({
    key: `lacking-${what}`,
    title: t(`home.lacking.${what}.title`),
    text: t(`home.lacking.${what}.text`),
    href,
    button: t(`home.lacking.${what}.button`),
  });
  return [
    ...(lacking.ministries ? [first('ministries', '/ministries/new')] : []),
    ...(lacking.second ? [first('second', '/people/new?ministry=network&role=administrator')] : []),
    ...lacking.coordinators.map(({ id, name }) => ({
      key: `lacking-${id}`,
      title: t('home.lacking.coordinator.title', { ministry: textIn(t.language, name) }),
      text: t('home.lacking.coordinator.text'),
      href: `/people/new?ministry=${id}&role=coordinator`,
      button: t('home.lacking.coordinator.button'),
    })),
  ];
}

/** Whoever is asked to grant it decides under People; the person themself says on their account that nothing is lost. */
const sayReset = (t: Translate, { id, may, personName: person, askedAt }: ResetLine): Task => ({
  key: id,
  title: may.grant ? t('recovery.item', { person }) : t('recovery.own.title'),
  text: t('recovery.home.text', { date: t.instantDay(askedAt) }),
  href: may.grant ? '/people#resets' : '/account',
  button: may.grant ? t('home.emergency.button') : t('home.emergency.look'),
});

/** What somebody who holds no role is told instead of "everything is done"; null for whoever holds one. */
export function sayRoleless(
  t: Translate,
  { roleless }: Duties,
): { readonly title: string; readonly text: string } | null {
  if (roleless === undefined) return null;
  if (roleless === null) return { title: t('home.roleless.none'), text: t('home.roleless.none.text') };
  const { state, line, day } = roleless;
  const said = { role: t(`shell.role.${line.role}`), date: t.day(day) };
  return {
    title: t(`home.roleless.${state}`, said),
    text: t(`home.roleless.${state}.text`, { date: t.instantDay(line.proposedAt) }),
  };
}
