-- How a text is searched: one lower-case Latin form for both scripts, with or without diacritics.
-- Шабац, Šabac and sabac are the same word; đ is dj, as it is written where the letter is missing.
create function fold(text) returns text language sql immutable parallel safe as $$
  select translate(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(lower($1),
      'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ђ', 'dj'), 'đ', 'dj'), 'ѓ', 'gj'), 'ќ', 'kj'), 'ѕ', 'dz'), 'ѐ', 'е'),
    'абвгдежзијклмнопрстћуфхцчшйѝяюšžčćáàâäãåéèêëíìîïóòôöõúùûüýñç',
    'abvgdezzijklmnoprstcufhccsjiauszccaaaaaaeeeeiiiiooooouuuuync')
$$;

-- A training session of one owner. Its id is made by the client, so that sending it twice is harmless.
create table training_session (
  id uuid primary key,
  owner_id uuid not null references ministry,
  created_by uuid not null references person,
  created_at timestamptz not null,
  origin text not null check (origin in ('recorded', 'published', 'demo')),
  unique (id, owner_id)
);
-- What is being written: may be incomplete, is saved often, and is gone once submitted.
-- Its key begins with the owner: a key over all owners would tell one of them what another has.
create table session_draft (
  session_id uuid not null,
  owner_id uuid not null,
  author_id uuid not null references person,
  content jsonb not null,
  revision integer not null check (revision > 0),
  saved_at timestamptz not null,
  primary key (owner_id, session_id),
  foreign key (session_id, owner_id) references training_session (id, owner_id)
);
-- What was submitted: complete, numbered, never changed.
create table session_version (
  id uuid primary key,
  session_id uuid not null,
  owner_id uuid not null,
  number integer not null check (number > 0),
  kind text not null check (kind in ('peers_at_home', 'training_of_trainers', 'peers_from_outside', 'partner_activity')),
  occurrence text not null check (occurrence in ('held', 'planned', 'postponed', 'cancelled')),
  title text not null,
  date_from date not null,
  date_to date not null,
  hours numeric(5, 1),
  place text not null,
  country_code text not null,
  host text not null,
  peer_countries text[] not null,
  unit_ids uuid[] not null,
  trainer_ids uuid[] not null,
  statements jsonb not null,
  basis text not null check (basis in ('sign_in_sheet', 'head_count', 'estimate', 'published')),
  notes text not null,
  source text,
  submitted_by uuid not null references person,
  submitted_at timestamptz not null,
  search_text text generated always as (fold(title || ' ' || place || ' ' || host)) stored,
  unique (owner_id, session_id, number),
  unique (id, session_id, owner_id),
  check (date_to >= date_from),
  foreign key (session_id, owner_id) references training_session (id, owner_id)
);
create index session_version_session on session_version (session_id, number desc);
-- Returned to the trainer, with the reason.
create table session_return (
  version_id uuid primary key,
  session_id uuid not null,
  owner_id uuid not null,
  reason text not null,
  returned_by uuid not null references person,
  returned_at timestamptz not null,
  foreign key (version_id, session_id, owner_id) references session_version (id, session_id, owner_id)
);
-- Released: who, when, which version, at which grain it leaves.
create table session_release (
  version_id uuid primary key,
  session_id uuid not null,
  owner_id uuid not null,
  grain text not null check (grain in ('total', 'sex', 'sex_and_status')),
  released_by uuid not null references person,
  released_at timestamptz not null,
  unique (version_id, session_id, owner_id, grain, released_at),
  foreign key (version_id, session_id, owner_id) references session_version (id, session_id, owner_id)
);
create index session_release_session on session_release (session_id);
-- What left the ministry: the released version at its grain, and nothing finer. Null: not recorded.
-- At each commit a copy says what its release says, and none stands without one.
create table released_session (
  session_id uuid primary key,
  owner_id uuid not null,
  version_id uuid not null,
  version_number integer not null,
  grain text not null,
  released_at timestamptz not null,
  kind text not null,
  occurrence text not null,
  title text not null,
  date_from date not null,
  date_to date not null,
  hours numeric(5, 1),
  place text not null,
  country_code text not null,
  host text not null,
  peer_countries text[] not null,
  unit_ids uuid[] not null,
  trainer_count integer not null,
  basis text not null,
  origin text not null,
  source text,
  total integer, women integer, men integer, civilian integer, military integer,
  women_civilian integer, women_military integer, men_civilian integer, men_military integer,
  search_text text generated always as (fold(title || ' ' || place || ' ' || host)) stored,
  check (grain <> 'total' or num_nonnulls(women, men, civilian, military) = 0),
  check (grain <> 'sex' or num_nonnulls(civilian, military) = 0),
  check (grain = 'sex_and_status' or num_nonnulls(women_civilian, women_military, men_civilian, men_military) = 0),
  foreign key (version_id, session_id, owner_id, grain, released_at)
    references session_release (version_id, session_id, owner_id, grain, released_at) deferrable initially deferred
);
create index released_session_version on released_session (version_id);
create index released_session_owner on released_session (owner_id, date_from desc);
create index released_session_date on released_session (date_from desc, session_id);

do $$
declare name text;
begin
  foreach name in array array['training_session', 'session_draft', 'session_version', 'session_return',
      'session_release', 'released_session'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
      name || '_find', name);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function audit_change(%L)',
      name || '_audit', name,
      case name when 'training_session' then 'id' when 'session_draft' then 'session_id'
        when 'session_version' then 'id' when 'released_session' then 'session_id' else 'version_id' end);
  end loop;
end $$;

create policy training_session_begin on training_session for insert to kaskada_app
  with check (owner_id = any ((select own_ministries())::uuid[]) and created_by = actor_id() and origin = 'recorded');
create policy session_draft_write on session_draft for insert to kaskada_app
  with check (owner_id = any ((select own_ministries())::uuid[]) and author_id = actor_id());
create policy session_draft_save on session_draft for update to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]))
  with check (owner_id = any ((select own_ministries())::uuid[]) and author_id = actor_id());
create policy session_draft_discard on session_draft for delete to kaskada_app
  using (owner_id = any ((select own_ministries())::uuid[]));
create policy session_version_submit on session_version for insert to kaskada_app
  with check (owner_id = any ((select own_ministries())::uuid[]) and submitted_by = actor_id());
create policy session_return_give on session_return for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and returned_by = actor_id());
-- Nobody releases what they submitted: the database checks it too.
create policy session_release_give on session_release for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and released_by = actor_id()
    and not exists (select from session_version v where v.id = version_id and v.submitted_by = actor_id()));
create policy session_release_withdraw on session_release for delete to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
-- The whole network sees what was released. What leaves is what was released: that version, then, at that grain.
create policy released_session_network on released_session for select to kaskada_app using ((select in_network()));
create policy released_session_leave on released_session for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[])
    and exists (select from session_release r where (r.version_id, r.session_id, r.owner_id, r.grain, r.released_at)
      = (released_session.version_id, released_session.session_id, released_session.owner_id, released_session.grain,
        released_session.released_at)));
create policy released_session_replace on released_session for update to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]))
  with check (owner_id = any ((select coordinated_ministries())::uuid[])
    and exists (select from session_release r where (r.version_id, r.session_id, r.owner_id, r.grain, r.released_at)
      = (released_session.version_id, released_session.session_id, released_session.owner_id, released_session.grain,
        released_session.released_at)));
create policy released_session_withdraw on released_session for delete to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
grant select on training_session, session_draft, session_version, session_return, session_release, released_session to kaskada_app;
grant insert on training_session, session_draft, session_version, session_return, session_release, released_session to kaskada_app;
grant update (author_id, content, revision, saved_at) on session_draft to kaskada_app;
grant update on released_session to kaskada_app;
grant delete on session_draft, session_release, released_session to kaskada_app;
