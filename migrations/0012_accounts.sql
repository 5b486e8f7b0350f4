-- Who opens the account of whom: invitations, and a new beginning for somebody who lost every way in.
-- docs/decisions/sign-in.md says why.

-- An invitation: who may begin to sign in, asked by whom. It holds no address and no token, so it can be audited.
create table invitation (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  -- Null: by whoever runs the platform (0022).
  invited_by uuid references person,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  check (expires_at > invited_at),
  check (accepted_at is null or withdrawn_at is null)
);
create index invitation_person on invitation (person_id);
-- Its link, as long as it can be used: only the hash of the token is kept.
create table invitation_link (
  invitation_id uuid primary key references invitation on delete cascade,
  token_hash bytea not null unique,
  email text not null check (email = lower(email)),
  language text not null
);

do $$
declare name text;
begin
  foreach name in array array['invitation', 'invitation_link'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_app using (on_duty(''authentication''))
      with check (on_duty(''authentication''))', name || '_duty', name);
    execute format('grant select, insert, update, delete on %I to kaskada_app', name);
  end loop;
end $$;

-- What is audited is never taken back.
revoke delete on invitation from kaskada_app;
create trigger invitation_audit after insert or update or delete on invitation
  for each row execute function audit_change('id');
grant select, insert, update on invitation to kaskada_keeper;
grant select, insert, delete on invitation_link to kaskada_keeper;
grant select on login, login_credential, passkey to kaskada_keeper;
create policy invitation_keeper on invitation to kaskada_keeper using (true) with check (true);
create policy invitation_link_keeper on invitation_link to kaskada_keeper using (true) with check (true);
create policy login_keeper on login to kaskada_keeper using (true);
create policy login_credential_keeper on login_credential for select to kaskada_keeper using (true);
create policy passkey_keeper on passkey for select to kaskada_keeper using (true);
-- Whether somebody can come in. Demo people need no login: a visitor steps in as them.
create function can_sign_in(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from login_credential c where c.person_id = can_sign_in.person)
    or exists (select from passkey k where k.person_id = can_sign_in.person)
    or exists (select from person p where p.id = can_sign_in.person and p.origin = 'demo')
$$;

-- As is_held, of those who can come in.
create function can_act(wanted text[], owner uuid, but uuid[]) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select is_held(wanted, owner, but) and exists (select from appointment a where a.role = any (wanted)
    and a.owner_id is not distinct from owner and a.person_id <> all (but) and in_force(a) and can_sign_in(a.person_id))
$$;
create function answering() returns text[] language sql immutable
  as $$ select array['coordinator', 'deputy', 'leader'] $$;

-- Whether a ministry invites its own people: one who answers for it can come in, or did until somebody from outside
-- ended that lately. Else whoever empties a ministry could open the account of its next trainer.
create function invites_itself(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$ select can_act(answering(), owner, '{}') or was_emptied(owner) $$;

-- Who answers for somebody's account: their ministry; for people of the network the one in which they hold a role.
create function ministry_of(person uuid) returns uuid language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce((select p.owner_id from person p where p.id = ministry_of.person),
    (select a.owner_id from appointment a where a.person_id = ministry_of.person and a.owner_id is not null
      and a.consented_at is not null and a.ended_at is null
      and coalesce(a.to_date, 'infinity') >= today()
      order by invites_itself(a.owner_id) desc, a.from_date limit 1))
$$;

-- Who invites: in a ministry who answers for it, by appointment. An administrator invites the people of the network, and
-- those of a ministry only until it can invite its own: with the link in hand they could open the account themselves.
create function may_invite(owner uuid) returns boolean language plpgsql stable security definer
  set search_path = kaskada, pg_temp as $$
begin
  return coalesce(owner = any (appointed(answering())), false)
    or (administers() and (owner is null or not invites_itself(owner)));
end $$;

create policy invitation_find on invitation for select to kaskada_app using (may_invite(owner_id));

-- A login that was lost: one person asks, a second one grants, then every way in of its person is gone.
create table login_reset (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  reason text not null check (length(reason) between 1 and 2000),
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  granted_by uuid references person,
  granted_at timestamptz,
  withdrawn_by uuid references person,
  withdrawn_at timestamptz,
  check (asked_by <> person_id),
  check (granted_by <> person_id and granted_by <> asked_by),
  check ((granted_by is null) = (granted_at is null)),
  check ((withdrawn_by is null) = (withdrawn_at is null)),
  check (granted_at is null or withdrawn_at is null)
);
create index login_reset_person on login_reset (person_id);
alter table login_reset enable row level security;
alter table login_reset force row level security;
create policy login_reset_keeper on login_reset to kaskada_keeper using (true) with check (true);
grant select, insert, update on login_reset to kaskada_keeper;
grant select on login_reset to kaskada_app;
create trigger login_reset_audit after insert or update or delete on login_reset
  for each row execute function audit_change('id');

-- What is reset is deleted; what hangs on the login goes with it.
grant delete on login to kaskada_keeper;
grant select, delete on known_device, fresh_check to kaskada_keeper;
create policy known_device_keeper on known_device to kaskada_keeper using (true);
create policy fresh_check_keeper on fresh_check to kaskada_keeper using (true);

-- What waits longer than a week has to be asked anew.
create function is_waiting(r login_reset) returns boolean language sql stable as $$
  select r.granted_at is null and r.withdrawn_at is null and r.asked_at > now() - interval '7 days' $$;

-- Asked for by who answers for the ministry; for people of the network by an administrator or the secretariat, as long as
-- another administrator could invite them again.
create function may_ask_reset(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(is_strong() and actor_id() <> may_ask_reset.person and can_sign_in(may_ask_reset.person)
    and exists (select from person p where p.id = may_ask_reset.person and p.origin = 'recorded')
    and case when ministry_of(may_ask_reset.person) is null
      then holds(array['administrator', 'secretariat'])
        and can_act(array['administrator'], null, array[may_ask_reset.person])
      else ministry_of(may_ask_reset.person) = any (appointed(answering())) end, false)
$$;

-- Whether somebody holds a role in the network that other accounts depend on, now or from a day to come.
create function serves_network(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment a where a.person_id = serves_network.person and a.owner_id is null
    and a.role in ('secretariat', 'administrator') and a.consented_at is not null and a.ended_at is null
    and coalesce(a.to_date, 'infinity') >= today())
$$;

-- Granted by a second one who answers for the ministry; where no other can come in, and of somebody who serves the network
-- as well (whose account is not the ministry's alone to take), by the secretariat or an administrator. None leaves a ministry without anybody who can come in: then outsiders could open its accounts.
create function may_grant_reset(r login_reset) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(is_strong() and actor_id() <> r.person_id and actor_id() <> r.asked_by and is_waiting(r)
    and case when r.owner_id is null
      then holds(array['secretariat', 'administrator']) and can_act(array['administrator'], null, array[r.person_id])
      when serves_network(r.person_id) then holds(array['secretariat', 'administrator'])
        and can_act(answering(), r.owner_id, array[r.person_id])
      when r.owner_id = any (appointed(answering())) then true
      else holds(array['secretariat', 'administrator']) and can_act(answering(), r.owner_id, array[r.person_id])
        and not can_act(answering(), r.owner_id, array[r.person_id, r.asked_by]) end, false)
$$;

-- Those of some people for whom the actor may ask, and nobody has yet.
create function people_to_reset(wanted uuid[]) returns table (id uuid) language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select p.id from person p where p.id = any (wanted) and may_ask_reset(p.id)
    and not exists (select from login_reset r where r.person_id = p.id and is_waiting(r))
$$;

-- The id is made where the form is: sent twice, it asks once.
create function ask_login_reset(id uuid, person uuid, reason text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare before login_reset;
begin
  select * into before from login_reset r where r.id = ask_login_reset.id;
  if before.id is not null then
    if before.asked_by is distinct from actor_id() or before.person_id <> person then
      raise insufficient_privilege using message = 'somebody else has this id';
    end if;
    return;
  end if;
  if not may_ask_reset(person) then
    raise insufficient_privilege using message = 'not for this person to ask';
  end if;
  insert into login_reset (id, owner_id, person_id, reason, asked_by, asked_at)
  values (id, ministry_of(person), person, reason, actor_id(), now());
end $$;
create function grant_login_reset(reset_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r login_reset;
begin
  -- One after the other: of two that would empty a ministry together, the second sees what the first one did.
  lock table login_reset in share row exclusive mode;
  select * into r from login_reset where id = reset_id;
  if r.id is null or not may_grant_reset(r) then
    raise insufficient_privilege using message = 'not for this person to grant';
  end if;
  update login_reset set granted_by = actor_id(), granted_at = now() where id = reset_id;
  delete from login where id = r.person_id;
  delete from fresh_check where person_id = r.person_id;
  delete from known_device where person_id = r.person_id;
  update sign_in set ended_at = now() where person_id = r.person_id and ended_at is null;
  delete from invitation_link l using invitation i where l.invitation_id = i.id and i.person_id = r.person_id;
  update invitation set withdrawn_at = now()
  where person_id = r.person_id and accepted_at is null and withdrawn_at is null;
end $$;

-- Withdrawn by the person, who has lost nothing, and by who asked; declined by who may grant or answers for the ministry.
create function withdraw_login_reset(reset_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare r login_reset;
begin
  select * into r from login_reset where id = reset_id for update;
  if r.id is null or not coalesce(r.person_id = actor_id() or r.asked_by = actor_id() or may_grant_reset(r)
      or coalesce(r.owner_id = any (appointed(answering())), false), false) then
    raise insufficient_privilege using message = 'not for this person to withdraw';
  end if;
  update login_reset set withdrawn_by = actor_id(), withdrawn_at = now()
  where id = reset_id and granted_at is null and withdrawn_at is null;
end $$;

-- Whether the actor asked for the last reset of somebody whom another could invite: then it is the other one's to do.
create function asked_reset(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce((select r.asked_by = actor_id() from login_reset r
      where r.person_id = asked_reset.person and r.granted_at is not null order by r.granted_at desc limit 1), false)
    and case when ministry_of(asked_reset.person) is null
      then can_act(array['administrator'], null, array[asked_reset.person, actor_id()])
      else can_act(answering(), ministry_of(asked_reset.person), array[asked_reset.person, actor_id()]) end
$$;

-- Those of some people who cannot sign in yet, for whoever may invite them.
create function people_without_login(wanted uuid[]) returns table (id uuid) language sql stable
  security definer set search_path = kaskada, pg_temp as $$
  select p.id from person p where p.id = any (wanted) and p.origin = 'recorded' and not can_sign_in(p.id)
    and may_invite(ministry_of(p.id)) and not asked_reset(p.id)
$$;

-- Invites somebody who has no login yet; what was open for them before is withdrawn. Whoever has one cannot be invited
-- again: that would let the inviter take over their account. Tells what became of it; on 'invited' there is a link.
create function invite_person(invitation_id uuid, person uuid, token bytea, address text, written_in text)
  returns text
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not exists (select from person p where p.id = invite_person.person) or not may_invite(ministry_of(person)) then
    return 'not_permitted';
  end if;
  if exists (select from login l where l.id <> person and l.email = address) or can_sign_in(person) then
    return 'has_login';
  end if;
  if asked_reset(person) then return 'asked_reset'; end if;
  -- Somebody is opening this account at this moment: another link would open it a second time.
  if exists (select from invitation i where i.person_id = person and i.withdrawn_at is null
      and i.accepted_at > now() - interval '10 minutes') then return 'has_login'; end if;
  delete from invitation_link l using invitation i where l.invitation_id = i.id and i.person_id = person;
  update invitation i set withdrawn_at = now()
    where i.person_id = person and i.accepted_at is null and i.withdrawn_at is null;
  insert into invitation (id, owner_id, person_id, invited_by, invited_at, expires_at)
    values (invitation_id, ministry_of(person), person, actor_id(), now(), now() + interval '7 days');
  insert into invitation_link values (invitation_id, token, address, written_in);
  return 'invited';
end $$;

-- Takes an open invitation back.
create function withdraw_invitation(wanted uuid) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  update invitation i set withdrawn_at = now() where i.id = wanted and i.accepted_at is null and i.withdrawn_at is null
    and may_invite(i.owner_id);
  if not found then return false; end if;
  delete from invitation_link l where l.invitation_id = wanted;
  return true;
end $$;

-- Whether a ministry was opened from outside and invites its own people by now: links from before open nothing more.
create function is_outdated(invitation_id uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from invitation i where i.id = invitation_id and on_duty('authentication')
    and i.owner_id is not null and i.invited_by is not null and ministry_of(i.invited_by) is distinct from i.owner_id and invites_itself(i.owner_id))
$$;

-- Everybody who stands in an appointment, an emergency, a reset or an invitation that the actor sees. Who sees which is said
-- a second time here, as the policies of those tables say it: this function sees past them.
create function acted_before() returns uuid[] language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  with sight as materialized (select own_ministries() || audited_ministries() as own, administers() as administers,
    is_secretariat() as is_secretariat, appointed(answering()) || seats(array['coordinator', 'deputy']) as answered)
  select array(
    select unnest(array[a.person_id, a.proposed_by, a.consented_by, a.ended_by]) from appointment a, sight
    where a.person_id = actor_id() or a.owner_id = any (sight.own) or sight.administers
      or (a.owner_id is null and (sight.is_secretariat or a.consented_by = actor_id()))
      or (a.consented_at is null and a.ended_at is null and may_consent(a))
    union
    select unnest(array[e.person_id, e.granted_by, e.ended_by]) from emergency_access e, sight
    where e.person_id = actor_id() or e.owner_id = any (sight.own) or sight.administers or sight.is_secretariat
    union
    select unnest(array[r.person_id, r.asked_by, r.granted_by, r.withdrawn_by]) from login_reset r, sight
    where r.person_id = actor_id() or r.owner_id = any (sight.answered)
      or (r.owner_id is null and (sight.administers or sight.is_secretariat)) or may_grant_reset(r)
    union
    select i.invited_by from (select distinct owner_id, invited_by from invitation) i where may_invite(i.owner_id))
$$;
-- As what somebody is known whose name is not for this person to see: "an administrator", "the secretariat". Only of those
-- who stand in a record that the actor sees.
create function known_as(ids uuid[]) returns table (person_id uuid, role text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select distinct on (a.person_id) a.person_id, a.role from appointment a
  where a.person_id = any (ids) and a.person_id = any (acted_before()) and a.consented_at is not null
  order by a.person_id, a.role in ('administrator', 'secretariat', 'coordinator') desc, a.from_date desc
$$;

-- These the keeper's own functions call, and nobody else.
do $$
declare one text;
begin
  foreach one in array array['can_sign_in(uuid)', 'serves_network(uuid)', 'can_act(text[], uuid, uuid[])', 'invites_itself(uuid)', 'ministry_of(uuid)',
      'may_ask_reset(uuid)', 'asked_reset(uuid)', 'acted_before()'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
grant execute on function answering(), is_waiting(login_reset) to kaskada_keeper;

do $$
declare one text;
begin
  foreach one in array array['may_invite(uuid)', 'people_without_login(uuid[])',
      'invite_person(uuid, uuid, bytea, text, text)', 'withdraw_invitation(uuid)', 'may_grant_reset(login_reset)', 'people_to_reset(uuid[])',
      'ask_login_reset(uuid, uuid, text)', 'grant_login_reset(uuid)',
      'withdraw_login_reset(uuid)', 'is_outdated(uuid)', 'known_as(uuid[])'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;

-- Seen by its person, by who answers for the ministry or keeps the accounts of the network, and by who may grant it.
create policy login_reset_find on login_reset for select to kaskada_app using (person_id = actor_id()
  or owner_id = any ((select seats(array['coordinator', 'deputy', 'leader']))::uuid[])
  or (owner_id is null and ((select administers()) or (select is_secretariat()))) or may_grant_reset(login_reset));
create policy person_of_reset on person for select to kaskada_app using ((select is_secretariat())
  and exists (select from login_reset r where r.person_id = person.id));
-- Whoever tells people by mail sees about what, on a duty of its own.
create policy login_reset_news on login_reset for select to kaskada_app using (on_duty('news'));
