import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Actor, Role } from '#shared/actor.ts';
import { everybody, expectedAccess } from '#test/database/access/expected.ts';
import { expectedSight } from './expected.ts';
import { columns } from './roles.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `docs/access.md`: the whole matrix of who may do what, from the code that decides and from what the tests hold. */
export async function writeAccessDocument(): Promise<string> {
  return [introduction, await permissions(), addresses(), tables()].join('\n\n').trimEnd() + '\n';
}

const introduction = `# Who sees what

Each ministry sees all of its own; the network sees what was released, at its grain. This page is made from the code by
\`npm run access\`; \`npm test\` fails when it is not fresh. Each matrix below is tried by a test, cell by cell, as somebody
of every role of every ministry, of the network, and as a stranger.

| Role | Whose | What it is for |
| --- | --- | --- |
| trainer | ministry | records sessions, reads all of the own ministry |
| coordinator | ministry | the same; releases what others submitted, returns, withdraws; needs a second factor |
| deputy | ministry | stands in for the coordinator, with the same rights |
| leader | ministry | reads all of the own ministry, consents to its appointments; writes no record; needs a second factor |
| auditor | ministry | reads the audit of the own ministry, in which stands what its records said before and after each change; reads no record else; needs a second factor |
| secretariat | network | reads what was released; consents in the network, and where a ministry has nobody yet who could; needs a second factor |
| observer | network | a donor: reads figures, no single session |
| administrator | network | keeps accounts and settings, reads no session, released or not; needs a second factor |
| stranger | – | is not signed in: the public facts |

A role is an appointment; without the second factor that it asks for, it gives nothing. What an appointment is and who
stands behind it: [decisions/appointments.md](decisions/appointments.md).`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/* What may be done: each permission is a sentence in the code, and a function that says yes or no. */

type Permission = (who: Actor, subject: unknown) => boolean;
interface Sentence {
  readonly domain: string;
  readonly name: string;
  readonly text: string;
  readonly may: Permission;
  /** Whether it is asked of the network too. */
  readonly isOfNetwork: boolean;
}

async function permissions(): Promise<string> {
  const sentences = await readSentences();
  const rows = sentences.map(({ domain, name, text, may, isOfNetwork }) => [
    `${domain}: ${text}<br>\`${name}\``,
    ...columns.map((column) => verdict(may, isOfNetwork, column)),
  ]);
  return `## What may be done

**own**: of the own ministry. **network**: of the network, its people and its settings. **all**: of every ministry and of
the network. **yes**: as the sentence says. Sample: something that somebody else submitted or proposed and that waits. The
database checks each of these again.

${table(['Permission', ...columns], rows)}`;
}

async function readSentences(): Promise<Sentence[]> {
  const files = globSync('src/domains/**/access.ts', { cwd: root }).sort();
  const all = await Promise.all(
    files.map(async (file) => {
      const text = readFileSync(`${root}${file}`, 'utf8');
      const module = (await import(`${root}${file}`)) as Record<string, Permission>;
      const domain = file.replaceAll('\\', '/').replace(/^src\/domains\/|\/access\.ts$/g, '');
      const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name!);
      return names.map((name) => ({
        ...{ domain, name, text: sentenceOf(text, name), may: module[name]! },
        isOfNetwork: new RegExp(`export (?:const|function) ${name}\\b[^>{]*\\bownerId: OwnerId \\| null`).test(text),
      }));
    }),
  );
  return all.flat();
}

function sentenceOf(text: string, name: string): string {
  const [, comment] =
    new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export (?:const|function) ${name}\\b`).exec(text) ?? [];
  if (!comment) throw new Error(`${name} has no sentence that says who may do it.`);
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const [own, foreign] = ['the own ministry', 'another ministry'];
const ofNetwork = ['secretariat', 'observer', 'administrator'];

function actorOf(column: Role | 'stranger'): Actor {
  const ownerId = ofNetwork.includes(column) ? null : own;
  const seats = column === 'stranger' ? [] : [{ role: column, ownerId, countryCode: null, until: null }];
  const personId = column === 'stranger' ? null : 'the person';
  return { personId, name: '', isDemo: false, isStrong: true, lacksSecondFactor: false, seats } as unknown as Actor;
}

function verdict(may: Permission, isOfNetwork: boolean, column: Role | 'stranger'): string {
  const who = actorOf(column);
  if (may.length === 1) return may(who, null) ? 'yes' : '–';
  const [here, there] = [own, foreign].map((ownerId) => may(who, subjectOf(may, ownerId)));
  if (here && there) return 'all';
  const parts = [here && 'own', isOfNetwork && may(who, null) && 'network'];
  return parts.filter(Boolean).join(', ') || '–';
}

/** A permission asks of a ministry by its id, or of something that belongs to one. */
const subjectOf = (may: Permission, ownerId: string): unknown =>
  /^\(who\s*,\s*ownerId\b/.test(may.toString())
    ? ownerId
    : { ownerId, submittedBy: 'another', personId: 'a third', proposedBy: 'another', consentedAt: null };

/* What is shown: every address of the site. */

function addresses(): string {
  const rows = expectedSight.map(({ route, whose, answers }) => [
    `\`${route}\`${whose ? ` ${whose}` : ''}`,
    ...answers.map((answer) => (answer === null ? '' : String(answer))),
  ]);
  return `## What each address answers

The addresses are tried in the demo, where \`/sign-in\` leads to stepping in. 200: it is shown, with what is theirs in it. 303: they are led to where they may go, or to sign in. 401, 403, 404: refused,
404 also where saying more would tell that something exists; 405: only for writing. **own**: a session of the own ministry
that is not released. **foreign**: of another ministry; the answer is the same as for what never was. **released**: one that
stands. **published**: the profile of a trainer who consented to showing a part of it, the one thing with personal data that
crosses ministries; without that word, of somebody who published nothing. The test is \`test/database/embedded/sight.test.ts\`; it also tries searches, filters, lists, exports, counts, the data
behind the pages and every way to write.

${table(['Address', ...columns], rows)}`;
}

function tables(): string {
  const who = Object.keys(everybody);
  const rows = [...expectedAccess].map(([name, verbs]) => [
    `\`${name}\``,
    ...verbs.map((verb) => (verb === '-' ? '–' : verb)),
  ]);
  return `## What the database allows

Whatever the code above it forgets: what each may do with a row of one ministry. s select, i insert, u update, d delete.
What has no owner is read whole. The test is \`test/database/row-level-security.test.ts\`; a new table fails it until it has a line.

${table(['Table', ...who], rows)}`;
}
