-- An owner: the ministry that a record belongs to and that answers for it.
create table ministry (
  id uuid primary key,
  country_code text not null unique check (country_code ~ '^[A-Z]{2}$'),
  name jsonb not null
);
alter table ministry enable row level security;
alter table ministry force row level security;
create policy ministry_find on ministry for select to kaskada_app using (true);
grant select on ministry to kaskada_app, kaskada_keeper;
create policy ministry_keeper on ministry for select to kaskada_keeper using (true);

create table person (
  id uuid primary key,
  owner_id uuid references ministry,
  name text not null,
  origin text not null check (origin in ('recorded', 'demo')),
  created_at timestamptz not null default now()
);

-- A role is an appointment: it has a beginning, may have an end, and ends by itself on its date.
create table appointment (
  id uuid primary key,
  person_id uuid not null references person,
  owner_id uuid references ministry,
  role text not null check (role in ('trainer', 'coordinator', 'secretariat', 'observer', 'administrator')),
  from_date date not null,
  to_date date,
  check (to_date is null or to_date >= from_date),
  check ((owner_id is not null) = (role in ('trainer', 'coordinator')))
);
create index appointment_person on appointment (person_id);

-- A visitor's proof of who they are: only the hash of the token is kept.
create table sign_in (
  token_hash bytea primary key,
  person_id uuid not null references person,
  began_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

alter table person enable row level security;
alter table person force row level security;
alter table appointment enable row level security;
alter table appointment force row level security;
alter table sign_in enable row level security;
alter table sign_in force row level security;
create policy person_keeper on person to kaskada_keeper using (true) with check (true);
create policy appointment_keeper on appointment to kaskada_keeper using (true) with check (true);
create policy sign_in_keeper on sign_in to kaskada_keeper using (true) with check (true);
grant select, insert on person, appointment to kaskada_keeper;
grant select, insert, update on sign_in to kaskada_keeper;
create trigger person_audit after insert or update or delete on person
  for each row execute function audit_change('id');
create trigger appointment_audit after insert or update or delete on appointment
  for each row execute function audit_change('id');

-- The seats a person holds today. Policies ask these functions once per statement.
create function seats(wanted text[]) returns uuid[] language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(array_agg(owner_id), '{}') from appointment
  where person_id = actor_id() and role = any (wanted) and owner_id is not null
    and current_date >= from_date and current_date <= coalesce(to_date, 'infinity')
$$;
create function own_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['trainer', 'coordinator']) $$;
create function coordinated_ministries() returns uuid[] language sql stable
  as $$ select kaskada.seats(array['coordinator']) $$;
create function in_network() returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select exists (select from appointment
    where person_id = actor_id() and role in ('trainer', 'coordinator', 'secretariat')
      and current_date >= from_date and current_date <= coalesce(to_date, 'infinity'))
$$;
alter function seats(text[]) owner to kaskada_keeper;
alter function in_network() owner to kaskada_keeper;

-- People and appointments are seen by themselves and by their own ministry.
create policy person_find on person for select to kaskada_app
  using (id = actor_id() or owner_id = any ((select own_ministries())::uuid[]));
create policy appointment_find on appointment for select to kaskada_app
  using (person_id = actor_id() or owner_id = any ((select own_ministries())::uuid[]));
grant select on person, appointment to kaskada_app;

create policy audit_entry_find on audit_entry for select to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
grant select on audit_entry to kaskada_app;

-- Sign-in: the only way from a token to a person. Nothing of sign_in can be listed.
create function prove_person(token bytea, at timestamptz)
  returns table (person_id uuid, name text, origin text, role text, owner_id uuid, country_code text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, p.origin, a.role, a.owner_id, m.country_code
  from sign_in s join person p on p.id = s.person_id
    left join appointment a on a.person_id = p.id
      and current_date >= a.from_date and current_date <= coalesce(a.to_date, 'infinity')
    left join ministry m on m.id = a.owner_id
  where s.token_hash = token and s.ended_at is null and s.expires_at > at
$$;
create function begin_sign_in(token bytea, person uuid, at timestamptz, until timestamptz) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (on_duty('sign-in')) then raise insufficient_privilege using message = 'sign-in is not on duty'; end if;
  insert into sign_in values (token, person, at, until);
end $$;
create function end_sign_in(token bytea, at timestamptz) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update sign_in set ended_at = at where token_hash = token and ended_at is null
$$;
-- The demo people, for the page that lets a visitor step in as one of them.
create function demo_people()
  returns table (person_id uuid, name text, role text, owner_id uuid, country_code text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, a.role, a.owner_id, m.country_code
  from person p join appointment a on a.person_id = p.id left join ministry m on m.id = a.owner_id
  where p.origin = 'demo' and on_duty('sign-in')
    and current_date >= a.from_date and current_date <= coalesce(a.to_date, 'infinity')
$$;
alter function prove_person(bytea, timestamptz) owner to kaskada_keeper;
alter function begin_sign_in(bytea, uuid, timestamptz, timestamptz) owner to kaskada_keeper;
alter function end_sign_in(bytea, timestamptz) owner to kaskada_keeper;
alter function demo_people() owner to kaskada_keeper;
