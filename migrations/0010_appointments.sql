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

-- Who may consent: of the ministry its coordinator, deputy or leader; while it has none, the secretariat or another
-- administrator. For roles of the network these two, and a coordinator or deputy of any ministry: so a network with one
-- administrator is no dead end. Never the person themself, never the one who proposed, nobody who only stands in; and
-- whoever empties a ministry from outside cannot fill it at once.
create function may_consent(a appointment) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select actor_id() is not null and actor_id() <> a.person_id and actor_id() is distinct from a.proposed_by
    and case
      when a.owner_id = any (appointed(array['coordinator', 'deputy', 'leader'])) then true
      when a.owner_id is not null and (was_emptied(a.owner_id) or is_held(array['coordinator', 'deputy', 'leader'],
        a.owner_id, array[a.person_id, coalesce(a.proposed_by, a.person_id)])) then false
      else holds(array['secretariat', 'administrator'])
        or (a.owner_id is null and cardinality(appointed(array['coordinator', 'deputy'])) > 0)
    end
$$;

-- Whether a role of the network that the actor proposes for somebody is in force at once: for its first people, while
-- nobody is there who could consent, nor was until lately. Else whoever ends all others could begin anew with puppets.
create function appoints_at_once(person uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(administers() and person is distinct from actor_id()
    and not is_held(array['secretariat', 'administrator'], null, array[coalesce(person, actor_id()), actor_id()])
    and not exists (select from appointment a
      where a.owner_id is not null and a.role in ('coordinator', 'deputy', 'leader') and in_force(a))
    and not network_was_emptied(array[coalesce(person, actor_id()), actor_id()]), false)
$$;
-- One after the other, in a ministry or in the network: of two who end what the other relies on, the second sees it.
create function hold_appointments(owner uuid) returns void language sql
  as $$ select pg_advisory_xact_lock(hashtextextended('appointments ' || coalesce(owner::text, 'network'), 0)) $$;

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
  perform hold_appointments(owner);
  select p.owner_id into of_ministry from person p where p.id = person;
  -- Nobody holds a role in a ministry that is not their own; people of the network have none of their own.
  if not found or (owner is not null and of_ministry is distinct from owner
      and (of_ministry is not null or not administers())) then
    raise insufficient_privilege using message = 'this person is not of the ministry';
  end if;
  at_once := person <> actor and (
    -- A coordinator sees all that a trainer would: nothing is gained by it.
    (coordinates and role = 'trainer' and of_ministry = owner)
    or (owner is null and appoints_at_once(person)));
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

-- Why the actor does not end an appointment; null where they may. Ended by the person, by who answers for the ministry, or
-- by an administrator; one that waits also by whoever proposed it or may consent. But nobody ends the appointments of all
-- others and stays alone: in the network another who can come in must remain, in a ministry another who answers for it, or
-- for these hours one who stands in by somebody else's word than this administrator's.
create function end_obstacle(a appointment) returns text language plpgsql stable security definer
  set search_path = kaskada, pg_temp as $$
begin
  if coalesce(a.person_id = actor_id(), false) then return null; end if;
  if a.owner_id is not null and a.owner_id = any (appointed(answering())) then return null; end if;
  if a.consented_at is null and (coalesce(a.proposed_by = actor_id(), false) or may_consent(a)) then
    return null;
  end if;
  if not administers() then return 'not_theirs'; end if;
  if not in_force(a) then return null; end if;
  if a.owner_id is null and a.role in ('administrator', 'secretariat') and not exists (select from appointment other
      where other.owner_id is null and other.role in ('administrator', 'secretariat') and other.id <> a.id
        and other.person_id <> actor_id() and in_force(other) and can_sign_in(other.person_id)) then
    return 'no_other_in_network';
  end if;
  if a.owner_id is not null and a.role = any (answering()) and not can_act(answering(), a.owner_id, array[a.person_id])
      and not exists (select from emergency_access e where e.owner_id = a.owner_id and is_open(e)
        and e.granted_by <> actor_id() and e.person_id not in (a.person_id, actor_id())
        and exists (select from appointment own
          where own.person_id = e.person_id and own.owner_id = e.owner_id and in_force(own))) then
    return 'no_other_in_ministry';
  end if;
  return null;
end $$;
create function end_appointment(appointment_id uuid) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare a appointment;
begin
  perform hold_appointments((select b.owner_id from appointment b where b.id = appointment_id));
  select * into a from appointment where id = appointment_id for update;
  if a.id is null or end_obstacle(a) is not null then
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
      'appoints_at_once(uuid)', 'end_obstacle(appointment)',
      'propose_appointment(uuid, uuid, text, uuid, text, date, date, text)',
      'consent_to_appointment(uuid)', 'end_appointment(uuid)',
      'ask_emergency_access(uuid, uuid, text, integer)', 'may_grant(emergency_access)',
      'grant_emergency_access(uuid)', 'end_emergency_access(uuid)', 'found_network(jsonb, uuid, text, uuid)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;

grant execute on function hold_appointments(uuid) to kaskada_keeper;

-- Seen by whoever is asked to consent, and of the network also after they did.
create policy appointment_of_consent on appointment for select to kaskada_app using (
  (owner_id is null and ((select is_secretariat()) or consented_by = actor_id()))
  or (consented_at is null and ended_at is null and may_consent(appointment)));
create policy person_of_network on person for select to kaskada_app
  using ((select cardinality(coordinated_ministries()) > 0) and exists (select from appointment a
    where a.person_id = person.id and a.owner_id is null
      and (a.consented_by = actor_id() or (a.consented_at is null and a.ended_at is null and may_consent(a)))));
