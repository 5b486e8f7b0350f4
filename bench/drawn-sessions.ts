/** What is the same in a version and in what leaves the ministry. */
const described = `kind, occurrence, title, date_from, date_to, hours, place, country_code, host, peer_countries, unit_ids,
  basis, source`;

const counts = `total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military`;

/**
 * The script that draws sessions number `from` to `to - 1`, of `all`, each with one version that was released: spread
 * evenly over the years and the ministries, most of them held and most with a head-count. One in eleven has small numbers.
 * `letLeave` is the statement that writes their copies.
 */
export const drawSessions = (from: number, to: number, all: number, letLeave: string): string => `begin;
  create temporary table drawn on commit drop as
    with seat as (
      select m.id as owner_id, m.country_code, row_number() over (order by m.id) - 1 as turn,
        (select person_id from appointment where owner_id = m.id and role = 'trainer' order by id limit 1) as trainer,
        (select person_id from appointment where owner_id = m.id and role = 'coordinator' order by id limit 1) as coordinator
      from ministry m),
    numbered as (
      select number, date '2014-03-01' + (number::bigint * 4600 / ${all})::integer as date_from,
        to_hex(1393632000000 + number)::text as stamp, lpad(to_hex(number), 12, '0') as tail,
        number % 40 > 0 as is_counted
      from generate_series(${from}, ${to - 1}) as number),
    cells as (
      select number, least + number % 9 as women_civilian, least + number % 7 as women_military,
        least + number % 5 as men_civilian, least + number % 13 as men_military
      from numbered cross join lateral (select case when number % 11 = 5 then 0 else 5 end as least) as drawn
      where is_counted)
    select ('0' || substr(stamp, 1, 7) || '-' || substr(stamp, 8) || '-7000-8000-' || tail)::uuid as session_id,
      ('0' || substr(stamp, 1, 7) || '-' || substr(stamp, 8) || '-7000-9000-' || tail)::uuid as version_id,
      seat.owner_id, trainer, coordinator, date_from + time '18:00' as submitted_at,
      (array['peers_at_home', 'peers_at_home', 'peers_at_home', 'training_of_trainers', 'peers_from_outside',
        'partner_activity'])[1 + number % 6] as kind,
      case when number % 50 = 0 then 'planned' else 'held' end as occurrence,
      'Rights and duties in service, group ' || number as title, date_from, date_from + number % 3 as date_to,
      2 + number % 6 as hours, 'Garrison ' || number % 97 as place, country_code, 'Training centre ' || number % 31 as host,
      case when number % 6 = 4 then array['MD', 'GE'] else '{}' end as peer_countries,
      array(select id from unit where unit.number % 3 = numbered.number % 3) as unit_ids,
      'sign_in_sheet' as basis, null as source,
      women_civilian + women_military + men_civilian + men_military as total,
      women_civilian + women_military as women, men_civilian + men_military as men,
      women_civilian + men_civilian as civilian, women_military + men_military as military,
      women_civilian, women_military, men_civilian, men_military
    from numbered left join cells using (number) join seat on seat.turn = number % 4;
  insert into training_session (id, owner_id, created_by, created_at, origin)
    select session_id, owner_id, trainer, submitted_at, 'demo' from drawn;
  insert into session_version (id, session_id, owner_id, number, ${described}, trainer_ids, statements, notes,
      submitted_by, submitted_at)
    select version_id, session_id, owner_id, 1, ${described}, '{}', case when total is null then '[]' else
        jsonb_build_array(jsonb_build_object('n', total), jsonb_build_object('sex', 'woman', 'n', women)) end,
      '', trainer, submitted_at from drawn;
  insert into session_release (version_id, session_id, owner_id, grain, released_by, released_at)
    select version_id, session_id, owner_id, 'sex_and_status', coordinator, submitted_at + interval '2 days' from drawn;
  ${letLeave}
  commit;`;

const copy = `session_id, owner_id, version_id, version_number, grain, released_at, ${described}, trainer_count, origin`;
const copied = `session_id, owner_id, version_id, 1, 'sex_and_status', submitted_at + interval '2 days', ${described},
    0, 'demo'`;

/** The copies with all their numbers, of which the triggers publish what may be shown. */
export const letLeave = `insert into released_session (${copy}, ${counts}) select ${copied}, ${counts} from drawn;`;

/**
 * The same without triggers: each is judged by itself, with the database's own rules, once for all with the same numbers. What may not
 * be shown of a session waits for good: nothing leaves together with others. Each enters the ledger of the sums.
 */
export const letLeaveUnwatched = `
  create temporary table judged on commit drop as
    select room.women_civilian as wc, room.women_military as wm, room.men_civilian as mc, room.men_military as mm,
      head_count, shown, withheld_of(head_count, shown) as withheld
    from (select distinct ${counts} from drawn) as room
      cross join lateral jsonb_populate_record(null::head_count, to_jsonb(room)) as head_count
      cross join lateral judge(head_count, false, '{}', '{}', (select threshold from network));
  create temporary table leaving on commit drop as
    select * from drawn join judged on (coalesce(women_civilian, -1), coalesce(women_military, -1), coalesce(men_civilian, -1),
      coalesce(men_military, -1)) = (coalesce(wc, -1), coalesce(wm, -1), coalesce(mc, -1), coalesce(mm, -1));
  insert into released_count (session_id, owner_id, version_id, year, kind, occurrence, basis, peer_countries, head_count,
      shown, withheld, counts)
    select session_id, owner_id, version_id, extract(year from date_from), kind, occurrence, basis, peer_countries, head_count,
      shown, withheld, true from leaving;
  insert into released_session (${copy}, withheld, ${counts})
    select ${copied}, withheld, ${counts.replaceAll(/\w+/g, '(shown).$&')} from leaving;
  insert into counted_piece (owner_id, year, kind, session_id, version_id, sessions, uncounted_sessions, held_sessions, ${counts},
      withheld_sex, withheld_status, withheld_both, hash, entered_position, entered_at)
    select owner_id, year, kind, session_id, version_id, ${Array.from({ length: 15 }, (_, at) => `n[${at + 1}]`).join(', ')},
      hash_number(concat_ws('|', owner_id, year, kind, session_id || '/' || version_id, n)), entered_position, entered_at
    from (select *, extract(year from date_from)::integer as year, submitted_at + interval '2 days' as entered_at, array[1,
        (total is null)::int, (total is not null and (shown).total is null)::int,
        ${counts.replaceAll(/\w+/g, 'coalesce((shown).$&, 0)')},
        ${['sex', 'status', 'both'].map((view) => `coalesce((shown).total, 0) * ('${view}' = any (withheld))::int`).join(', ')}] as n
      from leaving) as piece, nextval('ledger_position') as entered_position
    where occurrence = 'held';`;
