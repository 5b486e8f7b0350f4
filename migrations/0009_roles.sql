-- Who holds which role, and what it lets them see: appointments that two people stand behind, the access of an emergency,
-- and the functions that every policy asks. How they are made and ended stands in the next file; why it is so, in
-- docs/decisions/appointments.md.

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
  as $$ select role in ('coordinator', 'deputy', 'leader', 'auditor', 'secretariat', 'administrator') $$;

-- A day begins and ends at midnight in the ministries, not in London.
create function today() returns date language sql stable as $$ select (now() at time zone 'Europe/Belgrade')::date $$;
create function in_force(a appointment) returns boolean language sql stable
  as $$ select a.consented_at is not null and a.ended_at is null
    and kaskada.today() between a.from_date and coalesce(a.to_date, 'infinity') $$;
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

-- Seats by appointment alone: whoever stands in for hours decides nothing that outlasts them.
create function appointed(wanted text[]) returns uuid[] language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(array_agg(distinct a.owner_id), '{}') from appointment a
  where a.person_id = actor_id() and a.role = any (wanted) and a.owner_id is not null
    and in_force(a) and (is_strong() or not asks_second_factor(a.role))
$$;
create function holds(wanted text[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a where a.person_id = actor_id() and a.role = any (wanted)
    and in_force(a) and (is_strong() or not asks_second_factor(a.role)))
$$;

-- Whether anybody but those given holds one of these roles today, in a ministry or (null) in the network. Asked of the
-- appointments as such, not of the sign-in of whoever asks.
create function is_held(wanted text[], owner uuid, but uuid[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a where a.role = any (wanted) and a.owner_id is not distinct from owner
    and a.person_id <> all (but) and in_force(a))
$$;

-- Whether an appointment ran out by itself less than two weeks ago. One that was consented to after its last day never
-- was in force.
create function ran_out(a appointment) returns boolean language sql stable
  as $$ select coalesce(a.to_date < kaskada.today() and a.to_date >= kaskada.today() - 14
    and (a.consented_at at time zone 'Europe/Belgrade')::date <= a.to_date
    and (a.ended_at is null or (a.ended_at at time zone 'Europe/Belgrade')::date > a.to_date), false) $$;

-- Whether one who answers for this ministry was lost to it less than two weeks ago: the term ran out, or the appointment was
-- ended by somebody who did not answer for it then, by right of another role, whichever ministry is their own. Asked where
-- nobody else of the ministry answers for it: it shall not be filled from outside before its people have noticed.
create function was_emptied(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a
    where a.owner_id = owner and a.role in ('coordinator', 'deputy', 'leader') and a.consented_at is not null
      and (ran_out(a) or (a.ended_by <> a.person_id and a.ended_at > now() - interval '14 days'
      and not exists (select from appointment by where by.person_id = a.ended_by and by.owner_id = owner
        and by.role in ('coordinator', 'deputy', 'leader') and by.consented_at <= a.ended_at
        and coalesce(by.ended_at, 'infinity') >= a.ended_at
        and (a.ended_at at time zone 'Europe/Belgrade')::date between by.from_date and coalesce(by.to_date, 'infinity')))))
$$;

-- Whether anybody but those given administered the network, or was its secretariat, less than two weeks ago and no longer is.
create function network_was_emptied(but uuid[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a
    where a.owner_id is null and a.role in ('secretariat', 'administrator') and a.consented_at is not null
      and a.person_id <> all (but) and (ran_out(a) or a.ended_at > now() - interval '14 days'))
$$;

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
create function audits_network() returns boolean language sql stable
  as $$ select cardinality(kaskada.audited_ministries()) > 0 or kaskada.is_secretariat() $$;

do $$
declare one text;
begin
  foreach one in array array['seats(text[])', 'appointed(text[])', 'holds(text[])', 'is_held(text[], uuid, uuid[])',
      'was_emptied(uuid)', 'network_was_emptied(uuid[])'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
grant execute on function is_strong(), asks_second_factor(text), today(), in_force(appointment), is_open(emergency_access),
  own_ministries(), recording_ministries(), coordinated_ministries(), audited_ministries(), audits_network(), seats(text[]),
  holds(text[]), in_network(), administers(), is_secretariat() to kaskada_app, kaskada_keeper;
grant execute on function ran_out(appointment) to kaskada_keeper;

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
-- What belongs to no ministry is read by whoever audits one, and by the secretariat: whom administrators answer to.
create policy audit_entry_network on audit_entry for select to kaskada_app
  using (owner_id is null and (select audits_network()));

-- Whoever tells people by mail sees about what, on a duty of its own.
create policy emergency_access_news on emergency_access for select to kaskada_app using (on_duty('news'));
create policy appointment_news on appointment for select to kaskada_app using (on_duty('news'));
