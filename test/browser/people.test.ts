import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { record, sees, unheardOf } from './recording.ts';
import { awake, openSite, type Arrival } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const administrator = 'Eva Horváthová';
const withoutScript: Arrival = { javaScriptEnabled: false };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const itemOf = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

/** Proposes a role for somebody who is there already. */
async function propose(page: Page, person: string, role: string): Promise<void> {
  await page.goto('/people');
  await page.getByRole('link', { name: person, exact: true }).click();
  await page.getByRole('link', { name: 'Propose an appointment' }).click();
  await page.getByLabel('Ministry or network').selectOption({ label: 'Ministry of Defence of Bosnia and Herzegovina' });
  await page.getByLabel('Role').selectOption({ label: role });
  await page.getByLabel('Institution').fill('Ministry of Defence');
  await button(page, 'Propose').click();
  await sees(page, 'Proposed. It waits for the consent of a second person.');
}

describe.each([
  ['with script', {}],
  ['without script', withoutScript],
] as const)('appointments, %s', (_, arrival) => {
  it('one proposes, the ministry consents, the person sits, and it is ended', async () => {
    const [admin, other, leader, trainer] = await Promise.all([
      site.stepIn(administrator, arrival),
      site.stepIn(people.administrator, arrival),
      site.stepIn(people.leader, arrival),
      site.stepIn(people.colleague, arrival),
    ]);
    await propose(admin, people.colleague, 'Deputy coordinator');
    const item = `${people.colleague}: Deputy coordinator`;
    for (const page of [admin, other]) {
      await page.goto('/people');
      expect(await itemOf(page, item).getByRole('button', { name: 'Consent' }).count()).toBe(0);
    }
    await trainer.goto('/people');
    expect(await itemOf(trainer, item).getByRole('button', { name: 'Consent' }).count()).toBe(0);

    await leader.goto('/home');
    await leader
      .getByRole('listitem')
      .filter({ hasText: people.colleague })
      .getByRole('link', { name: 'Review' })
      .click();
    await sees(leader, 'Proposed by an administrator');
    await itemOf(leader, item).getByRole('button', { name: 'Consent' }).click();
    await sees(leader, 'You consented.');
    const row = leader.getByRole('row').filter({ hasText: people.colleague }).filter({ hasText: 'Deputy' });
    expect(await row.innerText()).toContain('an administrator, with the consent of Senad Kovač');

    await trainer.goto('/home');
    await sees(trainer, 'Deputy coordinator, Bosnia and Herzegovina');
    await leader.goto('/people');
    await row.getByRole('link', { name: people.colleague }).click();
    const end = leader.locator('details').filter({ hasText: 'End this appointment: Deputy coordinator' });
    await end.locator('summary').click();
    await button(leader, 'End it now').filter({ visible: true }).click();
    await sees(leader, 'The seat was given up at once.');
    await trainer.goto('/home');
    expect(await trainer.getByText('Deputy coordinator, Bosnia').count()).toBe(0);
  });

  it('a declined proposal is proposed again with what was typed', async () => {
    const coordinator = await site.stepIn(people.coordinator, arrival);
    const leader = await site.stepIn(people.leader, arrival);
    const name = unheardOf();
    await coordinator.goto('/people/new');
    await coordinator.getByLabel('Name').fill(name);
    await coordinator.getByLabel('Role').selectOption({ label: 'Auditor' });
    await button(coordinator, 'Propose').click();
    await coordinator
      .getByRole('alert')
      .getByRole('link', { name: 'Name the institution as the order does.' })
      .waitFor();
    expect(await coordinator.getByLabel('Name').inputValue()).toBe(name);
    await coordinator.getByLabel('Institution').fill('Inspectorate');
    await button(coordinator, 'Propose').click();
    await sees(coordinator, 'Proposed. It waits for the consent of a second person.');

    await leader.goto('/people');
    await itemOf(leader, name).getByRole('button', { name: 'Decline' }).click();
    await sees(leader, 'The proposal is off the table.');
    await coordinator.goto('/people');
    await itemOf(coordinator, name).getByRole('link', { name: 'Propose an appointment' }).click();
    await sees(coordinator, `Propose an appointment for ${name}`);
  });

  it('who is added is invited by a link that is shown once, or later from their page', async () => {
    const coordinator = await site.stepIn(people.coordinator, arrival);
    const visitor = await site.visitor(arrival);
    for (const isAtOnce of [true, false]) {
      const name = unheardOf();
      const email = `${name.replace(/\W/g, '.')}@example.org`.toLowerCase();
      await coordinator.goto('/people/new');
      await coordinator.getByLabel('Name').fill(name);
      if (isAtOnce) await coordinator.getByLabel('Email address').fill(email);
      await coordinator.getByLabel('Role').selectOption({ label: 'Trainer' });
      await coordinator.getByLabel('Institution').fill('Training Centre');
      await button(coordinator, 'Propose').click();
      await sees(coordinator, 'Appointed. It holds from its first day.');
      if (!isAtOnce) {
        await itemOf(coordinator, name).getByRole('link', { name: 'Invite' }).click();
        await coordinator.getByLabel('Email address').fill('nobody');
        await button(coordinator, 'Invite').click();
        await sees(coordinator, 'This is no email address.');
        await coordinator.getByLabel('Email address').fill(email);
        await button(coordinator, 'Invite').click();
      }
      await sees(coordinator, 'Pass this link on by hand.');
      const link = await coordinator.getByLabel('Link of the invitation').inputValue();
      expect((await visitor.goto(link))!.status()).toBe(200);
      await sees(visitor, name);
    }
  });

  it('an invitation that waits says so; a second one ends it, and it can be taken back', async () => {
    const coordinator = await site.stepIn(people.coordinator, arrival);
    const visitor = await site.visitor(arrival);
    const name = unheardOf();
    const invite = async (label: string) => {
      await coordinator.getByLabel('Email address').fill(`${name.replace(/\W/g, '.')}@example.org`.toLowerCase());
      await button(coordinator, label).click();
      await sees(coordinator, 'Pass this link on by hand.');
      return coordinator.getByLabel('Link of the invitation').inputValue();
    };
    await coordinator.goto('/people/new');
    await coordinator.getByLabel('Name').fill(name);
    await coordinator.getByLabel('Role').selectOption({ label: 'Trainer' });
    await coordinator.getByLabel('Institution').fill('Training Centre');
    await button(coordinator, 'Propose').click();
    await sees(coordinator, 'Appointed. It holds from its first day.');
    expect(await itemOf(coordinator, name).innerText()).toContain('Never invited.');
    await itemOf(coordinator, name).getByRole('link', { name: 'Invite' }).click();
    const first = await invite('Invite');
    expect((await visitor.goto(first))!.status()).toBe(200);

    await coordinator.goto('/people');
    expect(await itemOf(coordinator, name).innerText()).toMatch(
      new RegExp(`Invited on .* by ${people.coordinator}. The link works until .*; nobody has used it yet.`),
    );
    await itemOf(coordinator, name).getByRole('link', { name: 'Invite again' }).click();
    await sees(coordinator, 'As soon as you invite again, that one stops working');
    const second = await invite('Invite again');
    expect((await visitor.goto(first))!.status()).toBe(404);
    expect((await visitor.goto(second))!.status()).toBe(200);

    await coordinator.goto('/people');
    await itemOf(coordinator, name).getByRole('link', { name: 'Invite again' }).click();
    await button(coordinator, 'Withdraw the invitation').click();
    await sees(coordinator, 'Its link opens nothing any more.');
    await sees(coordinator, 'The invitation was withdrawn.');
    expect(await button(coordinator, 'Withdraw the invitation').count()).toBe(0);
    expect((await visitor.goto(second))!.status()).toBe(404);
  });

  it('whoever was signed out meanwhile keeps what was typed', async () => {
    const coordinator = await site.stepIn(people.coordinator, arrival);
    const name = unheardOf();
    await coordinator.goto('/people/new');
    if (arrival !== withoutScript) await awake(coordinator);
    await coordinator.getByLabel('Name').fill(name);
    await coordinator.getByLabel('Institution').fill('Inspectorate');
    await coordinator.getByLabel('Role').selectOption({ label: 'Auditor' });
    await coordinator.context().clearCookies();
    await button(coordinator, 'Propose').click();
    await sees(coordinator, 'You are signed out, so nothing was saved.');
    expect(await coordinator.getByLabel('Name').inputValue()).toBe(name);
    expect(await coordinator.getByLabel('Institution').inputValue()).toBe('Inspectorate');
    expect(await coordinator.getByLabel('Role').inputValue()).toBe('auditor');
  });
});

describe.each([
  ['with script', {}],
  ['without script', withoutScript],
] as const)('emergency access, %s', (_, arrival) => {
  it('is asked, shouted about, granted, used and ended', async () => {
    const [trainer, colleague, secretariat, leader] = await Promise.all([
      site.stepIn(people.trainer, { ...arrival, width: 360 }),
      site.stepIn(people.colleague, arrival),
      site.stepIn(people.secretariat, arrival),
      site.stepIn(people.leader, arrival),
    ]);
    const title = unheardOf();
    const address = await record(colleague, { title });
    const reason = `Because of ${unheardOf()}.`;

    await trainer.goto('/people');
    const form = trainer.locator('details').filter({ hasText: 'Why is it needed?' });
    await form.locator('summary').click();
    await button(trainer, 'Ask to stand in').click();
    await sees(trainer, 'Say why it is needed.');
    await trainer.getByLabel('Why is it needed?').fill(reason);
    await button(trainer, 'Ask to stand in').click();
    await sees(trainer, 'Asked. A second person has to grant it');

    await colleague.goto('/home');
    const asked = `${people.trainer} asks to stand in for the coordinator`;
    expect(await itemOf(colleague, asked).innerText()).toContain(reason);
    await colleague.goto('/people');
    expect(await button(colleague, 'Grant').count()).toBe(0);
    await secretariat.goto('/home');
    await itemOf(secretariat, asked).getByRole('link', { name: 'Decide' }).click();
    await itemOf(secretariat, asked).getByRole('button', { name: 'Grant' }).click();
    await sees(secretariat, 'Granted. They stand in from now on.');
    expect((await secretariat.goto(address))!.status()).toBe(404);

    await trainer.goto(address);
    await sees(trainer, /^You stand in for the coordinator until \d\d:\d\d|until .* at \d\d:\d\d/);
    await trainer.locator('[name="grain"][value="sex"]').check();
    await button(trainer, 'Release').click();
    await sees(trainer, 'Withdraw the release');
    await leader.goto('/home');
    expect(await itemOf(leader, `${people.trainer} stands in for the coordinator until`).innerText()).toContain(reason);

    await leader.goto('/people');
    await itemOf(leader, reason).getByRole('button', { name: 'End it now' }).click();
    await sees(leader, 'Emergency access has ended.');
    await trainer.goto(address);
    expect(await trainer.getByText('You stand in for').count()).toBe(0);
    expect(await button(trainer, 'Withdraw the release').count()).toBe(0);
  });
});

describe('nobody meets a button that is not theirs', () => {
  it.each(['leader', 'auditor', 'administrator', 'deputy'] as const)('%s', async (who) => {
    const page = await site.stepIn(people[who]);
    const mayRecord = who === 'deputy';
    for (const path of ['/home', '/sessions', '/network', '/reach', '/find']) {
      expect((await page.goto(path))!.status()).toBe(200);
      const toRecord = await page.locator('a[href="/sessions/new"], a[href$="/record"]').count();
      expect(toRecord > 0, path).toBe(mayRecord);
    }
  });
});
