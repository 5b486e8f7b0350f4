-- Sign-ins that their person sees and ends, and how people prove who they are. docs/decisions/sign-in.md says why.

-- With what, on which device, seen last; their person sees and ends them one by one, without the hash.
alter table sign_in
  add column id uuid not null default gen_random_uuid() unique,
  add column method text not null default 'demo' check (method in ('demo', 'first_run', 'invitation', 'password',
    'password_and_code', 'recovery_code', 'passkey', 'ministry')),
  add column is_strong boolean not null default false,
  add column device text not null default '',
  add column address text not null default '',
  add column last_seen_at timestamptz;
alter table sign_in alter column id drop default, alter column method drop default;
create policy sign_in_find on sign_in for select to kaskada_app using (person_id = actor_id());
grant select (id, person_id, began_at, expires_at, ended_at, method, is_strong, device, address, last_seen_at)
  on sign_in to kaskada_app;
create index sign_in_person on sign_in (person_id, began_at desc);

-- Who holds a token, and for how many seconds nobody was noted to use it. Sign-ins begin, are seen and end by the
-- database's clock, and are judged by it: by the clocks of several processes one could outlast its time.
drop function prove_person(bytea, timestamptz);
create function prove_person(token bytea)
  returns table (person_id uuid, name text, origin text, sign_in_id uuid, is_strong boolean, unused_for double precision,
    role text, owner_id uuid, country_code text, until timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, p.origin, s.id, s.is_strong, extract(epoch from now() - coalesce(s.last_seen_at, s.began_at))::double precision,
    held.role, held.owner_id, m.country_code, held.until
  from sign_in s join person p on p.id = s.person_id
    left join lateral (
      select a.role, a.owner_id, null::timestamptz as until from appointment a where a.person_id = p.id and in_force(a)
      union all
      select 'emergency', e.owner_id, e.granted_at + make_interval(hours => e.hours) from emergency_access e
      where e.person_id = p.id and is_open(e) and exists (select from appointment a
        where a.person_id = p.id and a.owner_id = e.owner_id and in_force(a))
    ) held on true
    left join ministry m on m.id = held.owner_id
  where s.token_hash = token and s.ended_at is null and s.expires_at > now()
$$;
drop function begin_sign_in(bytea, uuid, timestamptz, timestamptz);
create function begin_sign_in(token bytea, sign_in_id uuid, person uuid, lasts interval, how text, strong boolean,
  device text, address text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (on_duty('sign-in')) then raise insufficient_privilege using message = 'sign-in is not on duty'; end if;
  insert into sign_in (token_hash, id, person_id, began_at, expires_at, method, is_strong, device, address, last_seen_at)
  values (token, sign_in_id, person, now(), now() + lasts, how, strong, left(device, 200), left(address, 60), now());
end $$;

drop function end_sign_in(bytea, timestamptz);
create function end_sign_in(token bytea) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update sign_in set ended_at = now() where token_hash = token and ended_at is null
$$;
-- One's own, by its id. Returns whether there was one to end.
create function end_own_sign_in(sign_in_id uuid) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  update sign_in s set ended_at = now() where s.id = sign_in_id and s.person_id = actor_id() and s.ended_at is null;
  return found;
end $$;

-- Seen again; told at most every few minutes.
create function touch_sign_in(sign_in_id uuid) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update sign_in s set last_seen_at = now() where s.id = sign_in_id and s.person_id = actor_id() and s.ended_at is null
$$;
-- The demo people, for the page that lets a visitor step in as one of them.
create or replace function demo_people()
  returns table (person_id uuid, name text, role text, owner_id uuid, country_code text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, a.role, a.owner_id, m.country_code
  from person p join appointment a on a.person_id = p.id left join ministry m on m.id = a.owner_id
  where p.origin = 'demo' and on_duty('sign-in') and in_force(a)
$$;

do $$
declare one text;
begin
  foreach one in array array['prove_person(bytea)',
      'begin_sign_in(bytea, uuid, uuid, interval, text, boolean, text, text)', 'end_sign_in(bytea)', 'end_own_sign_in(uuid)',
      'touch_sign_in(uuid)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;

-- What follows nobody reads or writes as a person: only the machinery of signing in does, on the duty 'authentication'.
-- What a sign-in then is, and how long it lasts, stands in sign_in.
-- With which address somebody signs in. Its id is the person's.
create table login (
  id uuid primary key references person,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default true,
  -- The sign-in library insists on a name and a picture; ours stand in person, so these stay empty.
  name text not null default '' check (name = ''),
  image text check (image is null),
  has_second_factor boolean not null default false,
  -- In which they are written to.
  language text not null default 'en',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What opens it: a password (provider 'credential', hashed with scrypt), or the ministry's own provider.
create table login_credential (
  id uuid primary key,
  person_id uuid not null references login on delete cascade,
  provider text not null,
  subject text not null,
  password text,
  -- What a provider hands out is not kept. The library insists on the columns.
  access_token text check (access_token is null),
  refresh_token text check (refresh_token is null),
  id_token text check (id_token is null),
  access_token_until timestamptz check (access_token_until is null),
  refresh_token_until timestamptz check (refresh_token_until is null),
  scope text check (scope is null),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, subject)
);
create index login_credential_person on login_credential (person_id);
create table passkey (
  id uuid primary key,
  person_id uuid not null references login on delete cascade,
  name text check (length(name) <= 60),
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null,
  device_type text not null,
  is_backed_up boolean not null,
  transports text,
  authenticator text,
  created_at timestamptz
);
create index passkey_person on passkey (person_id);
-- An app that shows codes, and the codes for when it is lost; both encrypted with the platform's secret.
create table second_factor (
  id uuid primary key,
  person_id uuid not null unique references login on delete cascade,
  secret text not null,
  recovery_codes text not null,
  is_confirmed boolean not null,
  -- The hash of the sign-in in which it is being set up.
  offered_to bytea,
  failures integer not null default 0,
  locked_until timestamptz
);

-- A code works once: within the minute and a half in which it would fit again, it is remembered.
create table used_code (
  person_id uuid not null references login on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null,
  primary key (person_id, code_hash)
);

-- The sign-in library's own session: made when a ceremony succeeds, and deleted at once.
create table ceremony (
  id uuid primary key,
  person_id uuid not null references login on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  address text,
  device text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What was asked and is still to be answered: the challenge of a passkey, the state of a visit to a provider.
create table challenge (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index challenge_identifier on challenge (identifier);
-- When the holder of a sign-in last proved who they are. Factors change only shortly after that.
create table fresh_check (
  sign_in_hash bytea primary key,
  person_id uuid not null references person,
  checked_at timestamptz not null
);

-- The browsers from which somebody has signed in: another one is reported to them.
create table known_device (
  id uuid primary key,
  person_id uuid not null references person,
  token_hash bytea not null,
  name text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique (person_id, token_hash)
);

-- How often a password was tried lately. A key is the keyed hash of what is counted: no address stands here in clear.
create table sign_in_attempt (
  key bytea primary key,
  began_at timestamptz not null,
  failures integer not null
);

-- What changed about the ways in which somebody signs in; holds no secret, so that it can be audited.
create table factor_change (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  change text not null check (change in ('password_set', 'password_changed', 'passkey_added', 'passkey_removed',
    'provider_linked', 'codes_set_up', 'codes_removed', 'recovery_codes_renewed')),
  changed_at timestamptz not null
);
create index factor_change_person on factor_change (person_id, changed_at);

do $$
declare name text;
begin
  foreach name in array array['login', 'login_credential', 'passkey', 'second_factor', 'used_code', 'ceremony',
    'challenge', 'fresh_check', 'known_device', 'sign_in_attempt', 'factor_change'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_app using (on_duty(''authentication''))
      with check (on_duty(''authentication''))', name || '_duty', name);
    execute format('grant select, insert, update, delete on %I to kaskada_app', name);
  end loop;
end $$;

-- With the last second factor goes what it gave: sign-ins that were strong by it are so no longer, from the same moment on.
-- Who came in through the ministry proved it there.
grant select on second_factor to kaskada_keeper;
create policy second_factor_keeper on second_factor for select to kaskada_keeper using (true);
create function weaken_sign_ins() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  if not exists (select from passkey k where k.person_id = old.person_id)
    and not exists (select from second_factor f where f.person_id = old.person_id and f.is_confirmed) then
    update sign_in set is_strong = false
    where person_id = old.person_id and is_strong and ended_at is null and method <> 'ministry';
  end if;
  return null;
end $$;
alter function weaken_sign_ins() owner to kaskada_keeper;
create trigger passkey_gone after delete on passkey for each row execute function weaken_sign_ins();
create trigger second_factor_gone after delete on second_factor for each row when (old.is_confirmed)
  execute function weaken_sign_ins();

-- What is audited is never taken back.
revoke update, delete on factor_change from kaskada_app;
create trigger factor_change_audit after insert or update or delete on factor_change
  for each row execute function audit_change('id');
-- Everybody sees what changed about their own ways of signing in.
create policy factor_change_find on factor_change for select to kaskada_app using (person_id = actor_id());

-- What the machinery must know of a person to let them in: their name, and which ministry they belong to.
create function person_signing_in(person uuid) returns table (name text, owner_id uuid, country_code text, origin text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.name, p.owner_id, m.country_code, p.origin from person p left join ministry m on m.id = p.owner_id
  where p.id = person and on_duty('authentication')
$$;
alter function person_signing_in(uuid) owner to kaskada_keeper;
grant execute on function person_signing_in(uuid) to kaskada_app;
