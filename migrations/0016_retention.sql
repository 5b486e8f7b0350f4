-- How long things are kept: set by their owner, carried out once a day, and shown. docs/decisions/retention.md says why.

-- What can be kept for a time of the owner's choice: usual, shortest and longest, in days.
create table retention_kind (
  kind text primary key,
  place integer not null unique,
  usual integer not null,
  least integer not null,
  most integer not null,
  check (least <= usual and usual <= most)
);
insert into retention_kind values
  ('sign_in', 1, 90, 30, 365), ('draft', 2, 730, 180, 1825), ('profile_part', 3, 365, 30, 1825),
  ('invitation', 4, 365, 30, 1825), ('proposal', 5, 365, 180, 1825), ('erasure_request', 6, 1825, 365, 3650),
  ('person', 7, 1825, 365, 3650);
create table retention_period (
  owner_id uuid references ministry,
  kind text not null references retention_kind,
  days integer not null,
  set_by uuid not null references person,
  set_at timestamptz not null,
  unique nulls not distinct (owner_id, kind)
);

-- One row for each owner and run: what was removed, by kind.
create table retention_run (
  id uuid primary key,
  owner_id uuid references ministry,
  ran_at timestamptz not null,
  removed jsonb not null
);
create index retention_run_owner on retention_run (owner_id, ran_at desc);
-- What runs once a day, and on which day it last did. The row is the lock between processes.
create table daily_job (
  name text primary key,
  last_day date not null
);
insert into daily_job values ('retention', '-infinity');

do $$
declare name text;
begin
  foreach name in array array['retention_kind', 'retention_period', 'retention_run', 'daily_job'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
  end loop;
end $$;

create trigger retention_period_audit after insert or update or delete on retention_period
  for each row execute function audit_change('owner_id', 'kind');
create trigger retention_run_audit after insert or update or delete on retention_run
  for each row execute function audit_change('id');

create policy session_draft_expire on session_draft for delete to kaskada_keeper using (true);
create policy training_session_expire on training_session for delete to kaskada_keeper using (true);
grant delete on session_draft, training_session, sign_in, appointment, invitation to kaskada_keeper;

create policy retention_kind_find on retention_kind for select to kaskada_app using (true);
create policy retention_period_find on retention_period for select to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]) or owner_id = any ((select audited_ministries())::uuid[])
    or (owner_id is null and actor_id() is not null));
-- By appointment: whoever stands in for hours decides nothing that outlasts them.
create function may_set_retention(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select case when owner is null then administers() else owner = any (appointed(array['coordinator', 'deputy'])) end
$$;
create policy retention_period_set on retention_period for insert to kaskada_app
  with check (may_set_retention(owner_id) and set_by = actor_id()
    and days between (select k.least from retention_kind k where k.kind = retention_period.kind)
      and (select k.most from retention_kind k where k.kind = retention_period.kind));
create policy retention_period_reset on retention_period for update to kaskada_app using (may_set_retention(owner_id))
  with check (may_set_retention(owner_id) and set_by = actor_id()
    and days between (select k.least from retention_kind k where k.kind = retention_period.kind)
      and (select k.most from retention_kind k where k.kind = retention_period.kind));
create policy retention_run_find on retention_run for select to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]) or owner_id = any ((select audited_ministries())::uuid[])
    or (owner_id is null and actor_id() is not null));
grant select on retention_kind, retention_run to kaskada_app;
grant select, insert on retention_period to kaskada_app;
grant update (days, set_by, set_at) on retention_period to kaskada_app;
create function retention_days(owner uuid, of_kind text) returns integer language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce((select p.days from retention_period p where p.owner_id is not distinct from owner and p.kind = k.kind),
    k.usual) from retention_kind k where k.kind = of_kind
$$;

-- The records of a kind whose time has come: the only place that says which these are.
create function due_records(owner uuid, of_kind text, at timestamptz) returns setof text
  language plpgsql stable security definer set search_path = kaskada, pg_temp as $$
declare before timestamptz := at - make_interval(days => retention_days(owner, of_kind));
begin
  case of_kind
    when 'sign_in' then return query
      select s.id::text from sign_in s join person p on p.id = s.person_id
      where p.owner_id is not distinct from owner and least(s.ended_at, s.expires_at) <= before;
    when 'draft' then return query
      select d.session_id::text from session_draft d where d.owner_id = owner and d.saved_at <= before;
    when 'profile_part' then return query
      select p.person_id || '/' || p.part from profile_part p where p.owner_id = owner and p.saved_at <= before
        and (select max(coalesce(c.withdrawn_at, 'infinity')) from profile_consent c
          where (c.person_id, c.part) = (p.person_id, p.part)) <= before;
    when 'invitation' then return query
      select i.id::text from invitation i where i.owner_id is not distinct from owner
        and i.accepted_at is null and least(i.withdrawn_at, i.expires_at) <= before;
    when 'proposal' then return query
      select a.id::text from appointment a
      where a.owner_id is not distinct from owner and a.consented_at is null and a.ended_at <= before;
    when 'erasure_request' then return query
      select r.id::text from erasure_request r
      where r.owner_id is not distinct from owner and coalesce(r.answered_at, r.withdrawn_at) <= before;
    when 'person' then return query
      select p.id::text from person p where p.owner_id is not distinct from owner and p.erased_at is null
        and (select max(least(a.ended_at, coalesce(a.to_date, 'infinity')::timestamptz)) from appointment a
          where a.person_id = p.id) <= before
        and not exists (select from training_session s where s.created_by = p.id)
        and not exists (select from session_version v where v.submitted_by = p.id)
        and not exists (select from session_return r where r.returned_by = p.id)
        and not exists (select from session_release r where r.released_by = p.id)
        and not exists (select from session_version v join trainer t on t.person_id = p.id and t.id = any (v.trainer_ids));
  end case;
end $$;

-- How many are due within so many days, for the people of the owner; those of the network are for who sets how long they
-- are kept. Null for everybody else.
create function count_due(owner uuid, of_kind text, within_days integer) returns bigint
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select case when (owner is null and administers()) or owner = any (own_ministries()) or owner = any (audited_ministries())
    then (select count(*) from due_records(owner, of_kind, now() + make_interval(days => within_days))) end
$$;
create function remove_due(owner uuid, of_kind text) returns bigint
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  due text[] := array(select due_records(owner, of_kind, now()));
  one text;
begin
  case of_kind
    when 'sign_in' then delete from sign_in s where s.id::text = any (due);
    when 'draft' then
      delete from session_draft d where d.owner_id = owner and d.session_id::text = any (due);
      delete from training_session s where s.owner_id = owner and s.id::text = any (due)
        and not exists (select from session_version v where v.session_id = s.id);
    when 'profile_part' then delete from profile_part p where p.person_id || '/' || p.part = any (due);
    when 'invitation' then delete from invitation i where i.id::text = any (due);
    when 'proposal' then delete from appointment a where a.id::text = any (due);
    when 'erasure_request' then delete from erasure_request r where r.id::text = any (due);
    when 'person' then
      foreach one in array due loop perform erase_person(one::uuid); end loop;
  end case;
  return cardinality(due);
end $$;

-- Removes what is due of every owner, once a day, whichever process comes first. Returns whether it was this one.
create function carry_out_retention() returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  owner uuid;
  one retention_kind;
  n bigint;
  removed jsonb;
begin
  if not on_duty('retention') then raise insufficient_privilege using message = 'retention is not on duty'; end if;
  update daily_job set last_day = today() where name = 'retention' and last_day < today();
  if not found then return false; end if;
  for owner in select m.id from ministry m union all select null loop
    removed := '{}';
    for one in select * from retention_kind order by place loop
      n := remove_due(owner, one.kind);
      if n > 0 then removed := removed || jsonb_build_object(one.kind, n); end if;
    end loop;
    insert into retention_run values (gen_random_uuid(), owner, now(), removed);
  end loop;
  return true;
end $$;

do $$
declare one text;
begin
  foreach one in array array['may_set_retention(uuid)', 'count_due(uuid, text, integer)',
      'carry_out_retention()'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;

-- These the keeper's own functions call, and nobody else.
do $$
declare one text;
begin
  foreach one in array array['retention_days(uuid, text)', 'due_records(uuid, text, timestamptz)',
      'remove_due(uuid, text)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
