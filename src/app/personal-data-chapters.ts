import { nameDevice } from '#domains/authentication/rules.ts';
import { profileParts } from '#domains/network/types.ts';
import type { Chapter, Document } from '#platform/documents/pdf.ts';
import { foreignTo, textIn } from '#platform/i18n/localised.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { PersonalData } from './personal-data.ts';

/** What is held about somebody, as tables to be read: the same on the page and in the document. */
export function chaptersOf(t: Translate, data: PersonalData): Chapter[] {
  const chapter = (title: string, head: string[], rows: string[][], text?: string): Chapter => ({
    ...{ title, head, rows, none: t('privacy.none') },
    ...(text && { text }),
  });
  const [what, value, when] = [t('privacy.head.what'), t('privacy.head.value'), t('privacy.head.when')];
  return [
    chapter(t('privacy.part.person'), [what, value], personRows(t, data)),
    chapter(
      t('privacy.part.appointments'),
      [what, t('privacy.head.where'), t('privacy.head.from'), t('privacy.head.to')],
      data.appointments.map(({ role, institution, from, to, orderNumber }) => [
        t(`shell.role.${role}`),
        [institution, orderNumber].filter(Boolean).join(', ') || '–',
        t.day(from),
        to ? t.day(to) : '–',
      ]),
    ),
    chapter(
      t('privacy.part.emergencies'),
      [what, when],
      data.emergencies.map(({ reason, askedAt }) => [reason, t.instant(askedAt)]),
    ),
    chapter(
      t('privacy.part.roster'),
      [what, t('privacy.head.where'), t('privacy.head.from'), t('privacy.head.to')],
      data.roster.map(({ name, institution, activeFrom, activeTo }) => [
        t.person(name),
        institution ? textIn(t.language, institution) : '–',
        t.day(activeFrom),
        activeTo ? t.day(activeTo) : '–',
      ]),
    ),
    chapter(t('privacy.part.profile'), [what, value], profileRows(t, data)),
    chapter(
      t('privacy.part.consents'),
      [what, t('privacy.head.state'), when],
      data.consents.flatMap(({ part, givenAt, withdrawnAt }) => [
        [t(`profile.${part}`), t('privacy.consent.given'), t.instant(givenAt)],
        ...(withdrawnAt ? [[t(`profile.${part}`), t('privacy.consent.withdrawn'), t.instant(withdrawnAt)]] : []),
      ]),
    ),
    chapter(t('privacy.part.login'), [what, value], loginRows(t, data)),
    chapter(
      t('privacy.part.shuts'),
      [t('privacy.head.from'), t('privacy.head.to')],
      data.shuts.map(({ shutAt, openedAt }) => [t.instant(shutAt), openedAt ? t.instant(openedAt) : '–']),
    ),
    chapter(
      t('privacy.part.signIns'),
      [what, t('privacy.head.where'), when],
      data.signIns.map(({ device, address, beganAt }) => [
        nameDevice(device) || device || '–',
        address || '–',
        t.instant(beganAt),
      ]),
    ),
    chapter(
      t('privacy.part.traces'),
      [what, t('privacy.head.count'), t('privacy.head.last')],
      [...Map.groupBy(data.traces, ({ kind }) => kind)].map(([kind, traces]) => [
        t(`privacy.trace.${kind as 'session_opened'}`),
        t.number(traces.length),
        t.instant(traces.at(-1)!.at),
      ]),
    ),
    chapter(
      t('privacy.part.audit'),
      [what, t('privacy.head.count'), t('privacy.head.last')],
      [...Map.groupBy(data.audit, ({ bySelf }) => bySelf)].map(([bySelf, entries]) => [
        t(bySelf ? 'privacy.by.you' : 'privacy.by.others'),
        t.number(entries.length),
        t.instant(entries.at(-1)!.at),
      ]),
      t('privacy.part.audit.text'),
    ),
    chapter(
      t('privacy.part.erasures'),
      [what, t('privacy.head.state'), when],
      data.erasures.map(({ note, state, askedAt }) => [
        note || '–',
        t(`privacy.erase.state.${state}`),
        t.instant(askedAt),
      ]),
    ),
  ];
}

function personRows(t: Translate, { person, ministries }: PersonalData): string[][] {
  if (!person) return [];
  const ministry = ministries.find(({ id }) => id === person.ownerId);
  return [
    [t('privacy.field.name'), t.person(person.name)],
    [t('privacy.field.ministry'), ministry ? textIn(t.language, ministry.name) : '–'],
    [t('privacy.field.since'), t.instantDay(person.since)],
    [t('privacy.field.id'), person.id],
  ];
}

function profileRows(t: Translate, { profile: { content }, units }: PersonalData): string[][] {
  const titles = new Map<string, string>(units.map(({ id, title }) => [id, textIn(t.language, title)]));
  const said = {
    about: content.about,
    languages: t.list(content.languages.map((code) => t(`profile.language.${code as 'sr'}`))),
    units: t.list(content.units.map((id) => titles.get(id) ?? id)),
    deployments: content.deployments,
    contact: [content.email, content.phone].filter(Boolean).join(', '),
  };
  return profileParts.filter((part) => said[part]).map((part) => [t(`profile.${part}`), said[part]]);
}

function loginRows(t: Translate, { login }: PersonalData): string[][] {
  if (!login) return [];
  return [
    [t('privacy.field.email'), login.email],
    [t('privacy.field.secondFactor'), t(login.has_second_factor ? 'privacy.yes' : 'privacy.no')],
    [t('privacy.field.passkeys'), t.list(login.passkeys.map(({ name }) => name ?? '–')) || '–'],
    [t('privacy.field.devices'), t.number(login.devices.length)],
  ];
}

/** Which cells of the chapters are not in the reader's language, and in which they are: by what stands in them. */
export function foreignCells(t: Translate, data: PersonalData): Map<string, string> {
  const { language } = t;
  const titles = data.units.filter(({ id }) => data.profile.content.units.includes(id)).map(({ title }) => title);
  const written = [
    ...data.ministries.map(({ name }) => name),
    ...data.roster.map(({ institution }) => institution ?? {}),
  ];
  const cells = written.map((text) => [textIn(language, text), foreignTo(language, text)] as const);
  const units = [
    profileRows(t, data).find(([part]) => part === t('profile.units'))?.[1] ?? '',
    foreignOf(titles),
  ] as const;
  return new Map([...cells, units].filter((cell): cell is readonly [string, string] => cell[1] !== undefined));

  function foreignOf(texts: readonly Readonly<Record<string, string>>[]): string | undefined {
    const found = new Set(texts.map((text) => foreignTo(language, text)));
    return found.size === 1 ? [...found][0] : undefined;
  }
}

/** What is held about somebody, as a document to be printed. */
export function documentOf(t: Translate, data: PersonalData, at: Date): Document {
  const name = t.person(data.person?.name ?? '');
  return {
    title: t('privacy.title'),
    lines: [t('privacy.madeFor', { name }), t('privacy.made', { time: t.instant(at) })],
    chapters: chaptersOf(t, data),
    language: t.language,
    foot: t('privacy.foot', { name }),
  };
}
