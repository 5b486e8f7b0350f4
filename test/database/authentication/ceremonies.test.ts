import { symmetricDecrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openCeremonies } from '#platform/authentication/ceremonies.ts';
import { newId } from '#shared/ids.ts';
import { codeOf } from '#test/codes.ts';
import { openTestPlatform } from '#test/platform.ts';

const { database, connection, people } = await openTestPlatform();
const ceremonies = openCeremonies({
  db: database.handleOnDuty('authentication') as never,
  secret: 'a secret of the tests that is long enough',
  name: 'Kaskada',
  passkeyHost: 'localhost',
  newId,
});
const { factors } = ceremonies;
const personId = people.trainer.BA.personId!;
const email = 'lejla@example.org';
const password = 'seven brown bears';
await factors.createLogin(personId, email);
await factors.setPassword(personId, password);

const rowsOf = async (table: string) => (await sql`select * from ${sql.table(table)}`.execute(connection.db)).rows;

describe('a password', () => {
  it('signs in and leaves no session of the library', async () => {
    expect(await ceremonies.checkPassword(email, password)).toEqual({ is: 'right', personId });
    expect(await rowsOf('ceremony')).toEqual([]);
  });

  it('does not when it is wrong, or of nobody', async () => {
    expect(await ceremonies.checkPassword(email, 'something else')).toEqual({ is: 'wrong' });
    expect(await ceremonies.checkPassword('nobody@example.org', password)).toEqual({ is: 'wrong' });
    expect(await ceremonies.checkPassword('no address', password)).toEqual({ is: 'wrong' });
  });
});

describe('codes', () => {
  it('are asked for once they were set up, and recovery codes work once', async () => {
    const offer = await factors.offerCodes(personId, email);
    expect(await factors.confirmCodes(personId, '000000')).toBeNull();
    expect(await ceremonies.checkPassword(email, password)).toMatchObject({ is: 'right' });
    const recovery = (await factors.confirmCodes(personId, await codeOf(offer.secret)))!;
    expect(recovery).toHaveLength(10);

    const halfway = await ceremonies.checkPassword(email, password);
    if (halfway.is !== 'halfway') throw new Error(halfway.is);
    expect(await rowsOf('ceremony')).toEqual([]);
    expect(await ceremonies.checkCode(halfway.jar, '000000')).toEqual({ is: 'wrong' });
    expect(await ceremonies.checkCode(halfway.jar, await codeOf(offer.secret))).toEqual({ is: 'right', personId });
    expect(await ceremonies.checkCode(halfway.jar, await codeOf(offer.secret))).toEqual({ is: 'over' });
    expect(await rowsOf('ceremony')).toEqual([]);

    const again = await ceremonies.checkPassword(email, password);
    if (again.is !== 'halfway') throw new Error(again.is);
    expect(await ceremonies.checkRecoveryCode(again.jar, recovery[0]!)).toEqual({ is: 'right', personId });
    const third = await ceremonies.checkPassword(email, password);
    if (third.is !== 'halfway') throw new Error(third.is);
    expect(await ceremonies.checkRecoveryCode(third.jar, recovery[0]!)).toEqual({ is: 'wrong' });
    expect(await factors.list(personId)).toMatchObject({ hasPassword: true, hasCodes: true, recoveryCodesLeft: 9 });
    const [{ recovery_codes }] = (await rowsOf('second_factor')) as [{ recovery_codes: string }];
    const key = 'a secret of the tests that is long enough';
    const keptCodes = JSON.parse(await symmetricDecrypt({ key, data: recovery_codes })) as string[];
    expect(keptCodes).toHaveLength(9);
    for (const hash of keptCodes) expect(hash).toMatch(/^[\w-]{22}:[\w-]{43}$/);
    expect(JSON.stringify(await rowsOf('second_factor'))).not.toContain(offer.secret.replaceAll(' ', ''));
    await factors.removeCodes(personId);
    expect(await ceremonies.checkPassword(email, password)).toMatchObject({ is: 'right' });
  });

  it('cannot be tried out: after five the password is asked again, after ten there is a pause', async () => {
    const offer = await factors.offerCodes(personId, email);
    await factors.confirmCodes(personId, await codeOf(offer.secret));
    const outcomes: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const halfway = await ceremonies.checkPassword(email, password);
      if (halfway.is !== 'halfway') throw new Error(halfway.is);
      for (let attempt = 0; attempt < 6; attempt += 1)
        outcomes.push((await ceremonies.checkCode(halfway.jar, '000000')).is);
    }
    const five = Array.from({ length: 5 }, () => 'wrong');
    expect(outcomes).toEqual([...five, 'tooMany', ...five, 'paused']);
    const third = await ceremonies.checkPassword(email, password);
    if (third.is !== 'halfway') throw new Error(third.is);
    expect(await ceremonies.checkCode(third.jar, await codeOf(offer.secret))).toEqual({ is: 'paused' });
    await factors.removeCodes(personId);
  });
});
