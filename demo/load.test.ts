import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContradictions } from '#domains/training/sessions/rules/contradictions.ts';
import { marginsOf } from '#domains/training/sessions/rules.ts';
import type { Statement } from '#domains/training/sessions/types.ts';
import type { Connection } from '#platform/database/connection.ts';
import { isDay, type Day } from '#shared/dates.ts';
import { openDemo, rowsOf } from './opened.ts';
import { readPublished } from './published.ts';

let demo: Connection;
let again: Connection;

beforeAll(async () => {
  demo = await openDemo();
  again = await openDemo();
}, 120_000);

afterAll(async () => {
  await demo.close();
  await again.close();
});

const rows = <Row>(text: string, of = demo) => rowsOf<Row>(of, text);
const count = async (text: string): Promise<number> =>
  (await rows<{ n: number }>(`select count(*) as n ${text}`))[0]!.n;

describe('what was invented', () => {
  test('carries the demo mark', async () => {
    for (const table of ['person', 'trainer', 'network'])
      expect(await rows(`select distinct origin from ${table}`)).toEqual([{ origin: 'demo' }]);
    expect(await count(`from training_session where origin = 'demo'`)).toBe((await count('from training_session')) - 8);
    expect(await count(`from training_session where origin = 'recorded'`)).toBe(0);
    expect(
      await count(`from training_session t join session_version v on v.session_id = t.id
        where (t.origin = 'published') is distinct from (v.source is not null)`),
    ).toBe(0);
  });

  test('is enough: sessions of every kind and occurrence in every year, 60 trainers', async () => {
    const invented = await count(`from training_session where origin = 'demo'`);
    expect(invented >= 260 && invented <= 350).toBe(true);
    expect(await count('from (select distinct extract(year from date_from) from released_session) y')).toBe(13);
    expect(await count('from (select distinct kind from released_session) k')).toBe(5);
    expect(await count('from (select distinct occurrence from released_session) o')).toBe(4);
    expect(await count('from trainer')).toBe(60);
    const peers = await rows<{ country_code: string }>(
      'select distinct country_code from reach_peer_country order by 1',
    );
    expect(peers.map((one) => one.country_code)).toEqual(['GB', 'GH', 'MD', 'NG', 'RW', 'UG']);
  });

  test('of two sessions of one ministry the participants are listed by codes, some on both lists', async () => {
    const lists = await rows<{ listed: number; total: number }>(`select l.listed, (c.head_count).total as total
      from person_list l join released_count c on c.session_id = l.session_id`);
    expect(lists.map(({ listed, total }) => listed === total)).toEqual([true, true]);
    const [codes] = await rows(`select count(*)::int - count(distinct folded)::int as twice from session_person`);
    expect(codes).toEqual({ twice: 7 });
  });

  test('coaching counts sessions only, and nothing of it says who was coached', async () => {
    const said = await rows(`select distinct title, notes, statements, basis, trainer_ids
      from session_version where kind = 'coaching'`);
    expect(said).toEqual([{ title: '', notes: '', statements: [], basis: null, trainer_ids: [] }]);
    const [sums] = await rows(`select sum(sessions)::int as sessions, sum(uncounted_sessions)::int as uncounted,
      sum(total)::int as total from published_reach where kind = 'coaching'`);
    expect(sums).toEqual({ sessions: 6, uncounted: 0, total: 0 });
  });

  test('of two visits it is known how many came from where; of the others, and of what was published, not', async () => {
    const known = await rows<{ nationalities: object; origin: string }>(`select nationalities, legal_cover, approval,
      team_countries, origin from released_session where nationalities <> '{}' order by date_from`);
    expect(known).toEqual([
      { nationalities: { GH: expect.any(Number), NG: expect.any(Number) }, legal_cover: 'invitation', ...approved },
      { nationalities: { MD: expect.any(Number) }, legal_cover: 'sofa', ...unasked },
    ]);
    const [published] = await rows(`select nationalities, legal_cover, approval, team_countries from released_session
      where origin = 'published' and kind = 'peers_from_outside'`);
    expect(published).toEqual({
      ...{ nationalities: {}, legal_cover: null, approval: null, team_countries: ['BA', 'ME', 'MK', 'RS'] },
    });
  });
  const approved = { approval: 'approved', team_countries: ['BA', 'RS'], origin: 'demo' };
  const unasked = { approval: 'not_needed', team_countries: ['ME', 'MK', 'RS'], origin: 'demo' };

  test('the first trainers are as many as were published', async () => {
    const certified = await rows(
      `select m.country_code as country, count(*) as n from trainer t join ministry m on m.id = t.owner_id
       where certified_on = '2014-03-13' group by 1 order by 1`,
    );
    const [published] = readPublished('trainer-cohorts');
    expect(certified).toEqual(['BA', 'ME', 'MK', 'RS'].map((country) => ({ country, n: Number(published![country]) })));
  });

  test('each ministry has something waiting, returned, in writing, and a newer version behind a standing one', async () => {
    const desks = await rows(`
      select m.country_code as country,
        count(*) filter (where w.number = 1 and not w.released and not w.returned) > 2 as waiting,
        count(*) filter (where w.returned) > 0 as returned,
        count(*) filter (where w.number = 2 and not w.released and w.stands) > 0 as reopened,
        (select count(*) from session_draft d where d.owner_id = m.id) as drafts
      from ministry m join (
        select v.owner_id, v.number,
          exists (select from session_release r where r.version_id = v.id) as released,
          exists (select from session_return r where r.version_id = v.id) as returned,
          exists (select from released_session r where r.session_id = v.session_id) as stands
        from session_version v
        where not exists (select from session_version n where n.session_id = v.session_id and n.number > v.number)
      ) w on w.owner_id = m.id group by m.id, m.country_code order by 1`);
    expect(desks).toEqual(
      ['BA', 'ME', 'MK', 'RS'].map((country) => ({
        country,
        waiting: true,
        returned: true,
        reopened: true,
        drafts: 2,
      })),
    );
  });

  test('where a ministry has two coordinators, one has submitted what only the other may release', async () => {
    const own = await rows(
      `select distinct m.country_code as country from session_version v join ministry m on m.id = v.owner_id
         join appointment a on a.person_id = v.submitted_by and a.role = 'coordinator'
       where not exists (select from session_release r where r.version_id = v.id) order by 1`,
    );
    expect(own).toEqual([{ country: 'BA' }, { country: 'RS' }]);
  });

  test('nobody trains in August, and nobody in a room in spring 2020', async () => {
    expect(await count(`from session_version where extract(month from date_from) = 8`)).toBe(0);
    const spring = await rows(
      `select distinct place from session_version
       where occurrence = 'held' and date_from between '2020-03-16' and '2020-06-30'`,
    );
    expect(spring).toEqual([{ place: 'Online' }]);
  });
});

describe('the records', () => {
  test('the headline is the sum of the records behind it', async () => {
    const standing = await rows<{ statements: Statement[] }>(
      `select v.statements from session_version v join session_release r on r.version_id = v.id
       where v.kind = 'peers_at_home' and v.occurrence = 'held'
         and v.session_id not in (select session_id from reach_adjustment)
         and v.number = (select max(n.number) from session_version n
           join session_release l on l.version_id = n.id where n.session_id = v.session_id)`,
    );
    const total = standing.reduce((sum, { statements }) => sum + (marginsOf(statements).total ?? 0), 0);
    const [headline] = await rows(
      `select sum(sessions) as sessions, sum(total)::int as total from reach_summary where kind = 'peers_at_home'`,
    );
    expect(total).toBeGreaterThan(5000);
    expect(headline).toEqual({ sessions: standing.length, total });
  });

  test('what left a ministry is no finer than its grain', async () => {
    const left = 'from released_count c join released_session s using (session_id)';
    expect(await count(`${left} where s.grain = 'total' and num_nonnulls((c.head_count).women, (c.head_count).men,
      (c.head_count).civilian, (c.head_count).military, (c.head_count).women_civilian, (c.head_count).men_military) > 0`)).toBe(0); // prettier-ignore
    expect(await count(`${left} where s.grain = 'sex' and num_nonnulls((c.head_count).civilian, (c.head_count).military,
      (c.head_count).women_civilian, (c.head_count).men_military) > 0`)).toBe(0); // prettier-ignore
    expect(await count(`${left} where s.grain = 'sex_and_status' and (c.head_count).women_military is not null`)).toBeGreaterThan(20); // prettier-ignore
  });

  test('what is published of the numbers is most of them, and something is withheld', async () => {
    const [sums] = await rows<Record<'exact' | 'published' | 'women' | 'withheld', number>>(
      `select (select sum(total) from reach_summary)::int as exact, sum(total)::int as published,
        sum(women)::int as women, sum(withheld_sex)::int as withheld from published_reach`,
    );
    expect(sums!.published).toBeGreaterThan(0.95 * sums!.exact);
    expect(sums!.published).toBeLessThanOrEqual(sums!.exact);
    expect(sums!.women).toBeGreaterThan(sums!.withheld);
    expect(sums!.withheld).toBeGreaterThan(0);
  });

  test('no head-count contradicts itself', async () => {
    const versions = await rows<{ statements: Statement[] }>('select statements from session_version');
    expect(versions.length).toBeGreaterThan(300);
    for (const { statements } of versions) expect(findContradictions(statements)).toEqual([]);
  });

  test('nobody decides on what they submitted, and everybody held their seat on that day', async () => {
    const decided = `from (
      select version_id, owner_id, released_by as person, released_at as at from session_release union all
      select version_id, owner_id, returned_by, returned_at from session_return) d`;
    expect(await count(`${decided} join session_version v on v.id = d.version_id
      where d.person = v.submitted_by or d.at <= v.submitted_at`)).toBe(0); // prettier-ignore
    const seated = (person: string, at: string, roles: string) => `not exists (select from appointment a
      where a.person_id = ${person} and a.owner_id = x.owner_id and a.role in (${roles})
        and (${at} at time zone 'UTC')::date between a.from_date and coalesce(a.to_date, 'infinity'))`;
    expect(await count(`${decided.replace(/ d$/, ' x')} where ${seated('x.person', 'x.at', `'coordinator'`)}`)).toBe(0);
    expect(await count(`from session_version x where ${seated('x.submitted_by', 'x.submitted_at', `'trainer', 'coordinator'`)}`)).toBe(0); // prettier-ignore
  });

  test('dates are days, held sessions were over when they were submitted, and nothing is later than October 2026', async () => {
    const sessions = await rows<{ date_from: Day; date_to: Day; occurrence: string; submitted: Day }>(
      `select date_from, date_to, occurrence, to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD') as submitted
       from session_version`,
    );
    for (const { date_from, date_to, occurrence, submitted } of sessions) {
      expect([date_from, date_to].every(isDay) && date_from >= '2014-03-13' && date_from <= date_to).toBe(true);
      expect(submitted <= '2026-10-31' && (occurrence !== 'held' || date_to <= submitted)).toBe(true);
    }
    expect(await count(`from session_release where released_at >= '2026-10-31'`)).toBe(0);
    expect(await count(`from session_draft where saved_at >= '2026-10-31'`)).toBe(0);
  });

  test('units and trainers of a record exist, and its trainers were active in its ministry', async () => {
    expect(await count(`from session_version v cross join unnest(unit_ids) u left join unit on unit.id = u where unit.id is null`)).toBe(0); // prettier-ignore
    expect(await count(`from session_version v cross join unnest(trainer_ids) i
      left join trainer t on t.id = i and t.owner_id = v.owner_id and v.date_from >= t.active_from
        and v.date_from <= coalesce(t.active_to, 'infinity') where t.id is null`)).toBe(0); // prettier-ignore
    expect(
      await count(`from session_version where source is null and kind <> 'coaching' and cardinality(trainer_ids) = 0`),
    ).toBe(0);
  });

  test('the audit trail names the people who acted', async () => {
    expect(await count(`from audit_entry e join session_release r on r.version_id::text = e.row_key
      where e.table_name = 'session_release' and e.actor_id = r.released_by`)).toBe(await count('from session_release')); // prettier-ignore
    // But for what the platform comes with: definitions, and which figures are public.
    expect(
      await count(
        `from audit_entry where actor_id is null and table_name not in ('figure_definition', 'public_figure')`,
      ),
    ).toBe(0);
  });

  test('each duty can be signed in to', async () => {
    const duties = await rows(`
      select a.role, coalesce(m.country_code, '-') as country, count(*) as n
      from appointment a left join ministry m on m.id = a.owner_id where a.to_date is null group by 1, 2 order by 1, 2`);
    expect(duties).toEqual([
      { role: 'administrator', country: '-', n: 2 },
      { role: 'auditor', country: 'BA', n: 1 },
      { role: 'auditor', country: 'ME', n: 1 },
      { role: 'auditor', country: 'MK', n: 1 },
      { role: 'auditor', country: 'RS', n: 1 },
      { role: 'coordinator', country: 'BA', n: 2 },
      { role: 'coordinator', country: 'ME', n: 1 },
      { role: 'coordinator', country: 'MK', n: 1 },
      { role: 'coordinator', country: 'RS', n: 2 },
      { role: 'deputy', country: 'BA', n: 1 },
      { role: 'deputy', country: 'MK', n: 1 },
      { role: 'deputy', country: 'RS', n: 1 },
      { role: 'leader', country: 'BA', n: 1 },
      { role: 'leader', country: 'ME', n: 1 },
      { role: 'leader', country: 'MK', n: 1 },
      { role: 'leader', country: 'RS', n: 1 },
      { role: 'observer', country: '-', n: 1 },
      { role: 'secretariat', country: '-', n: 1 },
      { role: 'trainer', country: 'BA', n: 2 },
      { role: 'trainer', country: 'ME', n: 2 },
      { role: 'trainer', country: 'MK', n: 2 },
      { role: 'trainer', country: 'RS', n: 2 },
    ]);
  });
});

test('two loads give the same rows in every table, but for what the database stamps itself', async () => {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'kaskada' order by 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const all = `select count(*) as n, md5(string_agg(line, e'\\n' order by line)) as hash
      from (select regexp_replace((to_jsonb(t) - array['at', 'hash', 'previous_hash', 'applied_at', 'salt',
        'made_at', 'moved_at', 'moved_in'])::text,
        'sealed:[0-9a-f]{64}', 'sealed', 'g') as line from ${name} t) l`;
    expect({ name, all: await rows(all, again) }).toEqual({ name, all: await rows(all) });
  }
});

describe('what several ministries held', () => {
  test('one is claimed, one waits to be claimed, one pair looks like one, and one is left out with a reason', async () => {
    expect(
      await rows(`select m.country_code as country from session_claim c join ministry m on m.id = c.owner_id`),
    ).toEqual([{ country: 'BA' }]);
    expect(await count(`from released_session where co_owner_ids <> '{}' and origin = 'demo'`)).toBe(2);
    expect(await rows(`select sum(sessions)::int as sessions, sum(total)::int as total from claimed_reach`)).toEqual([
      { sessions: 1, total: 26 },
    ]);
    expect(await count('from reach_adjustment')).toBe(1);
    expect(
      await rows(
        'select m.country_code as country, sessions from left_out_reach join ministry m on m.id = left_out_reach.owner_id',
      ),
    ).toEqual([{ country: 'MK', sessions: 1 }]);
    expect(
      await rows(`select a.place from released_session a join released_session b on b.owner_id = a.owner_id
        and b.place = a.place and b.date_from = a.date_from and b.session_id > a.session_id and a.place <> 'Online'
        where not exists (select from reach_adjustment r where r.session_id in (a.session_id, b.session_id))
          and a.date_from > '2026-06-01' and a.place = 'Kolašin'`),
    ).toEqual([{ place: 'Kolašin' }]);
  });
});
