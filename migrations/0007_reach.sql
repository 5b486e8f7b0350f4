-- What the released sessions add up to, kept by triggers inside the releasing transaction,
-- so that a figure is read and never scanned. Only held sessions count.
-- A person is in `total` when the session's total is known; in a split only where it was recorded.
create table reach_summary (
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  sessions integer not null,
  uncounted_sessions integer not null,
  total bigint not null,
  women bigint not null, men bigint not null, civilian bigint not null, military bigint not null,
  women_civilian bigint not null, women_military bigint not null,
  men_civilian bigint not null, men_military bigint not null,
  last_changed_at timestamptz not null,
  primary key (owner_id, year, kind)
);
-- Where the peers from outside the region came from: sessions per country and year,
-- so that a session that is taken back takes its year with it.
create table reach_peer_country (
  owner_id uuid not null references ministry,
  country_code text not null,
  year integer not null,
  sessions integer not null,
  primary key (owner_id, country_code, year)
);
-- A total that somebody published before the records: shown beside them, never inside.
create table reported_total (
  id uuid primary key,
  as_at date not null,
  qualifier text not null check (qualifier in ('exactly', 'over', 'more than')),
  value integer not null check (value >= 0),
  counted text not null,
  country_code text,
  period_from date not null,
  period_to date not null,
  basis text not null,
  source text not null,
  note text,
  check (period_to >= period_from)
);
-- Where two published sources disagree: both are shown.
create table contradiction (
  id uuid primary key,
  subject text not null,
  first text not null,
  second text not null,
  first_source text not null,
  second_source text not null
);
-- A share of women that somebody published, with its numbers where they were given.
create table published_share (
  id uuid primary key,
  country_code text not null,
  as_at text,
  women integer,
  total integer,
  percent numeric(5, 2),
  population text not null,
  source text not null,
  note text
);
do $$
declare name text;
begin
  foreach name in array array['reach_summary', 'reach_peer_country', 'reported_total', 'contradiction', 'published_share'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
    execute format('create policy %I on %I for select to kaskada_app using (true)', name || '_find', name);
  end loop;
end $$;
create policy reach_summary_keeper on reach_summary to kaskada_keeper using (true) with check (true);
create policy reach_peer_country_keeper on reach_peer_country to kaskada_keeper using (true) with check (true);
grant select, insert, update, delete on reach_summary, reach_peer_country to kaskada_keeper;

-- A session without a recorded total counts as held and uncounted; nothing of it enters a split,
-- so that no split can exceed the total.
create function add_to_reach(s released_session, sign integer, changed_at timestamptz) returns void language plpgsql as $$
declare
  in_year integer := extract(year from s.date_from);
  counted integer := sign * (s.total is not null)::int;
  country text;
begin
  if s.occurrence <> 'held' then return; end if;
  insert into reach_summary as r values (s.owner_id, in_year, s.kind, sign, sign - counted,
    counted * coalesce(s.total, 0), counted * coalesce(s.women, 0), counted * coalesce(s.men, 0),
    counted * coalesce(s.civilian, 0), counted * coalesce(s.military, 0),
    counted * coalesce(s.women_civilian, 0), counted * coalesce(s.women_military, 0),
    counted * coalesce(s.men_civilian, 0), counted * coalesce(s.men_military, 0), changed_at)
  on conflict (owner_id, year, kind) do update set
    sessions = r.sessions + excluded.sessions,
    uncounted_sessions = r.uncounted_sessions + excluded.uncounted_sessions,
    total = r.total + excluded.total,
    women = r.women + excluded.women, men = r.men + excluded.men,
    civilian = r.civilian + excluded.civilian, military = r.military + excluded.military,
    women_civilian = r.women_civilian + excluded.women_civilian,
    women_military = r.women_military + excluded.women_military,
    men_civilian = r.men_civilian + excluded.men_civilian,
    men_military = r.men_military + excluded.men_military,
    last_changed_at = greatest(r.last_changed_at, excluded.last_changed_at);
  if s.kind <> 'peers_from_outside' then return; end if;
  foreach country in array s.peer_countries loop
    insert into reach_peer_country as r values (s.owner_id, country, in_year, sign)
    on conflict (owner_id, country_code, year) do update set sessions = r.sessions + excluded.sessions;
  end loop;
end $$;
create function keep_reach() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  -- A figure is as at its last change: a release, or now, when one is withdrawn.
  changed_at timestamptz := case when tg_op = 'DELETE' then now() else new.released_at end;
begin
  if tg_op <> 'INSERT' then perform add_to_reach(old, -1, changed_at); end if;
  if tg_op <> 'DELETE' then perform add_to_reach(new, 1, changed_at); end if;
  return null;
end $$;
alter function keep_reach() owner to kaskada_keeper;
create trigger released_session_reach after insert or update or delete on released_session
  for each row execute function keep_reach();
