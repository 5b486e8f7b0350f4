import { sexes, statuses } from '../types.ts';
import type { Group, Statement } from '../types.ts';

const sexAxis = [undefined, ...sexes] as const;
const statusAxis = [undefined, ...statuses] as const;
const columns = statusAxis.length;

/** The 21 groups that a statement can be about, everybody first, coarse before fine. */
export const groups: readonly Group[] = sexAxis.flatMap((sex) =>
  statusAxis.map((status) => ({ ...(sex && { sex }), ...(status && { status }) })),
);

/** The place of a group in `groups`. */
export const indexOf = ({ sex, status }: Group): number => sexAxis.indexOf(sex) * columns + statusAxis.indexOf(status);

/** Whether a statement can be about this: the sex and the status are known ones or absent. */
export const hasGroup = ({ sex, status }: Group): boolean => sexAxis.includes(sex) && statusAxis.includes(status);

const ranks = statuses.filter((status) => status !== 'civilian' && status !== 'military');

/** Every way in which a group falls apart into groups that exhaust it, as places in `groups`; fine before coarse. */
export const partitions: readonly { readonly whole: number; readonly parts: readonly number[] }[] = [
  ...[...ranks, 'civilian' as const].map((status) => bySex({ status })),
  ...sexAxis.map((sex) => ({
    whole: indexOf({ sex, status: 'military' }),
    parts: ranks.map((s) => indexOf({ sex, status: s })),
  })),
  bySex({ status: 'military' }),
  ...sexAxis.map((sex) => ({
    whole: indexOf({ sex }),
    parts: [indexOf({ sex, status: 'civilian' }), indexOf({ sex, status: 'military' })],
  })),
  bySex({}),
];

function bySex({ status }: Group) {
  return { whole: indexOf({ status }), parts: sexes.map((sex) => indexOf({ sex, status })) };
}

/** The statement that `n` persons of the group at this place were there. */
export const statementAt = (place: number, n: number): Statement => ({ ...groups[place]!, n });

/** What was stated, by place in `groups`. Of a group stated more than once the first counts. */
export function statedByPlace(statements: readonly Statement[]): (number | null)[] {
  const stated: (number | null)[] = groups.map(() => null);
  for (const statement of statements) stated[indexOf(statement)] ??= statement.n;
  return stated;
}
