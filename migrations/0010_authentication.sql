-- How people prove who they are. Nobody reads or writes any of this as a person: only the machinery of signing in does,
-- on the duty 'authentication'. What a sign-in then is, and how long it lasts, stands in sign_in.

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

-- An invitation: who may begin to sign in, asked by whom. It holds no address and no token, so it can be audited.
create table invitation (
  id uuid primary key,
  owner_id uuid references ministry,
  person_id uuid not null references person,
  invited_by uuid not null references person,
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
    'challenge', 'fresh_check', 'known_device', 'sign_in_attempt', 'invitation', 'invitation_link', 'factor_change'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to kaskada_app using (on_duty(''authentication''))
      with check (on_duty(''authentication''))', name || '_duty', name);
    execute format('grant select, insert, update, delete on %I to kaskada_app', name);
  end loop;
end $$;
-- What is audited is never taken back.
revoke delete on invitation, factor_change from kaskada_app;
revoke update on factor_change from kaskada_app;
create trigger invitation_audit after insert or update or delete on invitation
  for each row execute function audit_change('id');
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
grant select, insert, update on invitation to kaskada_keeper;
grant select, insert, delete on invitation_link to kaskada_keeper;
grant select on login, login_credential, passkey to kaskada_keeper;
create policy invitation_keeper on invitation to kaskada_keeper using (true) with check (true);
create policy invitation_link_keeper on invitation_link to kaskada_keeper using (true) with check (true);
create policy login_keeper on login for select to kaskada_keeper using (true);
create policy login_credential_keeper on login_credential for select to kaskada_keeper using (true);
create policy passkey_keeper on passkey for select to kaskada_keeper using (true);

-- Who invites: a technical administrator anybody, a coordinator the people of their own ministry.
-- By appointment: whoever stands in for a coordinator decides nothing that outlasts them. (0012 makes appointed.)
create function may_invite(owner uuid) returns boolean language plpgsql stable security definer
  set search_path = kaskada, pg_temp as $$
begin
  return coalesce(owner = any (kaskada.appointed(array['coordinator', 'deputy'])), false) or kaskada.administers();
end $$;
-- Those of some people who cannot sign in yet, for whoever may invite them.
create function people_without_login(wanted uuid[]) returns table (id uuid) language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select p.id from person p where p.id = any (wanted) and p.origin = 'recorded' and may_invite(p.owner_id)
    and not exists (select from login_credential c where c.person_id = p.id)
    and not exists (select from passkey k where k.person_id = p.id)
$$;
-- Invites somebody who has no login yet; what was open for them before is withdrawn. Whoever has one cannot be invited
-- again: that would let the inviter take over their account. Tells what became of it; on 'invited' there is a link.
create function invite_person(invitation_id uuid, person uuid, token bytea, address text, written_in text,
  at timestamptz, until timestamptz) returns text
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare invited person;
begin
  select * into invited from person p where p.id = person;
  if not found or not may_invite(invited.owner_id) then return 'not_permitted'; end if;
  if exists (select from login l where l.id <> person and l.email = address)
    or exists (select from login_credential c where c.person_id = person)
    or exists (select from passkey k where k.person_id = person) then return 'has_login'; end if;
  delete from invitation_link l using invitation i where l.invitation_id = i.id and i.person_id = person;
  update invitation i set withdrawn_at = at
    where i.person_id = person and i.accepted_at is null and i.withdrawn_at is null;
  insert into invitation (id, owner_id, person_id, invited_by, invited_at, expires_at)
    values (invitation_id, invited.owner_id, person, actor_id(), at, until);
  insert into invitation_link values (invitation_id, token, address, written_in);
  return 'invited';
end $$;
-- Takes an open invitation back.
create function withdraw_invitation(wanted uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  update invitation i set withdrawn_at = at where i.id = wanted and i.accepted_at is null and i.withdrawn_at is null
    and may_invite(i.owner_id);
  if not found then return false; end if;
  delete from invitation_link l where l.invitation_id = wanted;
  return true;
end $$;
create policy invitation_find on invitation for select to kaskada_app using (may_invite(owner_id));

alter function may_invite(uuid) owner to kaskada_keeper;
alter function people_without_login(uuid[]) owner to kaskada_keeper;
alter function person_signing_in(uuid) owner to kaskada_keeper;
alter function invite_person(uuid, uuid, bytea, text, text, timestamptz, timestamptz) owner to kaskada_keeper;
alter function withdraw_invitation(uuid, timestamptz) owner to kaskada_keeper;
grant execute on function people_without_login(uuid[]), person_signing_in(uuid), may_invite(uuid),
  invite_person(uuid, uuid, bytea, text, text, timestamptz, timestamptz), withdraw_invitation(uuid, timestamptz)
  to kaskada_app;
