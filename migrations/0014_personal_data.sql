-- Personal data: names that can be taken out of the audit, the trainer's profile with its consents, erasure, and how
-- long things are kept. docs/decisions/erasure-and-audit.md and docs/decisions/retention.md say why it is so.

-- Names in the audit are sealed: an entry holds a salted hash, and what was hashed stands here beside the chain. Taking
-- it away takes the name away, and every hash of the chain still fits.
create table audit_sealed (
  owner_id uuid,
  chain text not null,
  seq bigint not null,
  side text not null check (side in ('before', 'after')),
  field text not null,
  table_name text not null,
  row_key text not null,
  salt text not null,
  value text not null,
  primary key (chain, seq, side, field)
);
create index audit_sealed_row on audit_sealed (table_name, row_key);
create index audit_entry_by on audit_entry (actor_id);
alter table audit_sealed enable row level security;
alter table audit_sealed force row level security;
create policy audit_sealed_keeper on audit_sealed to kaskada_keeper using (true) with check (true);
create policy audit_sealed_find on audit_sealed for select to kaskada_app
  using (owner_id = any ((select audited_ministries())::uuid[]));
grant select, insert, delete on audit_sealed to kaskada_keeper;
grant select on audit_sealed to kaskada_app;

create function seal(salt text, value text) returns text language sql immutable
  as $$ select 'sealed:' || encode(sha256(convert_to(salt || e'\x1f' || value, 'UTF8')), 'hex') $$;
grant execute on function seal(text, text) to kaskada_keeper;

-- What one side of an entry says once its names are opened, as far as the reader may and they are still there.
create function opened(said jsonb, of_chain text, of_seq bigint, of_side text) returns jsonb language sql stable as $$
  select said || coalesce((select jsonb_object_agg(s.field, s.value) from kaskada.audit_sealed s
    where s.chain = of_chain and s.seq = of_seq and s.side = of_side), '{}')
$$;
grant execute on function opened(jsonb, text, bigint, text) to kaskada_app;

-- The trigger, whose arguments now say more: a name is a column of the row's key, ~name is sealed, -name is left out.
create function without_content(said jsonb, parts text[]) returns jsonb language sql immutable
  as $$ select said - array(select substr(part, 2) from unnest(parts) as part where part like '-%') $$;
grant execute on function without_content(jsonb, text[]) to kaskada_keeper;
create or replace function audit_change() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  becomes jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  entry audit_entry;
  kept audit_sealed;
  sealed audit_sealed[] := '{}';
  said jsonb;
begin
  if was is not distinct from becomes then return null; end if;
  entry.owner_id := (coalesce(becomes, was) ->> 'owner_id')::uuid;
  entry.chain := coalesce(entry.owner_id::text, 'network');
  entry.actor_id := actor_id();
  entry.table_name := tg_table_name;
  entry.row_key := (select string_agg(coalesce(becomes, was) ->> part, '/')
    from unnest(tg_argv) as part where part !~ '^[~-]');
  entry.action := lower(tg_op);
  entry.before := without_content(was, tg_argv);
  entry.after := without_content(becomes, tg_argv);
  for kept.field in select substr(part, 2) from unnest(tg_argv) as part where part like '~%' loop
    foreach kept.side in array array['before', 'after'] loop
      said := case kept.side when 'before' then entry.before else entry.after end;
      kept.value := said ->> kept.field;
      continue when kept.value is null;
      kept.salt := gen_random_uuid()::text || gen_random_uuid()::text;
      said := jsonb_set(said, array[kept.field], to_jsonb(seal(kept.salt, kept.value)));
      if kept.side = 'before' then entry.before := said; else entry.after := said; end if;
      sealed := sealed || kept;
    end loop;
  end loop;
  perform append_to_audit(entry);
  -- The head is locked until the commit: its number is that of the entry.
  insert into audit_sealed
  select entry.owner_id, entry.chain, h.seq, s.side, s.field, entry.table_name, entry.row_key, s.salt, s.value
  from unnest(sealed) s, audit_head h where h.chain = entry.chain;
  return null;
end $$;

-- As in 0013, with the new arguments; what was sealed is compared once it is opened, and not at all once it is erased.
create function comparable(said jsonb, of_chain text, of_seq bigint) returns jsonb language sql stable as $$
  select jsonb_object_agg(said.key, said.value)
  from jsonb_each(kaskada.opened(said, of_chain, of_seq, 'after')) said where said.value #>> '{}' not like 'sealed:%'
    or said.value = 'null'
$$;
create or replace function find_strays() returns table (table_name text, row_key text, fault text)
  language plpgsql stable security definer set search_path = kaskada, pg_temp as $$
declare audited record;
begin
  for audited in
    select names.name, c.oid as class, t.tgenabled as enabled,
      array(select part from unnest(trim_array(string_to_array(encode(t.tgargs, 'escape'), '\000'), 1)) with ordinality as
        given (part, place) where part !~ '^[~-]' order by place) as parts, t.tgargs is not null as is_watched
    from (select distinct a.table_name as name from audit_entry a where a.action in ('insert', 'update', 'delete')
      union select c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where t.tgfoid = 'audit_change()'::regprocedure) names
      left join pg_class c on c.relname = names.name and c.relnamespace = 'kaskada'::regnamespace
      left join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'audit_change()'::regprocedure
    order by 1
  loop
    if not audited.is_watched or audited.enabled not in ('O', 'A') then
      return query select audited.name, null::text, 'unwatched';
    end if;
    continue when not audited.is_watched;
    if not has_table_privilege(audited.class, 'select') then
      return query select audited.name, null::text, 'unseen';
      continue;
    end if;
    return query execute format($query$
      select %1$L, coalesce(r.key, e.row_key), case
        when r.key is null then 'gone' when e.row_key is null then 'unheard'
        when e.action = 'delete' then 'back' else 'changed' end
      from (select (select string_agg(to_jsonb(t) ->> part, '/') from unnest(%2$L::text[]) as part) as key,
          to_jsonb(t) as becomes, t as whole from %1$I t) r
        full join (select distinct on (a.row_key) a.row_key, a.action,
            comparable(a.after, a.chain, a.seq) as after from audit_entry a
          where a.table_name = %1$L and a.action in ('insert', 'update', 'delete')
          order by a.row_key, a.at desc, a.seq desc) e on e.row_key = r.key
      where case when r.key is null then e.action <> 'delete'
        else e.after is null or to_jsonb(jsonb_populate_record(r.whole, e.after)) <> r.becomes end
      order by 2$query$, audited.name, audited.parts);
  end loop;
end $$;
grant execute on function opened(jsonb, text, bigint, text), comparable(jsonb, text, bigint) to kaskada_keeper;

-- Somebody whose name was erased: a mark and a code stand for it, and pages say the rest in the reader's language.
alter table person add column erased_at timestamptz,
  add constraint person_erased check (erased_at is null or name ~ '^~[0-9A-F]{4,}$');
alter table trainer add column erased_at timestamptz,
  add constraint trainer_erased check (erased_at is null or name ~ '^~[0-9A-F]{4,}$');
create index trainer_person on trainer (person_id);
drop trigger person_audit on person;
create trigger person_audit after insert or update or delete on person
  for each row execute function audit_change('id', '~name');
drop trigger trainer_audit on trainer;
create trigger trainer_audit after insert or update or delete on trainer
  for each row execute function audit_change('id', '~name');
-- Everybody sees their own entry on a roster, also when they have left.
create policy trainer_own on trainer for select to kaskada_app using (person_id = actor_id());
create policy trainer_keeper_change on trainer for update to kaskada_keeper using (true) with check (true);
grant update (name, erased_at) on person to kaskada_keeper;
grant update (name, active_to, erased_at) on trainer to kaskada_keeper;

-- The trainer's profile, part by part. A part is its person's alone until they consent to show it to the network.
create table profile_part (
  person_id uuid not null references person,
  owner_id uuid not null references ministry,
  part text not null check (part in ('about', 'languages', 'units', 'deployments', 'contact')),
  content jsonb not null,
  revision integer not null check (revision > 0),
  saved_at timestamptz not null,
  primary key (person_id, part)
);
-- A consent is given and may be withdrawn; both are kept, because the platform must be able to show that it had one.
create table profile_consent (
  id uuid primary key,
  person_id uuid not null references person,
  owner_id uuid not null references ministry,
  part text not null check (part in ('about', 'languages', 'units', 'deployments', 'contact')),
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  check (withdrawn_at >= given_at)
);
create unique index profile_consent_standing on profile_consent (person_id, part) where withdrawn_at is null;

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
  foreach name in array array['profile_part', 'profile_consent', 'erasure_request', 'retention_kind',
      'retention_period', 'retention_run', 'daily_job'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
  end loop;
end $$;
create policy session_draft_expire on session_draft for delete to kaskada_keeper using (true);
create policy training_session_expire on training_session for delete to kaskada_keeper using (true);
grant delete on session_draft, training_session, sign_in, appointment to kaskada_keeper;

-- The audit says that a part changed, never what it says: a coordinator reads the audit, and not what is unpublished.
create trigger profile_part_audit after insert or update or delete on profile_part
  for each row execute function audit_change('person_id', 'part', '-content');
create trigger profile_consent_audit after insert or update or delete on profile_consent
  for each row execute function audit_change('id');
create trigger erasure_request_audit after insert or update or delete on erasure_request
  for each row execute function audit_change('id', '-note', '-because');
create trigger retention_period_audit after insert or update or delete on retention_period
  for each row execute function audit_change('owner_id', 'kind');
create trigger retention_run_audit after insert or update or delete on retention_run
  for each row execute function audit_change('id');

create policy profile_consent_find on profile_consent for select to kaskada_app using (person_id = actor_id());
create policy profile_consent_standing on profile_consent for select to kaskada_app
  using (withdrawn_at is null and (select in_network()));
create policy profile_consent_give on profile_consent for insert to kaskada_app
  with check (person_id = actor_id() and owner_id = any ((select seats(array['trainer']))::uuid[]) and withdrawn_at is null);
create policy profile_consent_withdraw on profile_consent for update to kaskada_app
  using (person_id = actor_id()) with check (person_id = actor_id());
grant select, insert on profile_consent to kaskada_app;
grant update (withdrawn_at) on profile_consent to kaskada_app;

create policy profile_part_find on profile_part for select to kaskada_app using (person_id = actor_id());
create policy profile_part_published on profile_part for select to kaskada_app
  using ((select in_network()) and exists (select from profile_consent c
    where c.person_id = profile_part.person_id and c.part = profile_part.part and c.withdrawn_at is null));
create policy profile_part_write on profile_part for insert to kaskada_app
  with check (person_id = actor_id() and owner_id = any ((select seats(array['trainer']))::uuid[]));
create policy profile_part_save on profile_part for update to kaskada_app
  using (person_id = actor_id() and owner_id = any ((select seats(array['trainer']))::uuid[]))
  with check (person_id = actor_id() and owner_id = any ((select seats(array['trainer']))::uuid[]));
create policy profile_part_remove on profile_part for delete to kaskada_app using (person_id = actor_id());
grant select, insert, delete on profile_part to kaskada_app;
grant update (content, revision, saved_at) on profile_part to kaskada_app;

-- The names under which published parts stand: foreign people have no other way to them.
create function published_people() returns table (person_id uuid, owner_id uuid, name text, institution jsonb,
    certified_on date, published_at timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, shown.owner_id, p.name, i.name, t.certified_on, shown.published_at
  from (select c.person_id, c.owner_id, min(c.given_at) as published_at
      from profile_consent c join profile_part part on (part.person_id, part.part) = (c.person_id, c.part)
      where c.withdrawn_at is null group by c.person_id, c.owner_id) shown
    join person p on p.id = shown.person_id
    left join lateral (select * from trainer t where t.person_id = p.id and t.owner_id = shown.owner_id
      order by t.active_from desc limit 1) t on true
    left join institution i on i.id = t.institution_id
  where (select in_network())
$$;

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
create function ask_erasure(id uuid, note text, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if actor_id() is null then raise insufficient_privilege using message = 'nobody asks'; end if;
  insert into erasure_request (id, owner_id, person_id, note, asked_at)
  select ask_erasure.id, p.owner_id, p.id, ask_erasure.note, at from person p where p.id = actor_id()
  on conflict do nothing;
end $$;
create function withdraw_erasure(at timestamptz) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update erasure_request set withdrawn_at = at
  where person_id = actor_id() and withdrawn_at is null and answered_at is null
$$;
-- Returns whether the request still waited.
create function refuse_erasure(request uuid, reason text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r erasure_request;
begin
  select * into r from erasure_request where id = request for update;
  if r.id is null or not may_answer_erasure(r) then
    raise insufficient_privilege using message = 'not for this person to answer';
  end if;
  update erasure_request set because = reason, answered_by = actor_id(), answered_at = at
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
do $$
declare name text;
begin
  foreach name in array array['fresh_check', 'known_device', 'passkey', 'invitation_link', 'invitation', 'login'] loop
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_forget', name);
    execute format('grant select, delete on %I to kaskada_keeper', name);
  end loop;
end $$;

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
create function erase_person(person uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare code text := new_pseudonym();
begin
  update emergency_access e set ended_by = actor_id(), ended_at = at where e.person_id = person and e.ended_at is null;
  update appointment a set ended_by = actor_id(), ended_at = at
  where a.person_id = person and a.ended_at is null and coalesce(a.to_date, 'infinity') >= at::date;
  update profile_consent c set withdrawn_at = greatest(at, c.given_at)
  where c.person_id = person and c.withdrawn_at is null;
  delete from profile_part p where p.person_id = person;
  update erasure_request r set note = '' where r.person_id = person;
  perform forget_login(person);
  update trainer t set name = code, erased_at = at,
    active_to = greatest(t.active_from, least(coalesce(t.active_to, 'infinity'), at::date))
  where t.person_id = person;
  update person p set name = code, erased_at = at where p.id = person;
  delete from audit_sealed s where (s.table_name = 'person' and s.row_key = person::text)
    or (s.table_name = 'trainer' and s.row_key in (select t.id::text from trainer t where t.person_id = person));
end $$;
create function carry_out_erasure(request uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r erasure_request;
begin
  select * into r from erasure_request where id = request for update;
  if r.id is null or not may_answer_erasure(r) then
    raise insufficient_privilege using message = 'not for this person to answer';
  end if;
  update erasure_request set answered_by = actor_id(), answered_at = at
  where id = request and withdrawn_at is null and answered_at is null;
  if not found then return false; end if;
  perform erase_person(r.person_id, at);
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
-- How many are due, for the people of the owner.
create function count_due(owner uuid, of_kind text, at timestamptz) returns bigint
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select count(*) from due_records(owner, of_kind, at)
  where (owner is null and actor_id() is not null) or owner = any (own_ministries()) or owner = any (audited_ministries())
$$;
create function remove_due(owner uuid, of_kind text, at timestamptz) returns bigint
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  due text[] := array(select due_records(owner, of_kind, at));
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
      foreach one in array due loop perform erase_person(one::uuid, at); end loop;
  end case;
  return cardinality(due);
end $$;
-- Removes what is due of every owner, once a day, whichever process comes first. Returns whether it was this one.
create function carry_out_retention(day date, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  owner uuid;
  one retention_kind;
  n bigint;
  removed jsonb;
begin
  -- A time from elsewhere would make everything due.
  at := least(at, now());
  if not on_duty('retention') then raise insufficient_privilege using message = 'retention is not on duty'; end if;
  update daily_job set last_day = day where name = 'retention' and last_day < day;
  if not found then return false; end if;
  for owner in select m.id from ministry m union all select null loop
    removed := '{}';
    for one in select * from retention_kind order by place loop
      n := remove_due(owner, one.kind, at);
      if n > 0 then removed := removed || jsonb_build_object(one.kind, n); end if;
    end loop;
    insert into retention_run values (gen_random_uuid(), owner, at, removed);
  end loop;
  return true;
end $$;

do $$
declare one text;
begin
  foreach one in array array['published_people()', 'may_set_retention(uuid)', 'may_answer_erasure(erasure_request)',
      'ask_erasure(uuid, text, timestamptz)', 'withdraw_erasure(timestamptz)',
      'refuse_erasure(uuid, text, timestamptz)', 'carry_out_erasure(uuid, timestamptz)', 'correct_own_name(text)',
      'own_traces()', 'own_audit()', 'own_login()', 'count_due(uuid, text, timestamptz)',
      'carry_out_retention(date, timestamptz)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
  -- These the keeper's own functions call, and nobody else.
  foreach one in array array['forget_login(uuid)', 'new_pseudonym()', 'erase_person(uuid, timestamptz)',
      'retention_days(uuid, text)', 'due_records(uuid, text, timestamptz)', 'remove_due(uuid, text, timestamptz)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
