-- Whoever is in the platform corrects their name, sees where they stand in it, and is taken out of it when they ask.
-- docs/decisions/erasure-and-audit.md says how, and what stays.

-- Somebody whose name was erased: a mark and a code stand for it, and pages say the rest in the reader's language.
-- Nobody else is called so, nor nothing at all. Names from before are let be.
alter table person add column erased_at timestamptz,
  add constraint person_erased check (erased_at is null or name ~ '^~[0-9A-F]{4,}$'),
  add constraint person_named check (erased_at is not null
    or (name !~ '^~' and name = btrim(name) and length(name) between 1 and 200)) not valid;
alter table trainer add column erased_at timestamptz,
  add constraint trainer_erased check (erased_at is null or name ~ '^~[0-9A-F]{4,}$'),
  add constraint trainer_named check (erased_at is not null
    or (name !~ '^~' and name = btrim(name) and length(name) between 1 and 200)) not valid;
create index trainer_person on trainer (person_id);
-- Everybody sees their own entry on a roster, also when they have left.
create policy trainer_own on trainer for select to kaskada_app using (person_id = actor_id());
create policy trainer_keeper_change on trainer for update to kaskada_keeper using (true) with check (true);
grant update (name, erased_at) on person to kaskada_keeper;
grant update (name, active_to, erased_at) on trainer to kaskada_keeper;

-- Somebody asks to be erased; whoever answers for them carries it out or says why the record must stay.
create table erasure_request (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  note text not null check (length(note) <= 2000),
  asked_at timestamptz not null,
  withdrawn_at timestamptz,
  answered_by uuid references person,
  answered_at timestamptz,
  because text check (length(because) between 1 and 2000),
  check (answered_by <> person_id),
  check ((answered_by is null) = (answered_at is null)),
  check (because is null or answered_at is not null),
  check (withdrawn_at is null or answered_at is null)
);
create unique index erasure_request_open on erasure_request (person_id)
  where withdrawn_at is null and answered_at is null;

alter table erasure_request enable row level security;
alter table erasure_request force row level security;
create policy erasure_request_keeper on erasure_request to kaskada_keeper using (true) with check (true);
grant select, insert, update, delete on erasure_request to kaskada_keeper;
create trigger erasure_request_audit after insert or update or delete on erasure_request
  for each row execute function audit_change('id', '-note', '-because');

-- Whoever answers for somebody who asks to be erased: their ministry's other coordinators; for people of the network,
-- and while a ministry has nobody else, an administrator. Never the person themself, nor who stands in for hours.
create function may_answer_erasure(r erasure_request) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select actor_id() is not null and actor_id() <> r.person_id and case
    when r.owner_id = any (appointed(array['coordinator', 'deputy'])) then true
    when r.owner_id is not null and is_held(array['coordinator', 'deputy'], r.owner_id, array[r.person_id]) then false
    else administers() end
$$;
create policy erasure_request_find on erasure_request for select to kaskada_app
  using (person_id = actor_id() or may_answer_erasure(erasure_request));
create policy person_of_erasure on person for select to kaskada_app
  using (exists (select from erasure_request r where r.person_id = person.id and r.answered_at is null
    and r.withdrawn_at is null and may_answer_erasure(r)));
grant select on erasure_request to kaskada_app;

-- Asks to be erased; asking again while a request is open changes nothing.
create function ask_erasure(id uuid, note text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if actor_id() is null then raise insufficient_privilege using message = 'nobody asks'; end if;
  insert into erasure_request (id, owner_id, person_id, note, asked_at)
  select ask_erasure.id, p.owner_id, p.id, ask_erasure.note, now() from person p where p.id = actor_id()
  on conflict do nothing;
end $$;
create function withdraw_erasure() returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update erasure_request set withdrawn_at = now()
  where person_id = actor_id() and withdrawn_at is null and answered_at is null
$$;

-- Returns whether the request still waited.
create function refuse_erasure(request uuid, reason text) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r erasure_request;
begin
  select * into r from erasure_request where id = request for update;
  if r.id is null or not may_answer_erasure(r) then
    raise insufficient_privilege using message = 'not for this person to answer';
  end if;
  update erasure_request set because = reason, answered_by = actor_id(), answered_at = now()
  where id = request and withdrawn_at is null and answered_at is null;
  return found;
end $$;

-- Everything with which a person signs in, and their open invitations. One place, so that whoever adds a way to sign in
-- adds its table here; what hangs on login goes with it.
create function forget_login(person uuid) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  delete from sign_in s where s.person_id = person;
  delete from fresh_check f where f.person_id = person;
  delete from known_device d where d.person_id = person;
  delete from invitation_link l using invitation i where l.invitation_id = i.id and i.person_id = person;
  delete from login l where l.id = person
$$;

-- What stands for a name from now on: a code that nobody else has and that says nothing about the person.
create function new_pseudonym() returns text language plpgsql volatile security definer
  set search_path = kaskada, pg_temp as $$
declare code text;
begin
  loop
    code := '~' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 4));
    exit when not exists (select from person where name = code) and not exists (select from trainer where name = code);
  end loop;
  return code;
end $$;

-- Takes a person out of the platform. What they recorded, released and held stays, under the pseudonym.
create function erase_person(person uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare code text := new_pseudonym();
begin
  update emergency_access e set ended_by = actor_id(), ended_at = now() where e.person_id = person and e.ended_at is null;
  update appointment a set ended_by = actor_id(), ended_at = now()
  where a.person_id = person and a.ended_at is null and coalesce(a.to_date, 'infinity') >= today();
  update profile_consent c set withdrawn_at = greatest(now(), c.given_at)
  where c.person_id = person and c.withdrawn_at is null;
  delete from profile_part p where p.person_id = person;
  update erasure_request r set note = '' where r.person_id = person;
  perform forget_login(person);
  update trainer t set name = code, erased_at = now(),
    active_to = greatest(t.active_from, least(coalesce(t.active_to, 'infinity'), today()))
  where t.person_id = person;
  update person p set name = code, erased_at = now() where p.id = person;
  delete from audit_sealed s where (s.table_name = 'person' and s.row_key = person::text)
    or (s.table_name = 'trainer' and s.row_key in (select t.id::text from trainer t where t.person_id = person));
end $$;
create function carry_out_erasure(request uuid) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r erasure_request;
begin
  select * into r from erasure_request where id = request for update;
  if r.id is null or not may_answer_erasure(r) then
    raise insufficient_privilege using message = 'not for this person to answer';
  end if;
  update erasure_request set answered_by = actor_id(), answered_at = now()
  where id = request and withdrawn_at is null and answered_at is null;
  if not found then return false; end if;
  perform erase_person(r.person_id);
  return true;
end $$;

-- A person corrects their own name at once; who it was before stands in the audit of the ministry.
create function correct_own_name(new_name text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  update person p set name = new_name where p.id = actor_id() and p.erased_at is null and p.name <> new_name;
  update trainer t set name = new_name where t.person_id = actor_id() and t.erased_at is null and t.name <> new_name;
end $$;

-- Where somebody's own doings stand in the records, also of ministries that they have left: what, which, when.
create function own_traces() returns table (kind text, id text, at timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select 'session_opened', s.id::text, s.created_at from training_session s where s.created_by = actor_id()
  union all select 'draft_saved', d.session_id::text, d.saved_at from session_draft d where d.author_id = actor_id()
  union all select 'version_submitted', v.id::text, v.submitted_at from session_version v where v.submitted_by = actor_id()
  union all select 'version_returned', r.version_id::text, r.returned_at from session_return r where r.returned_by = actor_id()
  union all select 'version_released', r.version_id::text, r.released_at from session_release r where r.released_by = actor_id()
  union all select 'session_held', v.id::text, v.submitted_at from session_version v
    where v.trainer_ids && array(select t.id from trainer t where t.person_id = actor_id())
  union all select 'appointment_proposed', a.id::text, a.proposed_at from appointment a where a.proposed_by = actor_id()
  union all select 'appointment_consented', a.id::text, a.consented_at from appointment a where a.consented_by = actor_id()
  union all select 'appointment_ended', a.id::text, a.ended_at from appointment a where a.ended_by = actor_id()
  union all select 'emergency_granted', e.id::text, e.granted_at from emergency_access e where e.granted_by = actor_id()
  union all select 'invitation_sent', i.id::text, i.invited_at from invitation i where i.invited_by = actor_id()
  union all select 'invited', i.id::text, i.invited_at from invitation i where i.person_id = actor_id()
  union all select 'factor_changed', f.id::text, f.changed_at from factor_change f where f.person_id = actor_id()
  union all select 'erasure_answered', r.id::text, r.answered_at from erasure_request r where r.answered_by = actor_id()
  order by 3
$$;

-- The audit's entries by and about the person who asks: what was done, to what, when; not what it said.
create function own_audit() returns table (at timestamptz, by_self boolean, action text, table_name text, row_key text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select e.at, true, e.action, e.table_name, e.row_key from audit_entry e where e.actor_id = actor_id()
  union all
  select e.at, false, e.action, e.table_name, e.row_key
  from (select p.owner_id, 'person' as table_name, p.id from person p where p.id = actor_id()
      union all select t.owner_id, 'trainer', t.id from trainer t where t.person_id = actor_id()
      union all select a.owner_id, 'appointment', a.id from appointment a where a.person_id = actor_id()) mine
    join audit_entry e on (e.chain, e.row_key, e.table_name)
      = (coalesce(mine.owner_id::text, 'network'), mine.id::text, mine.table_name)
  where e.actor_id is distinct from actor_id()
  order by 1
$$;

-- How somebody signs in, as far as it can be shown; null where nothing of it is kept.
create function own_login() returns jsonb language sql stable security definer set search_path = kaskada, pg_temp as $$
  select jsonb_build_object('email', l.email, 'since', l.created_at, 'has_second_factor', l.has_second_factor,
    'passkeys', (select coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'since', p.created_at)), '[]')
      from passkey p where p.person_id = l.id),
    'devices', (select coalesce(jsonb_agg(jsonb_build_object('name', d.name, 'first_seen_at', d.first_seen_at,
      'last_seen_at', d.last_seen_at)), '[]') from known_device d where d.person_id = l.id))
  from login l where l.id = actor_id()
$$;

do $$
declare one text;
begin
  foreach one in array array['may_answer_erasure(erasure_request)', 'ask_erasure(uuid, text)',
      'withdraw_erasure()', 'refuse_erasure(uuid, text)',
      'carry_out_erasure(uuid)', 'correct_own_name(text)', 'own_traces()', 'own_audit()',
      'own_login()'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;
alter function forget_login(uuid) owner to kaskada_keeper;
alter function new_pseudonym() owner to kaskada_keeper;
alter function erase_person(uuid) owner to kaskada_keeper;
