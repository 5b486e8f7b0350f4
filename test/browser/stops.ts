import type { Page } from 'playwright-core';
import { awake } from './site.ts';

/** The demo people who act in the tests. */
export const people = {
  trainer: 'Lejla Mujić',
  colleague: 'Tomislav Perić',
  coordinator: 'Selma Ibrahimović',
  otherTrainer: 'Jelena Radulović',
  otherCoordinator: 'Biljana Aleksić',
  secretariat: 'Mirjana Kovačić',
  observer: 'Ingrid Solberg',
  administrator: 'Petar Novak',
  deputy: 'Jasmin Hodžić',
  leader: 'Senad Kovač',
  auditor: 'Mirela Čaušević',
} as const;
export type Who = keyof typeof people | 'stranger';

/** A state of the site to look at: who is there, and how to come there. */
export interface Stop {
  readonly name: string;
  readonly who: Who;
  readonly go: (page: Page) => Promise<unknown>;
  /** The page is meant to be refused with this status. */
  readonly status?: number;
}

const at = (path: string) => (page: Page) => page.goto(path);
const stop = (name: string, who: Who, go: string | Stop['go'], status?: number): Stop => ({
  name,
  who,
  go: typeof go === 'string' ? at(go) : go,
  status,
});

/** Opens the first session of a list. */
const firstOf = (list: string) => async (page: Page) => {
  await page.goto(list);
  const href = await page.locator('tbody a[href^="/sessions/"]').first().getAttribute('href');
  return page.goto(href!.replace(/\/record$/, ''));
};

/** Sends a form that is far from complete, and waits for what it is told. */
async function sendUnfinished(page: Page) {
  await page.goto('/sessions/new');
  await awake(page);
  await page.locator('details.later > summary').click();
  await page.locator('[name="dateFrom"]').fill('2090-01-01');
  await page.locator('[name="count.woman.civilian"]').fill('12');
  await page.locator('details:has([name="count.all.all"]) > summary').click();
  await page.locator('[name="count.all.all"]').fill('5');
  await page.locator('[name="hours"]').fill('x');
  await page.locator('button[type="submit"]:not([formaction])').first().click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Sends a small file of past sessions, and waits until it was checked. */
const sendFile = (text: string, language?: string) => async (page: Page) => {
  await page.goto(`/sessions/import${language ? `?language=${language}` : ''}`);
  const buffer = Buffer.from(text);
  await page.locator('input[type="file"]').setInputFiles({ name: 'past.csv', mimeType: 'text/csv', buffer });
  await page.locator('button[type="submit"]').first().click();
  await page.waitForURL(/\/sessions\/import\/[0-9a-f-]{36}$/);
  while ((await page.locator('progress').count()) > 0) await page.reload();
};
const pastHead = 'Date,Place,Who was trained,How do you know the numbers?,everybody,women,Trainers';

async function openSearch(page: Page) {
  await page.goto('/home');
  await awake(page);
  await page.keyboard.press('Control+k');
  await page.locator('dialog[open] input').fill('a');
  await page.locator('dialog[open] [role="option"]').first().waitFor();
}

/** Sends a profile of which some fields cannot be. */
async function sendWrongProfile(page: Page) {
  await page.goto('/profile');
  await page.locator('[name="email"]').fill('nobody');
  await page.locator('[name="phone"]').fill('call me');
  await page.locator('main form button.primary').click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Publishes a part as one trainer, and opens it as another. */
async function publishedProfile(page: Page) {
  await page.goto('/profile');
  await page.locator('[name="about"]').fill('Teaches facilitation.\nAlso in English.');
  await page.locator('[name="email"]').fill('trainer@mod.example');
  for (const part of ['about', 'contact']) {
    const button = page.locator(`[formaction="?/publish"][value="${part}"]`);
    if (await button.isVisible()) await button.click();
  }
  await page.goto('/network');
  return page.goto((await page.locator('a[href^="/network/trainers/"]').first().getAttribute('href'))!);
}

/** Opens a person of the list. */
const personOf = (list: string) => async (page: Page) => {
  await page.goto(list);
  return page.goto((await page.locator('tbody a[href^="/people/"]').first().getAttribute('href'))!);
};

/** Proposes an appointment, and sees it wait. */
async function propose(page: Page) {
  await page.goto('/people/new');
  await page.locator('[name="name"]').fill('Dženana Alić');
  await page.locator('[name="role"]').selectOption('leader');
  await page.locator('[name="institution"]').fill('Ministry of Defence, Directorate for Personnel');
  await page.locator('main form button').click();
  await page.waitForURL('**/people?done=proposed');
}

/** Asks to stand in, or sees the request that waits already. */
async function askToStandIn(page: Page) {
  await page.goto('/people');
  const reason = page.locator('[name="reason"]');
  if ((await reason.count()) > 0) {
    await page.locator('#emergency summary').click();
    await reason.fill('Nobody else can release today.');
    await page.locator('#emergency form:has([name="reason"]) button').click();
  }
  await page.locator('#emergency .register li').first().waitFor();
}

/** Sends an empty form of a ministry. */
async function sendNoMinistry(page: Page) {
  await page.goto('/ministries/new');
  await awake(page);
  await page.locator('main form button').click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Opens the first ministry of the list. */
async function firstMinistry(page: Page) {
  await page.goto('/ministries');
  return page.goto((await page.locator('tbody a[href^="/ministries/"]').first().getAttribute('href'))!);
}

/** Sends an empty form of the roster. */
async function sendNoTrainer(page: Page) {
  await page.goto('/network/roster/new');
  await awake(page);
  await page.locator('main form button').click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Opens the first entry of the roster. */
async function firstOnRoster(page: Page) {
  await page.goto('/network');
  return page.goto((await page.locator('tbody a[href^="/network/roster/"]').first().getAttribute('href'))!);
}

/** Opens the table behind each picture. */
const openTables = (path: string) => async (page: Page) => {
  const answer = await page.goto(path);
  for (const summary of await page.locator('details.behind > summary').all()) await summary.click();
  return answer;
};

/** Writes an annotation, which then waits to be released. */
async function annotate(page: Page) {
  await page.goto('/reach/compare');
  await page.locator('form[action*="write"]').locator('xpath=..').locator('summary').click();
  await page.locator('[name="note"]').fill('Until 2015 we counted by estimate.');
  await page.locator('form[action*="write"] button').click();
  await page.locator('form[action*="release"]').first().waitFor();
}

/** Sends an empty annotation. */
async function sendNoAnnotation(page: Page) {
  await page.goto('/reach/compare');
  await page.locator('form[action*="write"]').locator('xpath=..').locator('summary').click();
  await page.locator('form[action*="write"] button').click();
  await page.locator('.error').first().waitFor();
}

/** Sends a reported total of which much is wrong. */
async function sendWrongTotal(page: Page) {
  await page.goto('/reach/published/new');
  await awake(page);
  await page.locator('[name="value"]').fill('4.700');
  await page.locator('[name="asAt"]').fill('2090-01-01');
  await page.locator('[name="source"]').fill('http://example.org');
  await page.locator('button[type="submit"]:not([formaction])').first().click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Types a share that does not follow from its numbers, which is told before it is saved. */
async function typeWrongShare(page: Page) {
  await page.goto('/reach/published/new?kind=published_share');
  await awake(page);
  await page.locator('[name="women"]').fill('106');
  await page.locator('[name="total"]').fill('8482');
  await page.locator('[name="percent"]').fill('4,2');
  await page.locator('form [role="status"] li').first().waitFor();
}

/** Opens the first record of what others published. */
async function openRecord(page: Page) {
  await page.goto('/reach/published');
  await page.goto((await page.locator('tbody a[href^="/reach/published/"]').first().getAttribute('href'))!);
}

/** Opens the participants of the first session of a list. */
const participantsOf = (list: string) => async (page: Page) => {
  await firstOf(list)(page);
  return page.goto(`${page.url()}/persons`);
};

/** Sends names where codes belong. */
async function sendNames(page: Page) {
  await participantsOf('/sessions?state=released')(page);
  await awake(page);
  await page.locator('[name="codes"]').fill('K-1\nAna Anić\nk-1\nana@mod.example');
  await page.locator('main form button').click();
  await page.locator('[role="alert"] li').first().waitFor();
}

/** Chooses two sentences of a text, and takes it. */
async function takeText(page: Page) {
  await page.goto('/reach/write?fact=meeting.5.GMT&fact=certified-trainers');
  await page.locator('form[action*="take"] button').click();
  await page.locator('form[action*="use"]').waitFor();
}

/** Notes a use of a text without saying where. */
async function noteNoUse(page: Page) {
  await takeText(page);
  await page.locator('[name="place"]').fill(' ');
  await page.locator('[name="address"]').fill('nowhere');
  await page.locator('form[action*="use"] button').click();
  await page.locator('.error').first().waitFor();
}

/** Opens one entry of an audit. */
async function openEntry(page: Page) {
  await page.goto('/audit?kind=person');
  await page.locator('.ledger a[aria-expanded="false"]').first().click();
  await page.locator('.ledger-open').waitFor();
}

/** Verifies a chain against a head that was never its own. */
async function compareInVain(page: Page) {
  await page.goto('/audit/chain');
  await page.locator('[name="seq"]').fill('1');
  await page.locator('[name="hash"]').fill('a'.repeat(64));
  await page.locator('form.narrow button').click();
  await page.locator('[role="alert"]').first().waitFor();
}

/** Chooses the figures that are chosen already. */
async function chooseFigures(page: Page) {
  await page.goto('/reach/publish');
  await page.locator('#shown button').click();
  await page.waitForURL('**/reach/publish?done=chosen#shown');
}

/** Opens a snapshot of the headline: the newest, or the oldest. */
const snapshotOf = (which: 'first' | 'last') => async (page: Page) => {
  await page.goto('/figure/attendances-peers_at_home');
  const href = await page.locator('tbody a[href^="/figure/snapshot/"]')[which]().getAttribute('href');
  return page.goto(href!);
};
const firstSnapshot = snapshotOf('first');
const lastSnapshot = snapshotOf('last');

/** Sends a form of one page as it stands. */
const sendNothing = (path: string) => async (page: Page) => {
  await page.goto(path);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator('main form button[type="submit"]').first().click();
  return answered;
};

/** What is looked at on each page, by the id of its route. A route that is missing here fails a test. */
export const stops: Readonly<Record<string, readonly Stop[]>> = {
  '/(public)': [stop('facts', 'stranger', '/'), stop('facts for a member', 'observer', '/')],
  '/(public)/figure': [
    stop('figure', 'stranger', '/figure'),
    stop('figure of one ministry and year', 'stranger', '/figure?kind=training_of_trainers&ministry=BA&year=2018'),
    stop('figure that is empty', 'stranger', '/figure?year=1999'),
    stop('figure for those who may see sessions', 'secretariat', '/figure?ministry=ME'),
  ],
  '/(public)/figure/[code]': [
    stop('figure of sessions', 'stranger', '/figure/sessions-peers_at_home'),
    stop('countries of peers', 'stranger', '/figure/peer-countries'),
    stop('a meeting of a series', 'stranger', '/figure/meeting-number?series=GEM&number=16'),
    stop('figure to freeze', 'coordinator', '/figure/attendances-peers_at_home?ministry=BA'),
    stop('figure to define', 'secretariat', '/figure/certified-trainers'),
    stop('figure that is missing', 'stranger', '/figure/no-such-figure', 404),
  ],
  '/(public)/figure/snapshot/[snapshot]': [
    stop('snapshot', 'stranger', firstSnapshot),
    stop('snapshot from which much changed', 'secretariat', lastSnapshot),
    stop('snapshot that is missing', 'stranger', '/figure/snapshot/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(public)/reach/forces': [
    stop('women and men in the forces', 'stranger', '/reach/forces'),
    stop('women and men in the forces, as a table', 'observer', openTables('/reach/forces')),
  ],
  '/(public)/counting': [stop('how we count', 'stranger', '/counting')],
  '/(public)/data-protection': [stop('what is kept, and why', 'stranger', '/data-protection')],
  '/(public)/meeting-record': [stop('record of meetings', 'stranger', '/meeting-record')],
  '/(public)/step-in': [stop('stepping in', 'stranger', '/step-in')],
  // In the demo this leads elsewhere; it is looked at in production mode.
  '/(public)/first-run': [],
  '/(entrance)/sign-in': [
    stop('signing in', 'stranger', '/sign-in?own'),
    stop('signing in, refused', 'stranger', '/sign-in?refused=ProviderRefused'),
  ],
  // Both need somebody who was invited: they are looked at in signing-in.test.ts.
  '/(entrance)/sign-in/code': [],
  '/(entrance)/invitation/[token]': [stop('invitation that is missing', 'stranger', '/invitation/none', 404)],
  '/(app)/account': [stop('account of a demo person', 'coordinator', '/account')],
  '/(app)/home': [
    stop('home with tasks', 'coordinator', '/home'),
    stop('home of a trainer', 'trainer', '/home'),
    stop('home without tasks', 'observer', '/home'),
    stop('search dialog', 'trainer', openSearch),
  ],
  '/(app)/sessions': [
    stop('own sessions', 'trainer', '/sessions'),
    stop('sessions that wait', 'coordinator', '/sessions?state=waiting'),
    stop('sessions of the network', 'trainer', '/sessions?of=network'),
    stop('sessions that nobody has', 'trainer', '/sessions?text=nothing-like-this'),
    stop('sessions for the secretariat', 'secretariat', '/sessions'),
  ],
  '/(app)/sessions/[id]': [
    stop('released session of one’s own', 'trainer', firstOf('/sessions?state=released')),
    stop('waiting session for the coordinator', 'coordinator', firstOf('/sessions?state=waiting')),
    stop('returned session', 'trainer', firstOf('/sessions?state=returned')),
    stop('session of another ministry', 'otherTrainer', firstOf('/sessions?of=network')),
    stop('session that is missing', 'trainer', '/sessions/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/sessions/overlaps': [
    stop('sessions that look like one', 'coordinator', '/sessions/overlaps'),
    stop('sessions that are not one’s own to judge', 'trainer', '/sessions/overlaps', 403),
  ],
  '/(app)/sessions/[id]/persons': [
    stop('participants by codes', 'trainer', participantsOf('/sessions?state=released')),
    stop('participants, with names among them', 'trainer', sendNames),
    stop('participants for a leader', 'leader', participantsOf('/sessions?state=released')),
    stop('participants that are missing', 'trainer', '/sessions/01890000-0000-7000-8000-000000000000/persons', 404),
  ],
  '/(app)/sessions/import': [
    stop('importing', 'coordinator', '/sessions/import'),
    stop('importing that is not allowed', 'trainer', '/sessions/import', 403),
  ],
  '/(app)/sessions/import/[id]': [
    stop('an import with problems', 'coordinator', sendFile(`${pastHead}\n2015-03-01,,Friends,Estimate,20,32,\n`)),
    stop('columns to be said', 'coordinator', sendFile('Град,Свега\nНиш,20\n')),
    stop('an import that is missing', 'coordinator', '/sessions/import/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/sessions/[id]/record': [
    stop('recording', 'trainer', '/sessions/new'),
    stop('recording with problems', 'trainer', sendUnfinished),
    stop('recording that is not allowed', 'observer', '/sessions/new', 403),
  ],
  '/(app)/reach': [
    stop('reach', 'trainer', '/reach'),
    stop('reach for the secretariat', 'secretariat', '/reach?kind=partner_activity'),
    stop('reach for a donor', 'observer', '/reach?ministry=MK&year=2019'),
    stop('reach that is empty', 'observer', '/reach?year=1999'),
    stop('reach of some years, and of the military', 'leader', '/reach?from=2016&to=2019&audience=military'),
    stop('reach with its tables opened', 'trainer', openTables('/reach')),
  ],
  '/(app)/reach/compare': [
    stop('countries beside one another', 'observer', '/reach/compare'),
    stop('countries, with an annotation that waits', 'coordinator', annotate),
    stop('an annotation with problems', 'deputy', sendNoAnnotation, 422),
    stop('countries of a kind that few held', 'secretariat', '/reach/compare?kind=peers_from_outside'),
  ],
  '/(app)/reach/published': [
    stop('what others published', 'secretariat', '/reach/published'),
    stop('what others published of one country', 'coordinator', '/reach/published'),
    stop('what others published is not theirs to keep', 'leader', '/reach/published', 403),
  ],
  '/(app)/reach/published/new': [
    stop('entering a total with problems', 'coordinator', sendWrongTotal, 422),
    stop('entering a share that does not fit', 'secretariat', typeWrongShare),
    stop('entering two sources that disagree', 'secretariat', '/reach/published/new?kind=contradiction'),
    stop('two sources that disagree are not theirs to enter', 'deputy', '/reach/published/new?kind=contradiction', 403),
  ],
  '/(app)/reach/published/[id]': [stop('correcting a record of others', 'secretariat', openRecord)],
  '/(app)/reach/persons': [
    stop('persons of a ministry', 'coordinator', '/reach/persons'),
    stop('persons for a leader', 'leader', '/reach/persons'),
    stop('persons that are not theirs to see', 'observer', '/reach/persons', 403),
  ],
  '/(app)/reach/write': [
    stop('writing for the news', 'leader', '/reach/write'),
    stop('a text with its order', 'deputy', '/reach/write?fact=meeting.5.GMT&fact=meetings-held.GMT&in=sr'),
    stop('a text that is taken', 'coordinator', takeText),
    stop('a use that goes no further', 'secretariat', noteNoUse, 422),
    stop('writing, for a trainer', 'trainer', '/reach/write', 403),
  ],
  '/(app)/reach/open': [stop('sessions behind a figure', 'coordinator', '/reach/open?kind=peers_at_home&ministry=BA')],
  '/(app)/reach/publish': [
    stop('publishing the figures', 'secretariat', '/reach/publish'),
    stop('publishing without a note', 'secretariat', sendNothing('/reach/publish'), 422),
    stop('publishing that is not theirs', 'coordinator', '/reach/publish', 403),
  ],
  '/(app)/reach/definitions/[code]': [
    stop('new version of a definition', 'secretariat', '/reach/definitions/attendances-peers_at_home'),
    stop('a version with problems', 'secretariat', sendNothing('/reach/definitions/peer-countries'), 422),
    stop('a definition that is not theirs', 'observer', '/reach/definitions/peer-countries', 403),
  ],
  '/(app)/network': [
    stop('network', 'trainer', '/network'),
    stop('network for who keeps its roster', 'coordinator', '/network'),
    stop('network for a donor', 'observer', '/network'),
  ],
  '/(app)/network/roster/new': [
    stop('adding to the roster', 'coordinator', '/network/roster/new'),
    stop('adding to the roster, with problems', 'deputy', sendNoTrainer),
    stop('a roster that is not theirs to keep', 'trainer', '/network/roster/new', 403),
  ],
  '/(app)/network/roster/[id]': [
    stop('entry of the roster', 'coordinator', firstOnRoster),
    stop('entry that is missing', 'trainer', '/network/roster/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/network/trainers/[id]': [
    stop('published profile', 'otherTrainer', publishedProfile),
    stop('profile that nobody shows', 'trainer', '/network/trainers/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/profile': [
    stop('own profile', 'trainer', '/profile'),
    stop('profile with problems', 'trainer', sendWrongProfile, 422),
    stop('profile of who is no trainer', 'observer', '/profile', 403),
  ],
  '/(app)/privacy': [
    stop('own personal data', 'trainer', '/privacy'),
    stop('own personal data of a coordinator', 'coordinator', '/privacy'),
    stop('own personal data of a donor', 'observer', '/privacy'),
  ],
  '/(app)/privacy/requests': [stop('requests to be erased', 'coordinator', '/privacy/requests')],
  '/(app)/privacy/retention': [
    stop('how long things are kept', 'trainer', '/privacy/retention'),
    stop('how long things are kept, to be set', 'coordinator', '/privacy/retention'),
    stop('how long the network keeps things', 'administrator', '/privacy/retention'),
  ],
  '/(app)/people': [
    stop('people for an administrator', 'administrator', '/people'),
    stop('people, with a proposal that waits', 'coordinator', propose),
    stop('people, with one to consent to', 'leader', '/people'),
    stop('people, and an emergency asked', 'trainer', askToStandIn),
    stop('people of the past', 'auditor', '/people?show=past'),
    stop('nobody to come', 'otherTrainer', '/people?show=coming'),
  ],
  '/(app)/people/new': [
    stop('proposal', 'administrator', '/people/new'),
    stop('proposal with problems', 'coordinator', async (page) => {
      await page.goto('/people/new');
      await awake(page);
      await page.locator('main form button').click();
      await page.locator('[role="alert"] li').first().waitFor();
    }),
    stop('proposal that is not allowed', 'trainer', '/people/new', 403),
  ],
  '/(app)/people/[id]': [
    stop('person in force', 'coordinator', personOf('/people')),
    stop('person of the past', 'trainer', personOf('/people?show=past')),
    stop('person who is missing', 'trainer', '/people/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/ministries': [
    stop('ministries', 'administrator', '/ministries'),
    stop('ministries that are not theirs to keep', 'secretariat', '/ministries', 403),
  ],
  '/(app)/ministries/new': [
    stop('adding a ministry', 'administrator', '/ministries/new'),
    stop('adding a ministry, with problems', 'administrator', sendNoMinistry),
  ],
  '/(app)/ministries/[id]': [
    stop('name of a ministry', 'administrator', firstMinistry),
    stop('ministry that is missing', 'administrator', '/ministries/01890000-0000-7000-8000-000000000000', 404),
  ],
  '/(app)/meetings': [stop('meetings', 'trainer', '/meetings')],
  '/(app)/audit': [
    stop('audit', 'auditor', '/audit'),
    stop('audit with an entry opened', 'coordinator', openEntry),
    stop('audit narrowed down', 'auditor', '/audit?kind=appointment&action=insert&open=all'),
    stop('audit in which nothing is like this', 'auditor', '/audit?to=1990-01-01'),
    stop('audit of the network', 'secretariat', '/audit?ministry=network'),
    stop('audit asked for what cannot be', 'auditor', '/audit?action=burnt&from=2026-02-31'),
    stop('audit that is not allowed', 'trainer', '/audit', 403),
  ],
  '/(app)/audit/chain': [
    stop('chain', 'auditor', '/audit/chain'),
    stop('chain of the network', 'auditor', '/audit/chain?ministry=network'),
    stop('chain against another head', 'auditor', compareInVain),
  ],
  '/(app)/find': [
    stop('search', 'trainer', '/find'),
    stop('search that found', 'trainer', '/find?text=sarajevo'),
    stop('search in vain', 'trainer', '/find?text=nothing-like-this'),
  ],
};

/** What has no route of its own. */
export const otherStops: readonly Stop[] = [
  stop('card of a figure', 'stranger', '/embed/attendances-peers_at_home'),
  stop('card of a ministry', 'stranger', '/embed/attendances-peers_at_home?ministry=RS'),
  stop('card of what is not published', 'stranger', '/embed/nothing', 404),
  stop('what the public is shown, chosen', 'secretariat', chooseFigures),
  stop('page that is missing', 'stranger', '/there-is-no-such-page', 404),
  stop('page that is missing, for a member', 'trainer', '/there-is-no-such-page', 404),
];
