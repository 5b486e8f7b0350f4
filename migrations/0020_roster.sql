-- The roster of a ministry is kept by who coordinates it: whoever holds a session stands on it. An entry gives nobody an
-- account or a role, and every change stands in the ministry's own audit.

grant insert (id, owner_id, person_id, institution_id, name, certified_on, active_from, active_to, origin),
  update (person_id, institution_id, certified_on, active_from) on trainer to kaskada_keeper;
grant select on institution to kaskada_keeper;
create policy trainer_keeper_add on trainer for insert to kaskada_keeper with check (true);
do $$ begin
  if not exists (select from pg_policy p where p.polrelid = 'institution'::regclass
      and 'kaskada_keeper'::regrole = any (p.polroles) and p.polcmd in ('r', '*')) then
    create policy institution_keeper on institution for select to kaskada_keeper using (true);
  end if;
end $$;

-- By appointment: who stands in for hours decides nothing about people that outlasts them.
create function may_keep_roster(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$ select coalesce(owner = any (appointed(array['coordinator', 'deputy'])), false) $$;

-- Whether an entry would be a second one of the same person for the same days. Their row is locked: of two that add them at
-- the same time, the second sees what the first one did.
create function is_on_roster(entry trainer) returns boolean language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  perform from person p where p.id = entry.person_id for update;
  return exists (select from trainer t where t.person_id = entry.person_id and t.owner_id = entry.owner_id
    and t.id <> entry.id and t.active_from <= coalesce(entry.active_to, 'infinity')
    and entry.active_from <= coalesce(t.active_to, 'infinity'));
end $$;

-- What an entry may say: its person and its institution are the ministry's own, and somebody's entry carries their name.
create function complete_entry(entry trainer) returns trainer language plpgsql stable security definer
  set search_path = kaskada, pg_temp as $$
begin
  if (entry.institution_id is not null and not exists (select from institution i
        where i.id = entry.institution_id and i.owner_id = entry.owner_id))
    or (entry.person_id is not null and not exists (select from person p
        where p.id = entry.person_id and p.owner_id = entry.owner_id and p.erased_at is null)) then
    raise insufficient_privilege using message = 'this is not of the ministry';
  end if;
  entry.name := coalesce((select p.name from person p where p.id = entry.person_id), entry.name);
  return entry;
end $$;

-- The id is made where the form is: sent twice, it adds one entry. Returns false where the person has one for these days.
create function add_trainer(id uuid, owner uuid, person uuid, name text, institution uuid, certified_on date,
  active_from date, active_to date) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare entry trainer;
begin
  if not may_keep_roster(owner) then
    raise insufficient_privilege using message = 'not for this person to add';
  end if;
  entry.id := add_trainer.id;
  entry.owner_id := owner;
  entry.person_id := person;
  entry.institution_id := institution;
  entry.name := add_trainer.name;
  entry.certified_on := add_trainer.certified_on;
  entry.active_from := add_trainer.active_from;
  entry.active_to := add_trainer.active_to;
  entry.origin := 'recorded';
  entry := complete_entry(entry);
  if is_on_roster(entry) then return false; end if;
  insert into trainer (id, owner_id, person_id, institution_id, name, certified_on, active_from, active_to, origin)
  values (entry.id, entry.owner_id, entry.person_id, entry.institution_id, entry.name, entry.certified_on,
    entry.active_from, entry.active_to, entry.origin) on conflict do nothing;
  if not exists (select from trainer t where t.id = entry.id and t.owner_id = owner and t.name = entry.name
      and t.person_id is not distinct from person) then
    raise insufficient_privilege using message = 'somebody else has this id';
  end if;
  return true;
end $$;

-- Corrects an entry, or ends it. It is given to one of the ministry's people once, and never to another; what was erased
-- stays as it is. Returns as the one above.
create function correct_trainer(id uuid, person uuid, name text, institution uuid, certified_on date, active_from date,
  active_to date) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  before trainer;
  entry trainer;
begin
  select * into before from trainer t where t.id = correct_trainer.id for update;
  if before.id is null or before.erased_at is not null or not may_keep_roster(before.owner_id) then
    raise insufficient_privilege using message = 'not for this person to correct';
  end if;
  entry := before;
  entry.person_id := coalesce(before.person_id, person);
  entry.institution_id := institution;
  entry.name := correct_trainer.name;
  entry.certified_on := correct_trainer.certified_on;
  entry.active_from := correct_trainer.active_from;
  entry.active_to := correct_trainer.active_to;
  entry := complete_entry(entry);
  if is_on_roster(entry) then return false; end if;
  if entry is distinct from before then
    update trainer t set person_id = entry.person_id, institution_id = entry.institution_id, name = entry.name,
      certified_on = entry.certified_on, active_from = entry.active_from, active_to = entry.active_to
    where t.id = entry.id;
  end if;
  return true;
end $$;

do $$
declare one text;
begin
  foreach one in array array['may_keep_roster(uuid)', 'is_on_roster(trainer)', 'complete_entry(trainer)',
      'add_trainer(uuid, uuid, uuid, text, uuid, date, date, date)',
      'correct_trainer(uuid, uuid, text, uuid, date, date, date)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
grant execute on function add_trainer(uuid, uuid, uuid, text, uuid, date, date, date),
  correct_trainer(uuid, uuid, text, uuid, date, date, date) to kaskada_app;
