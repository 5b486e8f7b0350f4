-- How people are added, appointed and let in for an emergency: who may do it, and what becomes of a form that is sent
-- twice. Each rule holds also for whoever calls these functions directly, and when something happened is never theirs to
-- say: the clock is the database's. A time from long ago would hide when it happened and make it due for removal; one
-- that is still to come would make hours into years.

-- The first person of a network: nobody is there who could consent.
drop function found_network(jsonb, timestamptz, uuid, text, uuid);
create function found_network(network_name jsonb, person uuid, person_name text, appointment uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not on_duty('first-run') then raise insufficient_privilege using message = 'the first run is not on duty'; end if;
  insert into network (name, origin, created_at) values (network_name, 'recorded', now());
  insert into person (id, name, origin, created_at) values (person, person_name, 'recorded', now());
  insert into appointment (id, person_id, role, from_date, proposed_at, consented_at)
  values (appointment, person, 'administrator', today(), now(), now());
end $$;

-- The person's id is made where the form is: sent twice, it adds one person.
create function add_person(id uuid, owner uuid, name text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (administers() or coalesce(owner = any (appointed(array['coordinator', 'deputy'])), false)) then
    raise insufficient_privilege using message = 'not for this person to add';
  end if;
  insert into person as p (id, owner_id, name, origin, created_at)
  values (add_person.id, owner, add_person.name, 'recorded', now()) on conflict do nothing;
  if not exists (select from person p where p.id = add_person.id and p.owner_id is not distinct from owner
      and p.name = add_person.name) then
    raise insufficient_privilege using message = 'somebody else has this id';
  end if;
end $$;

-- Who may consent: of the ministry its coordinator, deputy or leader; while it has none, and for roles of the network,
-- the secretariat or another administrator. Never the person themself, never the one who proposed, nobody who only stands
-- in; and whoever empties a ministry from outside cannot fill it at once.
create function may_consent(a appointment) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select actor_id() is not null and actor_id() <> a.person_id and actor_id() is distinct from a.proposed_by
    and case
      when a.owner_id = any (appointed(array['coordinator', 'deputy', 'leader'])) then true
      when a.owner_id is not null and (was_emptied(a.owner_id) or is_held(array['coordinator', 'deputy', 'leader'],
        a.owner_id, array[a.person_id, coalesce(a.proposed_by, a.person_id)])) then false
      else holds(array['secretariat', 'administrator'])
    end
$$;

-- Returns whether it is in force without anybody's consent. Sent twice by the same person, it proposes once.
create function propose_appointment(id uuid, person uuid, role text, owner uuid, institution text,
  from_date date, to_date date, order_number text) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  actor uuid := actor_id();
  coordinates boolean := coalesce(owner = any (appointed(array['coordinator', 'deputy'])), false);
  of_ministry uuid;
  at_once boolean;
  before appointment;
begin
  if not (coordinates or administers()) then
    raise insufficient_privilege using message = 'not for this person to propose';
  end if;
  select * into before from appointment a where a.id = propose_appointment.id;
  if before.id is not null then
    if before.proposed_by is distinct from actor or before.person_id <> person or before.role <> propose_appointment.role
      or before.owner_id is distinct from owner then
      raise insufficient_privilege using message = 'somebody else has this id';
    end if;
    return before.consented_by is null and before.consented_at is not null;
  end if;
  select p.owner_id into of_ministry from person p where p.id = person;
  -- Nobody holds a role in a ministry that is not their own; people of the network have none of their own.
  if not found or (owner is not null and of_ministry is distinct from owner
      and (of_ministry is not null or not administers())) then
    raise insufficient_privilege using message = 'this person is not of the ministry';
  end if;
  at_once := person <> actor and (
    -- A coordinator sees all that a trainer would: nothing is gained by it.
    (coordinates and role = 'trainer' and of_ministry = owner)
    -- The first people of a network: nobody else is there yet who could consent. None of them reads what is unreleased.
    or (owner is null and not is_held(array['secretariat', 'administrator'], null, array[person, actor])));
  insert into appointment (id, person_id, owner_id, role, from_date, to_date, institution, order_number,
    proposed_by, proposed_at, consented_at)
  values (id, person, owner, role, from_date, to_date, institution, order_number, actor, now(),
    case when at_once then now() end);
  return at_once;
end $$;
create function consent_to_appointment(appointment_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare a appointment;
begin
  select * into a from appointment where id = appointment_id for update;
  if a.id is null or not may_consent(a) then
    raise insufficient_privilege using message = 'not for this person to consent';
  end if;
  update appointment set consented_by = actor_id(), consented_at = now()
  where id = appointment_id and consented_at is null and ended_at is null;
end $$;

-- In force: ended by the person, by who answers for the ministry, or by an administrator. Waiting: also by whoever
-- proposed it or may consent.
create function end_appointment(appointment_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare a appointment;
begin
  select * into a from appointment where id = appointment_id for update;
  if a.id is null or not coalesce(a.person_id = actor_id() or administers()
      or coalesce(a.owner_id = any (appointed(array['coordinator', 'deputy', 'leader'])), false)
      or (a.consented_at is null and (a.proposed_by = actor_id() or may_consent(a))), false) then
    raise insufficient_privilege using message = 'not for this person to end';
  end if;
  update appointment set ended_by = actor_id(), ended_at = now() where id = appointment_id and ended_at is null;
end $$;

-- What nobody has granted within a day was no emergency.
create function ask_emergency_access(id uuid, owner uuid, reason text, hours integer)
  returns void language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare before emergency_access;
begin
  if not is_strong() or not coalesce(owner = any (appointed(array['trainer', 'leader', 'auditor', 'deputy', 'coordinator'])),
      false) then
    raise insufficient_privilege using message = 'not for this person to ask';
  end if;
  select * into before from emergency_access e where e.id = ask_emergency_access.id;
  if before.id is not null then
    if before.person_id <> actor_id() or before.owner_id <> owner then
      raise insufficient_privilege using message = 'somebody else has this id';
    end if;
    return;
  end if;
  insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at)
  values (id, owner, actor_id(), reason, hours, now());
end $$;
create function may_grant(e emergency_access) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(actor_id() <> e.person_id and is_strong() and e.asked_at > now() - interval '24 hours'
    and (e.owner_id = any (appointed(array['coordinator', 'deputy', 'leader'])) or holds(array['secretariat', 'administrator'])),
    false)
$$;
create function grant_emergency_access(access_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare e emergency_access;
begin
  select * into e from emergency_access where id = access_id for update;
  if e.id is null or not may_grant(e) then
    raise insufficient_privilege using message = 'not for this person to grant';
  end if;
  update emergency_access set granted_by = actor_id(), granted_at = now()
  where id = access_id and granted_at is null and ended_at is null;
end $$;

-- Ended early by the person, by who answers for the ministry, by the secretariat or an administrator; declined likewise.
create function end_emergency_access(access_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare e emergency_access;
begin
  select * into e from emergency_access where id = access_id for update;
  if e.id is null or not coalesce(e.person_id = actor_id() or e.owner_id = any (appointed(array['coordinator', 'deputy', 'leader']))
      or (is_strong() and holds(array['secretariat', 'administrator'])), false) then
    raise insufficient_privilege using message = 'not for this person to end';
  end if;
  update emergency_access set ended_by = actor_id(), ended_at = now()
  where id = access_id and ended_at is null;
end $$;

do $$
declare one text;
begin
  foreach one in array array['add_person(uuid, uuid, text)', 'may_consent(appointment)',
      'propose_appointment(uuid, uuid, text, uuid, text, date, date, text)',
      'consent_to_appointment(uuid)', 'end_appointment(uuid)',
      'ask_emergency_access(uuid, uuid, text, integer)', 'may_grant(emergency_access)',
      'grant_emergency_access(uuid)', 'end_emergency_access(uuid)', 'found_network(jsonb, uuid, text, uuid)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;

create policy appointment_of_consent on appointment for select to kaskada_app using ((select is_secretariat())
  and (owner_id is null or (consented_at is null and ended_at is null and may_consent(appointment))));
