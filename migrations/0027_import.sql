-- Past sessions come in by a file: what was uploaded waits in parts, is checked, written and can be taken back.
-- docs/decisions/import.md says why in parts.

alter table training_session drop constraint training_session_origin_check,
  add constraint training_session_origin_check check (origin in ('recorded', 'published', 'demo', 'imported'));

-- One file of one ministry: who, when, which file, how it was read, which column is what, and what became of it.
create table session_import (
  id uuid primary key,
  owner_id uuid not null references ministry,
  imported_by uuid not null references person,
  created_at timestamptz not null,
  file_name text not null check (length(file_name) <= 200),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  row_count integer not null check (row_count >= 0),
  -- How the file was read, with its headers.
  reading jsonb not null,
  -- Which column is what; null: still to be said.
  mapping jsonb,
  begun_at timestamptz,
  finished_at timestamptz,
  undone_by uuid references person,
  undone_at timestamptz,
  unique (id, owner_id),
  check ((undone_by is null) = (undone_at is null)),
  check (begun_at is not null or (finished_at is null and undone_at is null))
);
create index session_import_owner on session_import (owner_id, created_at desc);

-- Some rows of the file: as they were read, what is wrong with them, and what will be written of them. Emptied once it is.
create table session_import_part (
  import_id uuid not null,
  owner_id uuid not null,
  number integer not null,
  rows jsonb not null,
  row_count integer not null,
  -- The sessions that its rows are about, and the rows, so that none comes twice in one file.
  ids uuid[],
  id_rows integer[],
  -- Null until it was checked.
  problems jsonb,
  ready jsonb,
  new_count integer not null default 0,
  changed_count integer not null default 0,
  same_count integer not null default 0,
  example_count integer not null default 0,
  problem_count integer not null default 0,
  wrong_count integer not null default 0,
  worked_at timestamptz,
  written_at timestamptz,
  primary key (import_id, number),
  foreign key (import_id, owner_id) references session_import (id, owner_id) on delete cascade
);

-- By which import a version came.
alter table session_version add column import_id uuid,
  add constraint session_version_import_fkey foreign key (import_id, owner_id) references session_import (id, owner_id);
create index session_version_import on session_version (import_id) where import_id is not null;

-- What was imported is released as a whole, by somebody else than who imported it: who ordered it, and at which grain.
create table import_release (
  import_id uuid primary key,
  owner_id uuid not null,
  grain text not null check (grain in ('total', 'sex', 'sex_and_status')),
  ordered_by uuid not null references person,
  ordered_at timestamptz not null,
  -- Null while some of it waits.
  finished_at timestamptz,
  foreign key (import_id, owner_id) references session_import (id, owner_id)
);

alter table session_import enable row level security;
alter table session_import force row level security;
alter table session_import_part enable row level security;
alter table session_import_part force row level security;
create policy session_import_find on session_import for select to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
create policy session_import_upload on session_import for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and imported_by = actor_id() and begun_at is null);
create policy session_import_go_on on session_import for update to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]))
  with check (owner_id = any ((select coordinated_ministries())::uuid[]));
create policy session_import_throw_away on session_import for delete to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]) and begun_at is null);
create policy session_import_part_find on session_import_part for select to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
create policy session_import_part_upload on session_import_part for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]));
create policy session_import_part_go_on on session_import_part for update to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]))
  with check (owner_id = any ((select coordinated_ministries())::uuid[]));
alter table import_release enable row level security;
alter table import_release force row level security;
create policy import_release_find on import_release for select to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
create policy import_release_order on import_release for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and ordered_by = actor_id() and finished_at is null
    and exists (select from session_import i where i.id = import_id and i.finished_at is not null and i.undone_at is null
      and i.imported_by <> actor_id()));
create policy import_release_finish on import_release for update to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]) and finished_at is null)
  with check (owner_id = any ((select coordinated_ministries())::uuid[]));
grant select, insert, update (finished_at) on import_release to kaskada_app;
create policy import_release_compared on import_release for select to kaskada_keeper using (true);
grant select on import_release to kaskada_keeper;
create trigger import_release_ordered_at before insert on import_release
  for each row execute function date_now('ordered_at');
create trigger import_release_audit after insert or update or delete on import_release
  for each row execute function audit_change('import_id');
grant select, insert, delete on session_import to kaskada_app;
grant update (mapping, begun_at, finished_at, undone_by, undone_at) on session_import to kaskada_app;
grant select, insert on session_import_part to kaskada_app;
grant update (rows, ids, id_rows, problems, ready, new_count, changed_count, same_count, example_count, problem_count,
  wrong_count, worked_at, written_at) on session_import_part to kaskada_app;

-- Whoever coordinates imports; what comes in so is marked as such.
alter policy training_session_begin on training_session
  with check (owner_id = any ((select recording_ministries())::uuid[]) and created_by = actor_id() and (origin = 'recorded'
    or (origin = 'imported' and owner_id = any ((select coordinated_ministries())::uuid[]))));
alter policy session_version_submit on session_version
  with check (owner_id = any ((select recording_ministries())::uuid[]) and submitted_by = actor_id()
    and (import_id is null or owner_id = any ((select coordinated_ministries())::uuid[])));

-- The times of an import are the database's, each set once; who undoes it says so themself.
create function date_import() returns trigger language plpgsql as $$
begin
  if current_user <> 'kaskada_app' then return new; end if;
  if tg_op = 'INSERT' then new.created_at := now(); return new; end if;
  new.begun_at := coalesce(old.begun_at, case when new.begun_at is not null then now() end);
  new.finished_at := coalesce(old.finished_at, case when new.finished_at is not null then now() end);
  new.undone_at := coalesce(old.undone_at, case when new.undone_at is not null then now() end);
  new.undone_by := case when old.undone_at is not null then old.undone_by when new.undone_at is not null then actor_id() end;
  -- What was begun goes on as it was begun.
  if old.begun_at is not null then new.mapping := old.mapping; end if;
  return new;
end $$;
create trigger session_import_dated before insert or update on session_import
  for each row execute function date_import();

create trigger session_import_audit after insert or update or delete on session_import
  for each row execute function audit_change('id', '-reading', '-mapping');
grant select on session_import to kaskada_keeper;
create policy session_import_compared on session_import for select to kaskada_keeper using (true);

-- Whether a version that was imported does not wait as it came: it was released, or somebody wrote on.
create function is_written_on(v session_version) returns boolean language sql stable
  set search_path = kaskada, pg_temp as $$
  select exists (select from session_release r where r.version_id = v.id)
    or exists (select from session_version n where n.session_id = v.session_id and n.number > v.number)
    or exists (select from session_draft d where d.session_id = v.session_id and d.owner_id = v.owner_id)
$$;
-- The versions of an import that stay when it is undone: for that, or because their session would go with them, and with the
-- session what people wrote to it by hand. Of a whole import at once, as asking of each of a hundred thousand takes many seconds. In
-- plpgsql, as the lists of persons are of a later migration.
create function gone_on_with(import uuid) returns setof uuid language plpgsql stable
  set search_path = kaskada, pg_temp as $$
begin
  return query select v.id from session_version v where v.import_id = import and (
    exists (select from session_release r where r.version_id = v.id)
    or exists (select from session_version n where n.session_id = v.session_id and n.number > v.number)
    or exists (select from session_draft d where d.session_id = v.session_id and d.owner_id = v.owner_id)
    or (exists (select from person_list l where l.session_id = v.session_id and l.owner_id = v.owner_id and l.listed > 0)
        or exists (select from session_claim c where c.session_id = v.session_id)
        or exists (select from session_distinction d where d.session_id = v.session_id and d.owner_id = v.owner_id)
        or exists (select from reach_adjustment a where a.session_id = v.session_id and a.owner_id = v.owner_id))
      and not exists (select from session_version o where o.session_id = v.session_id and o.id <> v.id));
end $$;
grant execute on function is_written_on(session_version), gone_on_with(uuid) to kaskada_app, kaskada_keeper;

-- Takes back some of what an import brought, and says how many; none is left when it says 0. Only what nobody went on
-- with, and only of an import that was undone. Nothing else deletes a version.
create function take_back_imported(import uuid, most integer) returns integer language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  taken uuid[];
  of_sessions uuid[];
begin
  if not exists (select from session_import i where i.id = import and i.undone_at is not null
      and i.owner_id = any (coordinated_ministries())) then
    raise insufficient_privilege using message = 'not an import that this person can take back';
  end if;
  select array_agg(v.id), array_agg(v.session_id) into taken, of_sessions from (select v.* from session_version v
    where v.import_id = import and v.id not in (select gone_on_with(import)) limit most for update) v;
  if taken is null then return 0; end if;
  delete from session_return where version_id = any (taken);
  delete from session_version where id = any (taken);
  delete from training_session s where s.id = any (of_sessions) and s.origin = 'imported'
    and not exists (select from session_version v where v.session_id = s.id)
    and not exists (select from session_draft d where d.session_id = s.id);
  return cardinality(taken);
end $$;
alter function take_back_imported(uuid, integer) owner to kaskada_keeper;
grant execute on function take_back_imported(uuid, integer) to kaskada_app;
grant update, delete on session_version to kaskada_keeper;
grant delete on session_return, training_session to kaskada_keeper;
create policy session_version_held on session_version for update to kaskada_keeper using (import_id is not null);
create policy session_version_taken_back on session_version for delete to kaskada_keeper using (import_id is not null);
create policy session_return_taken_back on session_return for delete to kaskada_keeper using (true);
create policy training_session_taken_back on training_session for delete to kaskada_keeper using (origin = 'imported');

-- What was uploaded and not imported is forgotten after thirty days, and so is what was wrong with rows of one that was.
create function forget_uploads() returns void language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  delete from session_import where begun_at is null and created_at < now() - interval '30 days';
  update session_import_part p set rows = '[]', ready = null, problems = '[]' from session_import i
  where i.id = p.import_id and i.created_at < now() - interval '30 days' and (p.rows <> '[]' or p.problems <> '[]');
end $$;
alter function forget_uploads() owner to kaskada_keeper;
grant execute on function forget_uploads() to kaskada_app;
grant delete on session_import to kaskada_keeper;
grant select, update on session_import_part to kaskada_keeper;
create policy session_import_forgotten on session_import for delete to kaskada_keeper using (begun_at is null);
create policy session_import_part_seen on session_import_part for select to kaskada_keeper using (true);
create policy session_import_part_emptied on session_import_part for update to kaskada_keeper using (true);

-- Many rows at once are noted at once: the head of the chain is taken up once and put down once. Row by row each entry
-- would walk all the heads that its own transaction left behind. Entries, order and hashes are the same as before.
create function audit_many() returns trigger language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  said record;
  head audit_head;
  entry audit_entry;
  entries audit_entry[] := '{}';
  many refcursor;
begin
  entry.actor_id := actor_id();
  entry.table_name := tg_table_name;
  entry.action := lower(tg_op);
  if tg_op = 'INSERT' then
    open many for select t.owner_id, to_jsonb(t) as row from added t order by t.owner_id;
  else
    open many for select t.owner_id, to_jsonb(t) as row from removed t order by t.owner_id;
  end if;
  loop
    fetch many into said;
    if not found or entry.owner_id is distinct from said.owner_id or cardinality(entries) = 500 then
      insert into audit_entry (owner_id, seq, at, actor_id, table_name, row_key, action, before, after, previous_hash, hash)
        select e.owner_id, e.seq, e.at, e.actor_id, e.table_name, e.row_key, e.action, e.before, e.after,
          e.previous_hash, e.hash from unnest(entries) e;
      update audit_head h set seq = head.seq, hash = head.hash where h.chain = head.chain and cardinality(entries) > 0;
      entries := '{}';
    end if;
    exit when said is null;
    if entry.chain is null or entry.owner_id is distinct from said.owner_id then
      entry.owner_id := said.owner_id;
      entry.chain := coalesce(said.owner_id::text, 'network');
      insert into audit_head values (entry.chain, 0, '\x') on conflict (chain) do nothing;
      select * into head from audit_head h where h.chain = entry.chain for update;
    end if;
    entry.seq := head.seq + 1;
    entry.at := clock_timestamp();
    entry.row_key := said.row ->> tg_argv[0];
    if tg_op = 'INSERT' then entry.after := said.row; else entry.before := said.row; end if;
    entry.previous_hash := head.hash;
    entry.hash := audit_hash(head.hash, entry);
    head.seq := entry.seq;
    head.hash := entry.hash;
    entries := entries || entry;
  end loop;
  close many;
  return null;
end $$;
alter function audit_many() owner to kaskada_keeper;
do $$
declare name text;
begin
  foreach name in array array['training_session', 'session_version'] loop
    execute format('drop trigger %I on %I', name || '_audit', name);
    execute format('create trigger %I after update on %I for each row execute function audit_change(%L)',
      name || '_audit', name, 'id');
    execute format('create trigger %I after insert on %I referencing new table as added for each statement
      execute function audit_many(%L)', name || '_audit_added', name, 'id');
    execute format('create trigger %I after delete on %I referencing old table as removed for each statement
      execute function audit_many(%L)', name || '_audit_removed', name, 'id');
  end loop;
end $$;
