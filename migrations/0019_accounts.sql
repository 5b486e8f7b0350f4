-- An account that is shut: every sign-in of its person ends, and none begins until somebody opens it again. What they can
-- sign in with stays as it is.

create table account_shut (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  shut_by uuid not null references person,
  shut_at timestamptz not null,
  opened_by uuid references person,
  opened_at timestamptz,
  check (shut_by <> person_id and opened_by <> person_id),
  check ((opened_by is null) = (opened_at is null))
);
-- Shut once at a time.
create unique index account_shut_standing on account_shut (person_id) where opened_at is null;
alter table account_shut enable row level security;
alter table account_shut force row level security;
create policy account_shut_keeper on account_shut to kaskada_keeper using (true) with check (true);
grant select, insert, update on account_shut to kaskada_keeper;
grant select on account_shut to kaskada_app;
create trigger account_shut_audit after insert or update or delete on account_shut
  for each row execute function audit_change('id');

-- Shut and opened by who answers for the ministry; for people of the network by an administrator. Never one's own.
create function may_shut_account(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(is_strong() and actor_id() <> may_shut_account.person
    and exists (select from person p where p.id = may_shut_account.person and p.origin = 'recorded')
    and case when ministry_of(may_shut_account.person) is null then administers()
      else ministry_of(may_shut_account.person) = any (appointed(answering())) end, false)
$$;
-- Opened by the same; of somebody who serves the network as well, also by an administrator: no ministry keeps them out.
create function may_open_account(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select may_shut_account(person) or coalesce(is_strong() and actor_id() <> may_open_account.person and administers()
    and serves_network(may_open_account.person), false)
$$;
-- One at a time for each person: a sign-in that begins at the same moment is ended, or not begun.
create function hold_account(person uuid) returns void language sql
  as $$ select pg_advisory_xact_lock(hashtextextended('account ' || person, 0)) $$;
create function shut_account(id uuid, person uuid) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  perform hold_account(person);
  if not may_shut_account(person) then
    raise insufficient_privilege using message = 'not for this person to shut';
  end if;
  if exists (select from account_shut s where s.person_id = person and s.opened_at is null) then return; end if;
  insert into account_shut (id, owner_id, person_id, shut_by, shut_at)
  values (id, ministry_of(person), person, actor_id(), now());
  update sign_in set ended_at = now() where person_id = person and ended_at is null;
  -- What waits for them opens nothing any more, nor does a link to somebody else's account that they may hold.
  delete from invitation_link l using invitation i
  where l.invitation_id = i.id and (i.person_id = person or i.invited_by = person);
  update invitation i set withdrawn_at = now()
  where (i.person_id = person or i.invited_by = person) and i.accepted_at is null and i.withdrawn_at is null;
end $$;
create function open_account(person uuid) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  if not may_open_account(person) then
    raise insufficient_privilege using message = 'not for this person to open';
  end if;
  update account_shut set opened_by = actor_id(), opened_at = now() where person_id = person and opened_at is null;
end $$;
create function refuse_shut_account() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  perform hold_account(new.person_id);
  if exists (select from account_shut s where s.person_id = new.person_id and s.opened_at is null) then
    raise insufficient_privilege using message = 'this account is shut';
  end if;
  return new;
end $$;
create trigger sign_in_of_shut_account before insert on sign_in for each row execute function refuse_shut_account();

do $$
declare one text;
begin
  foreach one in array array['may_shut_account(uuid)', 'may_open_account(uuid)', 'shut_account(uuid, uuid)', 'open_account(uuid)',
      'refuse_shut_account()'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
grant execute on function hold_account(uuid) to kaskada_keeper;
grant execute on function may_shut_account(uuid), may_open_account(uuid), shut_account(uuid, uuid), open_account(uuid) to kaskada_app;

-- Seen by who answers for the ministry, or may open it; and by whoever lets people in.
create policy account_shut_find on account_shut for select to kaskada_app using (person_id = actor_id()
  or owner_id = any ((select seats(array['coordinator', 'deputy', 'leader']))::uuid[])
  or ((select administers()) and (owner_id is null or may_open_account(person_id))));
create policy account_shut_duty on account_shut for select to kaskada_app using (on_duty('authentication'));
