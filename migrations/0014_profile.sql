-- The trainer's profile, part by part, with its consents.

-- A part is its person's alone until they consent to show it to the network.
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

do $$
declare name text;
begin
  foreach name in array array['profile_part', 'profile_consent'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
  end loop;
end $$;

-- The audit says that a part changed, never what it says: a coordinator reads the audit, and not what is unpublished.
create trigger profile_part_audit after insert or update or delete on profile_part
  for each row execute function audit_change('person_id', 'part', '-content');
create trigger profile_consent_audit after insert or update or delete on profile_consent
  for each row execute function audit_change('id');

-- What somebody shows ends with their role: the network sees it only while they are a trainer of that ministry. Asked of
-- the appointments as such, because foreign people see none of them; it tells of nobody who shows nothing.
create function shows_profile(person uuid, owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select in_network()
    and exists (select from profile_consent c where c.person_id = person and c.owner_id = owner and c.withdrawn_at is null)
    and exists (select from appointment a
      where a.person_id = person and a.owner_id = owner and a.role = 'trainer' and in_force(a))
$$;
alter function shows_profile(uuid, uuid) owner to kaskada_keeper;
grant execute on function shows_profile(uuid, uuid) to kaskada_app;

create policy profile_consent_find on profile_consent for select to kaskada_app using (person_id = actor_id());
create policy profile_consent_standing on profile_consent for select to kaskada_app
  using (withdrawn_at is null and (select in_network()) and shows_profile(person_id, owner_id));
create policy profile_consent_give on profile_consent for insert to kaskada_app
  with check (person_id = actor_id() and owner_id = any ((select seats(array['trainer']))::uuid[]) and withdrawn_at is null);
-- Withdrawn is withdrawn: whoever gives it again gives another one. The dates are the database's (0017).
create policy profile_consent_withdraw on profile_consent for update to kaskada_app
  using (person_id = actor_id() and withdrawn_at is null)
  with check (person_id = actor_id() and withdrawn_at is not null);
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

-- The names under which published parts stand: foreign people have no other way to them. With what the consent names,
-- and nothing else of the roster.
create function published_people() returns table (person_id uuid, owner_id uuid, name text, certified_on date,
    published_at timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, shown.owner_id, p.name, t.certified_on, shown.published_at
  from (select c.person_id, c.owner_id, min(c.given_at) as published_at
      from profile_consent c join profile_part part on (part.person_id, part.part) = (c.person_id, c.part)
      where c.withdrawn_at is null group by c.person_id, c.owner_id) shown
    join person p on p.id = shown.person_id
    left join lateral (select * from trainer t where t.person_id = p.id and t.owner_id = shown.owner_id
      order by t.active_from desc limit 1) t on true
  where (select in_network()) and shows_profile(p.id, shown.owner_id)
$$;
alter function published_people() owner to kaskada_keeper;
grant execute on function published_people() to kaskada_app;
