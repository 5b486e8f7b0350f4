-- The network that this deployment runs: one row, created at the first run.
create table network (
  only_one boolean primary key default true check (only_one),
  name jsonb not null,
  threshold integer not null default 5 check (threshold in (3, 5, 10)),
  default_grain text not null default 'total' check (default_grain in ('total', 'sex', 'sex_and_status')),
  origin text not null check (origin in ('recorded', 'demo')),
  created_at timestamptz not null
);
-- Country names follow the language of the reader unless the network sets its own name or a footnote.
create table country_name (
  country_code text primary key check (country_code ~ '^[A-Z]{2}$'),
  name jsonb not null,
  footnote jsonb
);
create table institution (
  id uuid primary key,
  owner_id uuid not null references ministry,
  name jsonb not null
);
create table trainer (
  id uuid primary key,
  owner_id uuid not null references ministry,
  person_id uuid references person,
  institution_id uuid references institution,
  name text not null,
  certified_on date,
  active_from date not null,
  active_to date,
  origin text not null check (origin in ('recorded', 'demo')),
  check (active_to is null or active_to >= active_from)
);
-- A group of trainers certified together, as a public page reported it. An empty cell: the page does not say.
create table trainer_cohort (
  certified_on date primary key,
  course text not null,
  provider text not null,
  accreditation text,
  place text not null,
  country_code text not null,
  by_country jsonb not null,
  total integer,
  source text not null,
  note text
);
do $$
declare name text;
begin
  foreach name in array array['network', 'country_name', 'institution', 'trainer', 'trainer_cohort'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
  end loop;
end $$;
create policy network_find on network for select to kaskada_app using (true);
create policy country_name_find on country_name for select to kaskada_app using (true);
create policy trainer_cohort_find on trainer_cohort for select to kaskada_app using (true);
create policy institution_find on institution for select to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]) or (select in_network()));
create policy trainer_find on trainer for select to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]));
create trigger institution_audit after insert or update or delete on institution
  for each row execute function audit_change('id');
create trigger trainer_audit after insert or update or delete on trainer
  for each row execute function audit_change('id');

-- How many trainers each ministry has today: a count, for those signed in who may not see the roster.
create function count_trainers() returns table (owner_id uuid, trainers bigint)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select owner_id, count(*) from trainer
  where actor_id() is not null
    and current_date >= active_from and current_date <= coalesce(active_to, 'infinity') group by owner_id
$$;
create policy trainer_keeper on trainer for select to kaskada_keeper using (true);
grant select on trainer to kaskada_keeper;
alter function count_trainers() owner to kaskada_keeper;

-- First run: creates the network and the people who will run it, once, and never again.
create function found_network(network_name jsonb, at timestamptz, person uuid, person_name text, appointment uuid)
  returns void language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not on_duty('first-run') then raise insufficient_privilege using message = 'the first run is not on duty'; end if;
  insert into network (name, origin, created_at) values (network_name, 'recorded', at);
  insert into person (id, name, origin, created_at) values (person, person_name, 'recorded', at);
  insert into appointment (id, person_id, role, from_date) values (appointment, person, 'administrator', at::date);
end $$;
grant insert on network to kaskada_keeper;
create policy network_found on network for insert to kaskada_keeper with check (true);
alter function found_network(jsonb, timestamptz, uuid, text, uuid) owner to kaskada_keeper;
