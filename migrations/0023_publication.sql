-- What of released head-counts is published, and when. A number is published if it is nobody or at least the network's
-- threshold; what is smaller waits, until it may leave together with others. All that is published about people is a sum of such
-- pieces, so that nothing can be subtracted from it, today or later. docs/decisions/small-numbers.md says how and why;
-- src/domains/training/reach/rules/publication.ts says the same as rules, and the tests hold the two together.

create type head_count as (total integer, women integer, men integer, civilian integer, military integer,
  women_civilian integer, women_military integer, men_civilian integer, men_military integer);

-- The owner may say of a session that its total is no secret, however small it is or however little it changes.
alter table session_release add column exact_total boolean not null default false;
-- From here on the numbers of a copy are those that may be shown of the session by itself; `withheld` names the views
-- (total, sex, status, both) of which something was recorded and is not shown.
alter table released_session
  add column exact_total boolean not null default false,
  add column withheld text[] not null default '{}';

-- The numbers that left, exactly, for the owner's own eyes and the sums; and what of them is shown of the session by itself.
create table released_count (
  session_id uuid primary key,
  owner_id uuid not null references ministry,
  version_id uuid not null,
  year integer not null,
  kind text not null,
  occurrence text not null,
  basis text not null,
  peer_countries text[] not null,
  head_count head_count not null,
  shown head_count not null,
  withheld text[] not null,
  -- Not while a signed adjustment leaves it out of the sums.
  counts boolean not null
);
create index released_count_owner on released_count (owner_id);
-- A coordinator's signed word that a session of their ministry is left out of the sums, because another one is the same training.
-- It edits neither record nor claim. It stands until it is withdrawn.
create table reach_adjustment (
  id uuid primary key,
  owner_id uuid not null references ministry,
  session_id uuid not null,
  overlaps_session_id uuid not null check (overlaps_session_id <> session_id),
  reason text not null check (length(reason) between 1 and 2000),
  signed_by uuid not null references person,
  signed_at timestamptz not null,
  unique (id, owner_id),
  foreign key (session_id, owner_id) references training_session (id, owner_id) on delete cascade
);
create index reach_adjustment_session on reach_adjustment (session_id);
-- Taken back: the session counts again.
create table adjustment_withdrawal (
  adjustment_id uuid primary key,
  owner_id uuid not null references ministry,
  reason text not null check (length(reason) between 1 and 2000),
  withdrawn_by uuid not null references person,
  withdrawn_at timestamptz not null,
  foreign key (adjustment_id, owner_id) references reach_adjustment (id, owner_id) on delete cascade
);
-- What was shown of a session by itself and is not any more: a later number must not differ from it by a few people.
create table shown_before (
  session_id uuid not null,
  owner_id uuid not null references ministry,
  place integer not null,
  head_count head_count not null,
  primary key (session_id, place)
);
-- What waits to leave together with others of the same ministry, year and kind: numbers, or a change of them.
create table waiting_count (
  session_id uuid not null,
  view text not null check (view in ('total', 'sex', 'status')),
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  is_change boolean not null,
  head_count head_count not null,
  primary key (session_id, view)
);
create index waiting_count_block on waiting_count (owner_id, year, kind, view);
-- Head-counts that left together. Once one of them is taken back, so is their sum, and none of them joins another.
create table joint_count (
  id bigint generated always as identity primary key,
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  view text not null check (view in ('total', 'sex', 'status')),
  head_count head_count not null,
  taken_back_at timestamptz
);
create table joint_count_session (
  joint_count_id bigint not null references joint_count,
  session_id uuid not null,
  owner_id uuid not null references ministry,
  primary key (joint_count_id, session_id)
);
create index joint_count_session_session on joint_count_session (session_id);
-- The published sums, for everybody. `held_sessions`: those whose total is recorded and waits. `withheld_…`: people in `total` of
-- whom that split was recorded and is not shown.
create table published_reach (
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  sessions integer not null,
  uncounted_sessions integer not null,
  held_sessions integer not null,
  total bigint not null,
  women bigint not null, men bigint not null, civilian bigint not null, military bigint not null,
  women_civilian bigint not null, women_military bigint not null,
  men_civilian bigint not null, men_military bigint not null,
  withheld_sex bigint not null, withheld_status bigint not null, withheld_both bigint not null,
  last_changed_at timestamptz not null,
  primary key (owner_id, year, kind)
);

do $$
declare name text;
begin
  foreach name in array array['released_count', 'shown_before', 'waiting_count', 'joint_count', 'joint_count_session',
      'published_reach'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
    if name <> 'published_reach' then
      execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
        name || '_find', name);
    end if;
  end loop;
end $$;
create policy published_reach_find on published_reach for select to kaskada_app using (true);

do $$
declare name text;
begin
  foreach name in array array['reach_adjustment', 'adjustment_withdrawal'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to kaskada_app', name);
    execute format('grant select on %I to kaskada_keeper', name);
    execute format('create policy %I on %I for select to kaskada_keeper using (true)', name || '_keeper', name);
    execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
      name || '_find', name);
  end loop;
end $$;
create trigger reach_adjustment_audit after insert or update or delete on reach_adjustment
  for each row execute function audit_change('id');
create trigger adjustment_withdrawal_audit after insert or update or delete on adjustment_withdrawal
  for each row execute function audit_change('adjustment_id');
create trigger reach_adjustment_signed_at before insert on reach_adjustment
  for each row execute function date_now('signed_at');
create trigger adjustment_withdrawal_withdrawn_at before insert on adjustment_withdrawal
  for each row execute function date_now('withdrawn_at');
-- The network reads why a session that it sees is left out.
create policy reach_adjustment_network on reach_adjustment for select to kaskada_app using ((select in_network())
  and exists (select from released_session r where r.session_id = reach_adjustment.session_id));
create policy adjustment_withdrawal_network on adjustment_withdrawal for select to kaskada_app using ((select in_network())
  and exists (select from reach_adjustment a where a.id = adjustment_id));
-- Of two sessions that stand outside, and of one's own ministry's.
create policy reach_adjustment_sign on reach_adjustment for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and signed_by = actor_id()
    and exists (select from released_session r where (r.session_id, r.owner_id)
      = (reach_adjustment.session_id, reach_adjustment.owner_id))
    and exists (select from released_session r where r.session_id = overlaps_session_id));
create policy adjustment_withdrawal_give on adjustment_withdrawal for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and withdrawn_by = actor_id());

-- Whether a session is left out of the sums.
create function is_left_out(session uuid) returns boolean language sql stable as $$
  select exists (select from reach_adjustment a where a.session_id = session
    and not exists (select from adjustment_withdrawal w where w.adjustment_id = a.id))
$$;
-- The exact sums are the ministry's own.
drop policy reach_summary_find on reach_summary;
create policy reach_summary_find on reach_summary for select to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]));
grant select, update on released_session to kaskada_keeper;
grant execute on function fold(text) to kaskada_keeper;
create policy released_session_keeper on released_session to kaskada_keeper using (true) with check (true);
create policy network_keeper on network for select to kaskada_keeper using (true);
grant select on network to kaskada_keeper;

-- Somebody, but fewer than the threshold; a change by so few is small too.
create function is_small(n integer, threshold integer) returns boolean language sql immutable
  as $$ select n <> 0 and abs(n) < threshold $$;
-- Every number that a reader of a view learns: its parts, and what is left of the wholes where the split was not recorded.
create function learnt(c head_count, view text) returns integer[] language sql immutable as $$
  select case view
    when 'total' then array[coalesce((c).total, 0)]
    when 'sex' then array[coalesce((c).women, 0), coalesce((c).men, 0),
      coalesce((c).total - coalesce((c).women, 0) - coalesce((c).men, 0), 0)]
    when 'status' then array[coalesce((c).civilian, 0), coalesce((c).military, 0),
      coalesce((c).total - coalesce((c).civilian, 0) - coalesce((c).military, 0), 0)]
    else array[wc, wm, mc, mm, coalesce((c).total - wc - wm - mc - mm, 0), coalesce((c).women - wc - wm, 0),
      coalesce((c).men - mc - mm, 0), coalesce((c).civilian - wc - mc, 0), coalesce((c).military - wm - mm, 0)]
  end
  from (select coalesce((c).women_civilian, 0) as wc, coalesce((c).women_military, 0) as wm,
    coalesce((c).men_civilian, 0) as mc, coalesce((c).men_military, 0) as mm) as cells
$$;
create function is_recorded(c head_count, view text) returns boolean language sql immutable as $$
  select (c).total is not null and case view
    when 'total' then true
    when 'sex' then num_nonnulls((c).women, (c).men) > 0
    when 'status' then num_nonnulls((c).civilian, (c).military) > 0
    else num_nonnulls((c).women_civilian, (c).women_military, (c).men_civilian, (c).men_military) > 0
  end
$$;
create function is_safe(c head_count, view text, threshold integer) returns boolean language sql immutable
  as $$ select not exists (select from unnest(learnt(c, view)) as n where is_small(n, threshold)) $$;
-- Whether nobody who remembers what was shown of a session before learns of a small change.
create function differs_safely(c head_count, before head_count[], view text, threshold integer) returns boolean
  language plpgsql immutable as $$
declare
  shown head_count;
begin
  foreach shown in array before loop
    if is_recorded(shown, view) and exists (
        select from unnest(learnt(c, view), learnt(shown, view)) as learning (n, was) where is_small(n - was, threshold)) then
      return false;
    end if;
  end loop;
  return true;
end $$;
-- A head-count of which only some views are kept.
create function keeping(c head_count, views text[]) returns head_count language sql immutable as $$
  select row(case when 'total' = any (views) then (c).total end,
    case when 'sex' = any (views) then (c).women end, case when 'sex' = any (views) then (c).men end,
    case when 'status' = any (views) then (c).civilian end, case when 'status' = any (views) then (c).military end,
    case when 'both' = any (views) then (c).women_civilian end, case when 'both' = any (views) then (c).women_military end,
    case when 'both' = any (views) then (c).men_civilian end, case when 'both' = any (views) then (c).men_military end)::head_count
$$;

-- Judges one session by itself: what is shown, and what waits. A total below the threshold waits, and its splits never leave.
-- A small change of a total waits too, and what was shown stays. A split with a small part waits, if nothing of it was ever shown.
create function judge(c head_count, is_exact boolean, before head_count[], spent text[], threshold integer,
  out shown head_count, out waiting text[], out change head_count) language plpgsql immutable as $$
declare
  last head_count;
  one head_count;
  views text[] := array['total'];
  view text;
begin
  waiting := '{}';
  shown := keeping(c, '{}');
  if (c).total is null then return; end if;
  foreach one in array before loop
    if (one).total is not null then last := one; end if;
  end loop;
  if not is_exact and is_small((c).total, threshold) then
    if not 'total' = any (spent) then waiting := array['total']; end if;
    change := keeping(c, array['total']);
    return;
  end if;
  if not is_exact and (last).total is not null and not differs_safely(c, before, 'total', threshold) then
    foreach view in array array['sex', 'status', 'both'] loop
      if is_recorded(c, view) then views := views || view; end if;
    end loop;
    shown := keeping(last, views);
    if (c).total <> (last).total and not 'total' = any (spent) then
      waiting := array['total'];
      change := row((c).total - (last).total, null, null, null, null, null, null, null, null)::head_count;
    end if;
    return;
  end if;
  foreach view in array array['sex', 'status', 'both'] loop
    continue when not is_recorded(c, view);
    if is_safe(c, view, threshold) and differs_safely(c, before, view, threshold)
        and (view <> 'both' or views @> array['sex', 'status']) then
      views := views || view;
    elsif view <> 'both' and not view = any (spent) and (c).total >= threshold then
      waiting := waiting || view;
      foreach one in array before loop
        if is_recorded(one, view) then waiting := array_remove(waiting, view); end if;
      end loop;
    end if;
  end loop;
  shown := keeping(c, views);
end $$;

-- Adds to the published sums of a ministry, year and kind; `n` in the order of the columns.
create function add_to_published(owner uuid, in_year integer, of_kind text, n bigint[], at timestamptz) returns void
  language sql as $$
  insert into published_reach as p values (owner, in_year, of_kind, n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10],
    n[11], n[12], n[13], n[14], n[15], at)
  on conflict (owner_id, year, kind) do update set
    sessions = p.sessions + excluded.sessions,
    uncounted_sessions = p.uncounted_sessions + excluded.uncounted_sessions,
    held_sessions = p.held_sessions + excluded.held_sessions,
    total = p.total + excluded.total, women = p.women + excluded.women, men = p.men + excluded.men,
    civilian = p.civilian + excluded.civilian, military = p.military + excluded.military,
    women_civilian = p.women_civilian + excluded.women_civilian,
    women_military = p.women_military + excluded.women_military,
    men_civilian = p.men_civilian + excluded.men_civilian, men_military = p.men_military + excluded.men_military,
    withheld_sex = p.withheld_sex + excluded.withheld_sex, withheld_status = p.withheld_status + excluded.withheld_status,
    withheld_both = p.withheld_both + excluded.withheld_both,
    last_changed_at = greatest(p.last_changed_at, excluded.last_changed_at)
$$;
-- The views in which a session stands in a sum of several.
create function joint_views(session uuid) returns text[] language sql stable as $$
  select coalesce(array_agg(j.view), '{}') from joint_count_session m join joint_count j on j.id = m.joint_count_id
  where m.session_id = session and j.taken_back_at is null
$$;
-- What a session adds by itself; `sign` -1 takes it out again.
create function add_session(session uuid, sign integer, at timestamptz) returns void language plpgsql as $$
declare
  c released_count;
  joint text[] := joint_views(session);
  people bigint;
begin
  select * into c from released_count r
  where r.session_id = session and r.occurrence = 'held' and r.counts;
  if c.session_id is null then return; end if;
  people := coalesce((c.shown).total, 0);
  perform add_to_published(c.owner_id, c.year, c.kind, array(select sign * n from unnest(array[
    1, ((c.head_count).total is null)::int,
    ((c.head_count).total is not null and (c.shown).total is null and not 'total' = any (joint))::int,
    people, coalesce((c.shown).women, 0), coalesce((c.shown).men, 0), coalesce((c.shown).civilian, 0),
    coalesce((c.shown).military, 0), coalesce((c.shown).women_civilian, 0), coalesce((c.shown).women_military, 0),
    coalesce((c.shown).men_civilian, 0), coalesce((c.shown).men_military, 0),
    people * ('sex' = any (c.withheld) and not 'sex' = any (joint))::int,
    people * ('status' = any (c.withheld) and not 'status' = any (joint))::int,
    people * ('both' = any (c.withheld))::int]) with ordinality as one (n, place) order by place), at);
end $$;
-- What a sum of several adds. Of those whose totals left together, no split is shown.
create function add_joint(id bigint, sign integer, at timestamptz) returns void language plpgsql as $$
declare
  j joint_count;
  people bigint;
begin
  select * into j from joint_count c where c.id = add_joint.id;
  people := case when j.view = 'total' then (j.head_count).total else 0 end;
  perform add_to_published(j.owner_id, j.year, j.kind, array(select sign * n from unnest(array[0, 0, 0, people,
    coalesce((j.head_count).women, 0), coalesce((j.head_count).men, 0), coalesce((j.head_count).civilian, 0),
    coalesce((j.head_count).military, 0), 0, 0, 0, 0, people, people, people]) with ordinality as one (n, place)
    order by place), at);
end $$;
-- The exact sums, of which only the owner hears.
create function add_exactly(session uuid, sign integer, at timestamptz) returns void language plpgsql as $$
declare
  c released_count;
  country text;
  counted integer;
begin
  select * into c from released_count r
  where r.session_id = session and r.occurrence = 'held' and r.counts;
  if c.session_id is null then return; end if;
  counted := sign * ((c.head_count).total is not null)::int;
  insert into reach_summary as r values (c.owner_id, c.year, c.kind, sign, sign - counted,
    counted * coalesce((c.head_count).total, 0), counted * coalesce((c.head_count).women, 0),
    counted * coalesce((c.head_count).men, 0), counted * coalesce((c.head_count).civilian, 0),
    counted * coalesce((c.head_count).military, 0), counted * coalesce((c.head_count).women_civilian, 0),
    counted * coalesce((c.head_count).women_military, 0), counted * coalesce((c.head_count).men_civilian, 0),
    counted * coalesce((c.head_count).men_military, 0), at)
  on conflict (owner_id, year, kind) do update set
    sessions = r.sessions + excluded.sessions,
    uncounted_sessions = r.uncounted_sessions + excluded.uncounted_sessions,
    total = r.total + excluded.total,
    women = r.women + excluded.women, men = r.men + excluded.men,
    civilian = r.civilian + excluded.civilian, military = r.military + excluded.military,
    women_civilian = r.women_civilian + excluded.women_civilian,
    women_military = r.women_military + excluded.women_military,
    men_civilian = r.men_civilian + excluded.men_civilian, men_military = r.men_military + excluded.men_military,
    last_changed_at = greatest(r.last_changed_at, excluded.last_changed_at);
  if c.kind <> 'peers_from_outside' then return; end if;
  foreach country in array c.peer_countries loop
    insert into reach_peer_country as r values (c.owner_id, country, c.year, sign)
    on conflict (owner_id, country_code, year) do update set sessions = r.sessions + excluded.sessions;
  end loop;
end $$;

-- Remembers what was shown of a session, before it is shown no more.
create function remember_shown(session uuid) returns void language sql as $$
  insert into shown_before
  select c.session_id, c.owner_id, (select count(*) from shown_before b where b.session_id = session), c.shown
  from released_count c where c.session_id = session and (c.shown).total is not null
    and not exists (select from shown_before b where b.session_id = session and b.head_count is not distinct from c.shown)
$$;
-- Shows other numbers of a session: in the books, and in its copy, which others read, unless that is being written just now.
create function show_of_session(session uuid, shown head_count, withheld text[], writing uuid) returns void language sql as $$
  update released_count c set shown = show_of_session.shown, withheld = show_of_session.withheld where c.session_id = session;
  update released_session s set withheld = show_of_session.withheld, total = (show_of_session.shown).total,
    women = (show_of_session.shown).women, men = (show_of_session.shown).men,
    civilian = (show_of_session.shown).civilian, military = (show_of_session.shown).military,
    women_civilian = (show_of_session.shown).women_civilian, women_military = (show_of_session.shown).women_military,
    men_civilian = (show_of_session.shown).men_civilian, men_military = (show_of_session.shown).men_military
  where s.session_id = session and s.session_id is distinct from writing;
$$;
-- The views of which something was recorded and is not shown.
create function withheld_of(c head_count, shown head_count) returns text[] language sql immutable as $$
  select coalesce(array_agg(view order by place), '{}')
  from unnest(array['total', 'sex', 'status', 'both']) with ordinality as one (view, place)
  where is_recorded(c, view) and not is_recorded(shown, view)
$$;
-- Takes back every sum that a session stands in; the others of it leave alone or not at all.
create function take_back_joint(session uuid, at timestamptz) returns void language plpgsql as $$
declare
  one bigint;
begin
  for one in select j.id from joint_count j join joint_count_session m on m.joint_count_id = j.id
      where m.session_id = session and j.taken_back_at is null order by j.id loop
    perform add_session(m.session_id, -1, at) from joint_count_session m where m.joint_count_id = one;
    perform add_joint(one, -1, at);
    update joint_count set taken_back_at = at where id = one;
    perform add_session(m.session_id, 1, at) from joint_count_session m where m.joint_count_id = one;
  end loop;
end $$;

-- Whether totals that are each known only between bounds stay as open as "fewer than the threshold" once their sum is known:
-- the bounds of Fréchet for one row with a known total.
create function stay_open(lows integer[], highs integer[], total integer, threshold integer) returns boolean
  language sql immutable as $$
  select bool_and(least(high, total - (all_lows - low)) - greatest(low, total - (all_highs - high)) + 1 >= threshold - 1)
  from unnest(lows, highs) as one (low, high),
    (select sum(low)::int as all_lows, sum(high)::int as all_highs from unnest(lows, highs) as one (low, high)) as sums
$$;
-- Lets what waits in a ministry, year and kind leave together, where its sum holds no small number.
create function publish_together(owner uuid, in_year integer, of_kind text, writing uuid, threshold integer, at timestamptz)
  returns void language plpgsql as $$
declare
  of_view text;
  waiting record;
  together head_count;
  made bigint;
  session uuid;
begin
  foreach of_view in array array['total', 'sex', 'status'] loop
    select row(sum((w.head_count).total), sum((w.head_count).women), sum((w.head_count).men), sum((w.head_count).civilian),
        sum((w.head_count).military), null, null, null, null)::head_count as numbers,
      array_agg(case when is_change then 1 - threshold else 1 end) as lows, array_agg(threshold - 1) as highs
    into waiting
    from waiting_count w where w.owner_id = owner and w.year = in_year and w.kind = of_kind and w.view = of_view;
    together := waiting.numbers;
    continue when waiting.lows is null or (together).total = 0 or not is_safe(together, of_view, threshold)
      or of_view = 'total' and not stay_open(waiting.lows, waiting.highs, (together).total, threshold);
    insert into joint_count (owner_id, year, kind, view, head_count) values (owner, in_year, of_kind, of_view, together)
    returning id into made;
    insert into joint_count_session select made, w.session_id, owner from waiting_count w
    where w.owner_id = owner and w.year = in_year and w.kind = of_kind and w.view = of_view;
    -- Not yet: nothing stands in the sum before everything of it has been taken out.
    update joint_count set taken_back_at = at where id = made;
    for session in select m.session_id from joint_count_session m where m.joint_count_id = made loop
      perform add_session(session, -1, at);
      if of_view = 'total' then
        perform add_session(session, 1, at);
        perform take_back_joint(session, at);
        perform add_session(session, -1, at);
        perform remember_shown(session);
        perform show_of_session(session, keeping(c.head_count, '{}'), withheld_of(c.head_count, keeping(c.head_count, '{}')), writing)
        from released_count c where c.session_id = session;
        delete from waiting_count w where w.session_id = session;
      else
        delete from waiting_count w where w.session_id = session and w.view = of_view;
      end if;
    end loop;
    update joint_count set taken_back_at = null,
      head_count = case when of_view <> 'total' then head_count else (
        select row(sum((c.head_count).total), null, null, null, null, null, null, null, null)::head_count
        from released_count c join joint_count_session m on m.session_id = c.session_id where m.joint_count_id = made) end
    where id = made;
    perform add_joint(made, 1, at);
    perform add_session(m.session_id, 1, at) from joint_count_session m where m.joint_count_id = made;
  end loop;
end $$;

-- Takes a session out of all sums; what was shown of it is remembered.
create function leave_sums(session uuid, at timestamptz) returns void language plpgsql as $$
begin
  perform take_back_joint(session, at);
  perform add_session(session, -1, at);
  perform add_exactly(session, -1, at);
  perform remember_shown(session);
  delete from waiting_count where session_id = session;
  delete from released_count where session_id = session;
end $$;
-- Puts a session into the sums, as far as it may be shown.
create function enter_sums(s released_session, at timestamptz) returns void language plpgsql as $$
declare
  c head_count := row(s.total, s.women, s.men, s.civilian, s.military, s.women_civilian, s.women_military, s.men_civilian,
    s.men_military)::head_count;
  in_year integer := extract(year from s.date_from);
  threshold integer := coalesce((select n.threshold from network n), 5);
  -- What is left out is shown by itself like any other; it leaves with none.
  counts boolean := not is_left_out(s.session_id);
  judged record;
  view text;
begin
  select * into judged from judge(c, s.exact_total,
    array(select b.head_count from shown_before b where b.session_id = s.session_id order by place),
    array(select j.view from joint_count j join joint_count_session m on m.joint_count_id = j.id
      where m.session_id = s.session_id and j.taken_back_at is not null), threshold);
  insert into released_count values (s.session_id, s.owner_id, s.version_id, in_year, s.kind, s.occurrence,
    s.basis, s.peer_countries, c, judged.shown, withheld_of(c, judged.shown), counts);
  perform add_session(s.session_id, 1, at);
  perform add_exactly(s.session_id, 1, at);
  if s.occurrence <> 'held' or not counts then return; end if;
  foreach view in array judged.waiting loop
    insert into waiting_count values (s.session_id, view, s.owner_id, in_year, s.kind,
      view = 'total' and (judged.shown).total is not null,
      case when view = 'total' then judged.change else keeping(c, array['total', view]) end);
  end loop;
  perform publish_together(s.owner_id, in_year, s.kind, s.session_id, threshold, at);
end $$;

-- Keeps the sums and what is shown, whenever a copy leaves, is replaced or is taken back.
create function keep_publication() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  c released_count;
  -- A figure is as at its last change: a release, or now, when one is withdrawn.
  at timestamptz := case when tg_op = 'DELETE' then now() else new.released_at end;
begin
  -- An insert that turns out to be an update comes here twice: only the second time counts.
  if tg_op = 'INSERT' and exists (select from released_session r where r.session_id = new.session_id) then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('publication ' || coalesce(new.owner_id, old.owner_id), 0));
  if tg_op <> 'INSERT' then select * into c from released_count r where r.session_id = old.session_id; end if;
  if tg_op = 'UPDATE' and c.head_count is not distinct from row(new.total, new.women, new.men, new.civilian, new.military,
        new.women_civilian, new.women_military, new.men_civilian, new.men_military)::head_count
      and (c.year, c.kind, c.occurrence, c.basis, c.peer_countries, old.exact_total)
        = (extract(year from new.date_from)::int, new.kind, new.occurrence, new.basis, new.peer_countries, new.exact_total)
    then
    update released_count r set version_id = new.version_id where r.session_id = new.session_id;
  else
    if tg_op <> 'INSERT' then perform leave_sums(old.session_id, at); end if;
    if tg_op = 'DELETE' then return old; end if;
    perform enter_sums(new, at);
  end if;
  select * into c from released_count r where r.session_id = new.session_id;
  new.withheld := c.withheld;
  new.total := (c.shown).total; new.women := (c.shown).women; new.men := (c.shown).men;
  new.civilian := (c.shown).civilian; new.military := (c.shown).military;
  new.women_civilian := (c.shown).women_civilian; new.women_military := (c.shown).women_military;
  new.men_civilian := (c.shown).men_civilian; new.men_military := (c.shown).men_military;
  return new;
end $$;

-- An adjustment that is signed or withdrawn takes its session out of the sums or puts it back, like a withdrawal of the release and
-- a new one: what was shown of it is remembered, and the sums that it stood in are taken back.
create function count_adjusted() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  s released_session;
  c released_count;
begin
  perform pg_advisory_xact_lock(hashtextextended('publication ' || new.owner_id, 0));
  select r.* into c from released_count r join reach_adjustment a on a.session_id = r.session_id
  where a.id = (to_jsonb(new) ->> tg_argv[0])::uuid;
  if c.session_id is null or c.counts <> is_left_out(c.session_id) then return null; end if;
  select * into s from released_session r where r.session_id = c.session_id;
  s.total := (c.head_count).total; s.women := (c.head_count).women; s.men := (c.head_count).men;
  s.civilian := (c.head_count).civilian; s.military := (c.head_count).military;
  s.women_civilian := (c.head_count).women_civilian; s.women_military := (c.head_count).women_military;
  s.men_civilian := (c.head_count).men_civilian; s.men_military := (c.head_count).men_military;
  perform leave_sums(c.session_id, now());
  perform enter_sums(s, now());
  perform show_of_session(r.session_id, r.shown, r.withheld, null) from released_count r where r.session_id = c.session_id;
  return null;
end $$;
create trigger reach_adjustment_counts after insert on reach_adjustment
  for each row execute function count_adjusted('id');
create trigger adjustment_withdrawal_counts after insert on adjustment_withdrawal
  for each row execute function count_adjusted('adjustment_id');

drop trigger released_session_reach on released_session;
drop function keep_reach();
drop function add_to_reach(released_session, integer, timestamptz);
-- What the copy says is held to its version first, by its exact numbers; triggers run in the order of their names.
drop trigger released_session_says on released_session;
create trigger released_session_held_to_version before insert or update on released_session
  for each row when (current_user <> 'kaskada_keeper') execute function hold_copy_to_version();
create trigger released_session_publish before insert or update or delete on released_session
  for each row when (current_user <> 'kaskada_keeper') execute function keep_publication();

-- Whatever a version says leaves with it, but for what stays inside: a fact that both tables have later is held too.
create or replace function facts_of(v session_version) returns jsonb language sql stable as $$
  select to_jsonb(v) - array['id', 'session_id', 'owner_id', 'number', 'trainer_ids', 'statements', 'counted', 'notes',
      'submitted_by', 'submitted_at', 'search_text', 'import_id']
    || jsonb_build_object('version_number', v.number, 'trainer_count', cardinality(v.trainer_ids))
$$;

-- What leaves is what was released: also whether the total may be shown exactly.
drop policy released_session_leave on released_session;
drop policy released_session_replace on released_session;
create function is_as_released(s released_session) returns boolean language sql stable as $$
  select exists (select from session_release r
    where (r.version_id, r.session_id, r.owner_id, r.grain, r.released_at, r.exact_total)
      = (s.version_id, s.session_id, s.owner_id, s.grain, s.released_at, s.exact_total))
$$;
create policy released_session_leave on released_session for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and is_as_released(released_session));
create policy released_session_replace on released_session for update to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]))
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and is_as_released(released_session));
grant execute on function is_as_released(released_session) to kaskada_app;

-- What was released before.
create function publish_standing() returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  one released_session;
begin
  delete from reach_summary;
  delete from reach_peer_country;
  for one in select * from released_session order by released_at, session_id loop
    perform enter_sums(one, one.released_at);
    perform show_of_session(c.session_id, c.shown, c.withheld, null) from released_count c where c.session_id = one.session_id;
  end loop;
end $$;
do $$
declare
  one text;
begin
  foreach one in array array['keep_publication()', 'publish_standing()', 'count_adjusted()', 'is_left_out(uuid)', 'enter_sums(released_session, timestamptz)',
      'leave_sums(uuid, timestamptz)', 'publish_together(uuid, integer, text, uuid, integer, timestamptz)',
      'stay_open(integer[], integer[], integer, integer)', 'take_back_joint(uuid, timestamptz)',
      'withheld_of(head_count, head_count)', 'show_of_session(uuid, head_count, text[], uuid)', 'remember_shown(uuid)',
      'add_exactly(uuid, integer, timestamptz)', 'add_joint(bigint, integer, timestamptz)',
      'add_session(uuid, integer, timestamptz)', 'joint_views(uuid)',
      'add_to_published(uuid, integer, text, bigint[], timestamptz)', 'keeping(head_count, text[])',
      'judge(head_count, boolean, head_count[], text[], integer)', 'differs_safely(head_count, head_count[], text, integer)',
      'is_safe(head_count, text, integer)', 'is_recorded(head_count, text)', 'learnt(head_count, text)',
      'is_small(integer, integer)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
select publish_standing();
drop function publish_standing();
