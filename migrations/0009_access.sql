-- Roles as appointments that two people stand behind, a second factor for whoever releases or administers, sign-ins
-- that their person sees and ends, and the access of an emergency. docs/decisions/appointments.md says why.

alter table appointment
  drop constraint appointment_role_check,
  drop constraint appointment_check1,
  add constraint appointment_role_check check (role in ('trainer', 'coordinator', 'deputy', 'leader', 'auditor',
    'secretariat', 'observer', 'administrator')),
  add constraint appointment_owner check ((owner_id is not null)
    = (role in ('trainer', 'coordinator', 'deputy', 'leader', 'auditor'))),
  -- As the order names it on that day: an institution that is renamed later did not appoint under its new name.
  add column institution text not null default '',
  add column order_number text not null default '',
  -- Null: by the platform's own founding or loading.
  add column proposed_by uuid references person,
  add column proposed_at timestamptz not null default now(),
  -- In force once a second person has consented; null with a time: there was nobody else who could.
  add column consented_by uuid references person,
  add column consented_at timestamptz,
  add column ended_by uuid references person,
  add column ended_at timestamptz,
  add constraint appointment_by_another check (consented_by <> person_id),
  add constraint appointment_ended check (ended_by is null or ended_at is not null);
update appointment set consented_at = proposed_at;
create index appointment_owner_role on appointment (owner_id, role);

-- Access in an emergency: somebody of the ministry's own stands in for its coordinator, for hours, because a second
-- person agreed. What is unreleased does not leave the ministry even then.
create table emergency_access (
  id uuid primary key,
  owner_id uuid not null references ministry,
  person_id uuid not null references person,
  reason text not null check (length(reason) between 1 and 2000),
  hours integer not null check (hours between 1 and 24),
  asked_at timestamptz not null,
  granted_by uuid references person,
  granted_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz,
  check (granted_by <> person_id),
  check ((granted_by is null) = (granted_at is null))
);
create index emergency_access_person on emergency_access (person_id);
alter table emergency_access enable row level security;
alter table emergency_access force row level security;
create policy emergency_access_keeper on emergency_access to kaskada_keeper using (true) with check (true);
grant select, insert, update on emergency_access to kaskada_keeper;
grant update on appointment to kaskada_keeper;
create trigger emergency_access_audit after insert or update or delete on emergency_access
  for each row execute function audit_change('id');

-- Whether this sign-in was with a second factor. Set once per transaction, like the actor.
create function is_strong() returns boolean language sql stable
  as $$ select current_setting('kaskada.strong', true) is not distinct from 'yes' $$;
create function asks_second_factor(role text) returns boolean language sql immutable
  as $$ select role in ('coordinator', 'deputy', 'leader', 'secretariat', 'administrator') $$;
create function in_force(a appointment) returns boolean language sql stable
  as $$ select a.consented_at is not null and a.ended_at is null
    and current_date >= a.from_date and current_date <= coalesce(a.to_date, 'infinity') $$;
create function is_open(e emergency_access) returns boolean language sql stable
  as $$ select e.granted_at is not null and e.ended_at is null and now() < e.granted_at + make_interval(hours => e.hours) $$;

-- The seats a person holds now. A seat that needs a second factor is not given to a sign-in without one.
create or replace function seats(wanted text[]) returns uuid[] language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(array_agg(distinct held.owner_id), '{}') from (
    select a.owner_id from appointment a
    where a.person_id = actor_id() and a.role = any (wanted) and a.owner_id is not null
      and in_force(a) and (is_strong() or not asks_second_factor(a.role))
    union all
    select e.owner_id from emergency_access e
    where e.person_id = actor_id() and 'coordinator' = any (wanted) and is_strong() and is_open(e)
      and exists (select from appointment a where a.person_id = e.person_id and a.owner_id = e.owner_id and in_force(a))
  ) held
$$;
create function holds(wanted text[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a where a.person_id = actor_id() and a.role = any (wanted)
    and in_force(a) and (is_strong() or not asks_second_factor(a.role)))
$$;
alter function seats(text[]) owner to kaskada_keeper;
alter function holds(text[]) owner to kaskada_keeper;

-- Reads all of its own: everybody of the ministry but its auditor, who reads the audit.
create or replace function own_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['trainer', 'coordinator', 'deputy', 'leader']) $$;
create function recording_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['trainer', 'coordinator', 'deputy']) $$;
create or replace function coordinated_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['coordinator', 'deputy']) $$;
create function audited_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['coordinator', 'deputy', 'auditor']) $$;
create or replace function in_network() returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp
  as $$ select holds(array['trainer', 'coordinator', 'deputy', 'leader', 'secretariat']) $$;
create function administers() returns boolean language sql stable
  as $$ select kaskada.holds(array['administrator']) $$;
create function is_secretariat() returns boolean language sql stable
  as $$ select kaskada.holds(array['secretariat']) $$;
grant execute on function is_strong(), asks_second_factor(text), in_force(appointment), is_open(emergency_access),
  own_ministries(), recording_ministries(), coordinated_ministries(), audited_ministries(), seats(text[]),
  holds(text[]), in_network(), administers(), is_secretariat() to kaskada_app, kaskada_keeper;

-- A leader reads; trainers, coordinators and deputies write.
drop policy training_session_begin on training_session;
create policy training_session_begin on training_session for insert to kaskada_app
  with check (owner_id = any ((select recording_ministries())::uuid[]) and created_by = actor_id() and origin = 'recorded');
drop policy session_draft_write on session_draft;
create policy session_draft_write on session_draft for insert to kaskada_app
  with check (owner_id = any ((select recording_ministries())::uuid[]) and author_id = actor_id());
drop policy session_draft_save on session_draft;
create policy session_draft_save on session_draft for update to kaskada_app
  using (owner_id = any ((select recording_ministries())::uuid[]))
  with check (owner_id = any ((select recording_ministries())::uuid[]) and author_id = actor_id());
drop policy session_draft_discard on session_draft;
create policy session_draft_discard on session_draft for delete to kaskada_app
  using (owner_id = any ((select recording_ministries())::uuid[]));
drop policy session_version_submit on session_version;
create policy session_version_submit on session_version for insert to kaskada_app
  with check (owner_id = any ((select recording_ministries())::uuid[]) and submitted_by = actor_id());

-- People, appointments and emergencies are seen by themselves, by their own ministry, its auditor, and by whoever
-- administers accounts; the secretariat sees those of the network and what waits for its consent.
drop policy appointment_find on appointment;
create policy appointment_find on appointment for select to kaskada_app using (person_id = actor_id()
  or owner_id = any ((select own_ministries())::uuid[]) or owner_id = any ((select audited_ministries())::uuid[])
  or (select administers()));
create policy emergency_access_find on emergency_access for select to kaskada_app using (person_id = actor_id()
  or owner_id = any ((select own_ministries())::uuid[]) or owner_id = any ((select audited_ministries())::uuid[])
  or (select administers()) or (select is_secretariat()));
drop policy person_find on person;
create policy person_find on person for select to kaskada_app using (id = actor_id()
  or owner_id = any ((select own_ministries())::uuid[]) or owner_id = any ((select audited_ministries())::uuid[])
  or (select administers()));
create policy person_of_consent on person for select to kaskada_app using ((select is_secretariat())
  and (exists (select from appointment a where a.person_id = person.id)
    or exists (select from emergency_access e where e.person_id = person.id)));
grant select on emergency_access to kaskada_app;
drop policy audit_entry_find on audit_entry;
create policy audit_entry_find on audit_entry for select to kaskada_app
  using (owner_id = any ((select audited_ministries())::uuid[]));

-- Sign-ins: with what, on which device, seen last; their person sees and ends them one by one, without the hash.
alter table sign_in
  add column id uuid not null default gen_random_uuid() unique,
  add column method text not null default 'demo' check (method in ('demo', 'first_run', 'invitation', 'password',
    'password_and_code', 'recovery_code', 'passkey', 'ministry')),
  add column is_strong boolean not null default false,
  add column device text not null default '',
  add column address text not null default '',
  add column last_seen_at timestamptz;
alter table sign_in alter column id drop default, alter column method drop default;
create policy sign_in_find on sign_in for select to kaskada_app using (person_id = actor_id());
grant select (id, person_id, began_at, expires_at, ended_at, method, is_strong, device, address, last_seen_at)
  on sign_in to kaskada_app;
create index sign_in_person on sign_in (person_id, began_at desc);

drop function prove_person(bytea, timestamptz);
create function prove_person(token bytea, at timestamptz)
  returns table (person_id uuid, name text, origin text, sign_in_id uuid, is_strong boolean, last_seen_at timestamptz,
    role text, owner_id uuid, country_code text, until timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, p.origin, s.id, s.is_strong, coalesce(s.last_seen_at, s.began_at),
    held.role, held.owner_id, m.country_code, held.until
  from sign_in s join person p on p.id = s.person_id
    left join lateral (
      select a.role, a.owner_id, null::timestamptz as until from appointment a where a.person_id = p.id and in_force(a)
      union all
      select 'emergency', e.owner_id, e.granted_at + make_interval(hours => e.hours) from emergency_access e
      where e.person_id = p.id and is_open(e) and exists (select from appointment a
        where a.person_id = p.id and a.owner_id = e.owner_id and in_force(a))
    ) held on true
    left join ministry m on m.id = held.owner_id
  where s.token_hash = token and s.ended_at is null and s.expires_at > at
$$;
drop function begin_sign_in(bytea, uuid, timestamptz, timestamptz);
create function begin_sign_in(token bytea, sign_in_id uuid, person uuid, at timestamptz, until timestamptz, how text,
  strong boolean, device text, address text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (on_duty('sign-in')) then raise insufficient_privilege using message = 'sign-in is not on duty'; end if;
  insert into sign_in (token_hash, id, person_id, began_at, expires_at, method, is_strong, device, address, last_seen_at)
  values (token, sign_in_id, person, at, until, how, strong, left(device, 200), left(address, 60), at);
end $$;
-- One's own, by its id. Returns whether there was one to end.
create function end_own_sign_in(sign_in_id uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  update sign_in s set ended_at = at where s.id = sign_in_id and s.person_id = actor_id() and s.ended_at is null;
  return found;
end $$;
-- Seen again; told at most every few minutes.
create function touch_sign_in(sign_in_id uuid, at timestamptz) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update sign_in s set last_seen_at = at where s.id = sign_in_id and s.person_id = actor_id() and s.ended_at is null
$$;
create or replace function demo_people()
  returns table (person_id uuid, name text, role text, owner_id uuid, country_code text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, a.role, a.owner_id, m.country_code
  from person p join appointment a on a.person_id = p.id left join ministry m on m.id = a.owner_id
  where p.origin = 'demo' and on_duty('sign-in') and in_force(a)
$$;
create or replace function found_network(network_name jsonb, at timestamptz, person uuid, person_name text,
  appointment uuid) returns void language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not on_duty('first-run') then raise insufficient_privilege using message = 'the first run is not on duty'; end if;
  insert into network (name, origin, created_at) values (network_name, 'recorded', at);
  insert into person (id, name, origin, created_at) values (person, person_name, 'recorded', at);
  insert into appointment (id, person_id, role, from_date, proposed_at, consented_at)
  values (appointment, person, 'administrator', at::date, at, at);
end $$;

-- A person before their first appointment: whoever administers accounts adds anybody, a coordinator their own.
create function add_person(id uuid, owner uuid, name text, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (administers() or coalesce(owner = any (coordinated_ministries()), false)) then
    raise insufficient_privilege using message = 'not for this person to add';
  end if;
  insert into person (id, owner_id, name, origin, created_at) values (id, owner, name, 'recorded', at);
end $$;

-- Whether anybody but the two given holds one of these roles today, in a ministry or (null) in the network. Asked of
-- the appointments as such, not of the sign-in of whoever asks.
create function is_held(wanted text[], owner uuid, but uuid[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a where a.role = any (wanted) and a.owner_id is not distinct from owner
    and a.person_id <> all (but) and in_force(a))
$$;
-- Who may consent: of the ministry its coordinator, deputy or leader; while it has none, and for roles of the network,
-- the secretariat or another administrator. Never the person themself, never the one who proposed.
create function may_consent(a appointment) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select actor_id() is not null and actor_id() <> a.person_id and actor_id() is distinct from a.proposed_by
    and case
      when a.owner_id = any (seats(array['coordinator', 'deputy', 'leader'])) then true
      when a.owner_id is not null and is_held(array['coordinator', 'deputy', 'leader'], a.owner_id,
        array[a.person_id, coalesce(a.proposed_by, a.person_id)]) then false
      else holds(array['secretariat', 'administrator'])
    end
$$;
create function propose_appointment(id uuid, person uuid, role text, owner uuid, institution text, from_date date,
  to_date date, order_number text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  actor uuid := actor_id();
  coordinates boolean := coalesce(owner = any (coordinated_ministries()), false);
  at_once boolean;
begin
  if not (coordinates or administers()) then
    raise insufficient_privilege using message = 'not for this person to propose';
  end if;
  at_once := person <> actor and (
    -- A coordinator sees all that a trainer would: nothing is gained by it.
    (coordinates and role = 'trainer')
    -- The first people of a network: nobody else is there yet who could consent. None of them reads what is unreleased.
    or (owner is null and not is_held(array['secretariat', 'administrator'], null, array[person, actor])));
  insert into appointment (id, person_id, owner_id, role, from_date, to_date, institution, order_number,
    proposed_by, proposed_at, consented_at)
  values (id, person, owner, role, from_date, to_date, institution, order_number, actor, at,
    case when at_once then at end);
  return at_once;
end $$;
create function consent_to_appointment(appointment_id uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare a appointment;
begin
  select * into a from appointment where id = appointment_id for update;
  if a.id is null or not may_consent(a) then
    raise insufficient_privilege using message = 'not for this person to consent';
  end if;
  update appointment set consented_by = actor_id(), consented_at = at
  where id = appointment_id and consented_at is null and ended_at is null;
end $$;
-- Ends an appointment, or declines or withdraws a proposal: the person, the proposer of what is not yet in force, the
-- ministry's coordinators, or an administrator.
create function end_appointment(appointment_id uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare a appointment;
begin
  select * into a from appointment where id = appointment_id for update;
  if a.id is null or not (a.person_id = actor_id() or administers() or may_consent(a)
      or coalesce(a.owner_id = any (coordinated_ministries()), false)
      or (a.consented_at is null and a.proposed_by = actor_id())) then
    raise insufficient_privilege using message = 'not for this person to end';
  end if;
  update appointment set ended_by = actor_id(), ended_at = at where id = appointment_id and ended_at is null;
end $$;

create function ask_emergency_access(id uuid, owner uuid, reason text, hours integer, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not is_strong() or not coalesce(owner = any (seats(array['trainer', 'leader', 'auditor', 'deputy', 'coordinator'])), false) then
    raise insufficient_privilege using message = 'not for this person to ask';
  end if;
  insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at)
  values (id, owner, actor_id(), reason, hours, at);
end $$;
create function may_grant(e emergency_access) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select actor_id() <> e.person_id and is_strong()
    and (e.owner_id = any (seats(array['coordinator', 'deputy', 'leader'])) or holds(array['secretariat', 'administrator']))
$$;
create function grant_emergency_access(access_id uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare e emergency_access;
begin
  select * into e from emergency_access where id = access_id for update;
  if e.id is null or not coalesce(may_grant(e), false) then
    raise insufficient_privilege using message = 'not for this person to grant';
  end if;
  update emergency_access set granted_by = actor_id(), granted_at = at
  where id = access_id and granted_at is null and ended_at is null;
end $$;
create function end_emergency_access(access_id uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare e emergency_access;
begin
  select * into e from emergency_access where id = access_id for update;
  if e.id is null or not (e.person_id = actor_id() or coalesce(may_grant(e), false)
      or e.owner_id = any (seats(array['coordinator', 'deputy', 'leader']))) then
    raise insufficient_privilege using message = 'not for this person to end';
  end if;
  update emergency_access set ended_by = actor_id(), ended_at = at where id = access_id and ended_at is null;
end $$;

do $$
declare one text;
begin
  foreach one in array array['prove_person(bytea, timestamptz)',
      'begin_sign_in(bytea, uuid, uuid, timestamptz, timestamptz, text, boolean, text, text)',
      'end_own_sign_in(uuid, timestamptz)', 'touch_sign_in(uuid, timestamptz)',
      'add_person(uuid, uuid, text, timestamptz)', 'is_held(text[], uuid, uuid[])', 'may_consent(appointment)',
      'propose_appointment(uuid, uuid, text, uuid, text, date, date, text, timestamptz)',
      'consent_to_appointment(uuid, timestamptz)', 'end_appointment(uuid, timestamptz)',
      'ask_emergency_access(uuid, uuid, text, integer, timestamptz)', 'may_grant(emergency_access)',
      'grant_emergency_access(uuid, timestamptz)', 'end_emergency_access(uuid, timestamptz)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;
-- The keeper's functions ask it of appointments; the platform itself has no need to.
revoke execute on function is_held(text[], uuid, uuid[]) from kaskada_app;
create policy appointment_of_consent on appointment for select to kaskada_app using ((select is_secretariat())
  and (owner_id is null or (consented_at is null and ended_at is null and may_consent(appointment))));
