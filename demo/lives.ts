import type { Day } from '#shared/dates.ts';
import type { Grain } from '#domains/training/sessions/types.ts';
import type { Slot } from './calendar.ts';
import { holders } from './cast.ts';
import { chanceOf, type Chance } from './chance.ts';
import { dayOfInstant, daysAfter, drawDay, drawInstant, lastDay } from './days.ts';
import type { Country } from './invented/countries.ts';
import { countReasons, openReasons } from './invented/remarks.ts';
import { counted, drawRecord, draftOf, type Content, type Drawn } from './record.ts';
import { giveBack, keepDraft, openBook, release, submit, type Book, type Entry, type Version } from './writing.ts';

/** The people and delays that one record meets on its way. */
interface Path {
  readonly slot: Slot;
  readonly chance: Chance;
  readonly entries: Entry[];
}

/** Autumn's records and announcements move faster: today stands right behind them. */
const isBrisk = ({ from, announced }: Slot) => announced !== null || from >= '2026-09-01';

const instantAfter = ({ chance, slot }: Path, day: Day, longest: number): string =>
  drawInstant(chance, daysAfter(day, chance.whole(1, isBrisk(slot) ? Math.min(longest, 6) : longest)));

const grainOf = ({ chance, slot }: Path, { statements }: Content): Grain =>
  statements.length === 0
    ? 'total'
    : slot.visit
      ? 'sex_and_status'
      : chance.weighted([
          ['total', 25],
          ['sex', 30],
          ['sex_and_status', 45],
        ]);

/** Mostly a trainer; where a ministry has two coordinators, sometimes one of them, and the other releases. */
function drawSubmitter({ chance, slot }: Path, on: Day): string {
  const coordinators = holders('coordinator', slot.country, on);
  const share = slot.fate === 'from_coordinator' ? 1 : 0.12;
  if (coordinators.length > 1 && chance.happens(share)) return chance.pick(coordinators);
  return chance.pick(holders('trainer', slot.country, on));
}

/** A coordinator other than whoever submitted. */
const drawCoordinator = (chance: Chance, country: Country, on: Day, submitter: string): string =>
  chance.pick(holders('coordinator', country, on).filter((one) => one !== submitter));

function open(path: Path, at: string): { book: Book; actor: string } {
  const actor = drawSubmitter(path, dayOfInstant(at));
  const { book, entry } = openBook(path.slot.name, path.slot.country, 'demo', actor, at);
  path.entries.push(entry);
  return { book, actor };
}

interface Submitted {
  readonly version: Version;
  readonly actor: string;
  readonly at: string;
}

/** Opens the record and submits its first version, some days after the session or when it was announced. */
function submitFirst(path: Path, content: Content): Submitted {
  const { announced, to } = path.slot;
  const at = announced ? drawInstant(path.chance, announced) : instantAfter(path, to, 13);
  const { book, actor } = open(path, at);
  const { version, entry } = submit(book, 1, content, actor, at);
  path.entries.push(entry);
  return { version, actor, at };
}

function submitAgain(path: Path, { version, actor }: Submitted, content: Content, at: string): Submitted {
  const holds = holders('trainer', path.slot.country, dayOfInstant(at));
  const author = holds.includes(actor) ? actor : path.chance.pick(holds);
  const next = submit(version.book, version.number + 1, content, author, at);
  path.entries.push(next.entry);
  return { version: next.version, actor: author, at };
}

function letGo(path: Path, submitted: Submitted, grain = grainOf(path, submitted.version.content)): string {
  const at = instantAfter(path, dayOfInstant(submitted.at), 28);
  const coordinator = drawCoordinator(path.chance, path.slot.country, dayOfInstant(at), submitted.actor);
  path.entries.push(...release(submitted.version, grain, coordinator, at));
  return at;
}

function sendBack(path: Path, { version, actor, at }: Submitted, reasons: readonly string[]): string {
  const returned = instantAfter(path, dayOfInstant(at), 10);
  const coordinator = drawCoordinator(path.chance, path.slot.country, dayOfInstant(returned), actor);
  path.entries.push(giveBack(version, path.chance.pick(reasons), coordinator, returned));
  return returned;
}

/** Two people too few, as somebody counts who stands at the door. */
const miscounted = ({ content, room }: Drawn): Content => {
  const [total] = counted(content, room, 'total').statements;
  return { ...content, statements: [{ n: total!.n - 2 }], basis: 'estimate' };
};

/** A draft: nearly done, or only begun. */
function beginDraft(path: Path, { content }: Drawn) {
  const at = drawInstant(path.chance, path.chance.happens(0.5) ? daysAfter(lastDay, -1) : lastDay);
  const { book, actor } = open(path, at);
  path.entries.push(keepDraft(book, draftOf(content, path.slot.fate === 'begun'), path.chance.whole(1, 6), actor, at));
}

const plots: Record<Slot['fate'], (path: Path, drawn: Drawn) => void> = {
  released: (path, { content }) => void letGo(path, submitFirst(path, content)),
  waiting: (path, { content }) => void submitFirst(path, content),
  returned: (path, { content }) => void sendBack(path, submitFirst(path, content), openReasons),
  from_coordinator: (path, { content }) => void submitFirst(path, content),
  draft: beginDraft,
  begun: beginDraft,
  corrected(path, drawn) {
    const first = submitFirst(path, miscounted(drawn));
    const returned = sendBack(path, first, countReasons);
    const right = counted(drawn.content, drawn.room, 'sexes');
    letGo(path, submitAgain(path, first, right, instantAfter(path, dayOfInstant(returned), 8)));
  },
  revised(path, drawn) {
    const first = submitFirst(path, counted(drawn.content, drawn.room, 'total'));
    const released = letGo(path, first, 'total');
    const finer = counted(drawn.content, drawn.room, 'cells');
    letGo(path, submitAgain(path, first, finer, instantAfter(path, dayOfInstant(released), 80)));
  },
  reopened(path, drawn) {
    const first = submitFirst(path, counted(drawn.content, drawn.room, 'sexes'));
    letGo(path, first, 'sex');
    const day = drawDay(path.chance, daysAfter(lastDay, -11), daysAfter(lastDay, -3));
    submitAgain(path, first, counted(drawn.content, drawn.room, 'cells'), drawInstant(path.chance, day));
  },
};

/** Everything that people wrote about the session of a slot, oldest first. */
export function liveThrough(slot: Slot): Entry[] {
  const path: Path = { slot, chance: chanceOf(`${slot.name}/life`), entries: [] };
  plots[slot.fate](path, drawRecord(slot));
  return path.entries;
}
