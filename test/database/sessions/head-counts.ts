import fc from 'fast-check';
import type { Group, Statement, Status } from '#domains/training/sessions/types.ts';
import { sexes, statuses } from '#domains/training/sessions/types.ts';

/** People alike: null where it was not recorded, `military` where only the rank was not. */
const alike = [...sexes, null].flatMap((sex) => [...statuses, null].map((status) => ({ sex, status })));
type People = readonly { sex: 'woman' | 'man' | null; status: Status | null; n: number }[];

const groups: readonly Group[] = [undefined, ...sexes].flatMap((sex) =>
  [undefined, ...statuses].map((status) => ({ ...(sex && { sex }), ...(status && { status }) })),
);
const isPart = ({ sex, status }: Group) => sex !== undefined && status !== undefined && status !== 'military';
const wholes = groups.filter((group) => !isPart(group));

const people = fc
  .array(fc.nat(12), { minLength: alike.length, maxLength: alike.length })
  .map((numbers): People => alike.map((one, at) => ({ ...one, n: numbers[at]! })));
const isRecorded = ({ sex, status }: People[number]) => sex !== null && status !== null && status !== 'military';

const isIn = (one: People[number], { sex, status }: Group) =>
  (!sex || one.sex === sex) &&
  (!status || one.status === status || (status === 'military' && one.status !== null && one.status !== 'civilian'));
const state = (of: People, about: readonly Group[]): Statement[] =>
  about.map((group) => ({ ...group, n: of.filter((one) => isIn(one, group)).reduce((sum, { n }) => sum + n, 0) }));

/** Of everybody everything was recorded, and the trainer noted some of it: the total perhaps not. */
const anyNotes = fc
  .tuple(people, fc.shuffledSubarray([...groups]))
  .map(([all, about]) => state(all.filter(isRecorded), about));

/** Of some people something was not recorded; every whole was noted, so that nothing has to be concluded. */
const withGaps = fc
  .tuple(people, fc.shuffledSubarray(groups.filter(isPart)))
  .map(([all, about]) => state(all, [...about, ...wholes]));

/** Head-counts without a contradiction, of which a sum or what was stated is all there is to recount. */
export const headCounts = fc.oneof(anyNotes, withGaps);
