-- What a ministry says beside its figures, and on what they rest: how its sessions were counted, and what of them nobody
-- recorded.

-- A ministry's words to a figure of its own, of one year or of all. Versions, as sessions have: written, numbered, never
-- changed. Nobody else reads one before it is released.
create table annotation (
  id uuid primary key,
  owner_id uuid not null references ministry,
  kind text not null check (kind in ('peers_at_home', 'training_of_trainers', 'peers_from_outside', 'partner_activity')),
  year integer check (year between 1900 and 2099),
  number integer not null check (number > 0),
  note text not null check (length(note) between 1 and 600),
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?$'),
  written_by uuid not null references person,
  written_at timestamptz not null,
  unique nulls not distinct (owner_id, kind, year, number),
  unique (id, owner_id)
);
-- Released to the network: who, when, which version.
create table annotation_release (
  annotation_id uuid primary key,
  owner_id uuid not null references ministry,
  released_by uuid not null references person,
  released_at timestamptz not null,
  foreign key (annotation_id, owner_id) references annotation (id, owner_id)
);

-- How the released sessions of a ministry, year and kind were counted, and how many of them say nothing of a split. Sessions,
-- not people; kept by a trigger, so that no page scans the sessions.
create table reach_basis (
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  basis text not null,
  sessions integer not null,
  without_total integer not null,
  without_sex integer not null,
  without_status integer not null,
  primary key (owner_id, year, kind, basis)
);

do $$
declare name text;
begin
  foreach name in array array['annotation', 'annotation_release', 'reach_basis'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
  end loop;
  foreach name in array array['annotation', 'annotation_release'] loop
    execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
      name || '_find', name);
    execute format('create policy %I on %I for select to kaskada_keeper using (true)', name || '_keeper', name);
    execute format('grant select on %I to kaskada_keeper', name);
  end loop;
end $$;

create trigger annotation_audit after insert or update or delete on annotation
  for each row execute function audit_change('id');
create trigger annotation_release_audit after insert or update or delete on annotation_release
  for each row execute function audit_change('annotation_id');
create trigger annotation_written_at before insert on annotation
  for each row execute function date_now('written_at');
create trigger annotation_release_released_at before insert on annotation_release
  for each row execute function date_now('released_at');

create policy annotation_release_network on annotation_release for select to kaskada_app using ((select in_network()));
create policy annotation_network on annotation for select to kaskada_app
  using ((select in_network()) and exists (select from annotation_release r where r.annotation_id = annotation.id));
create policy annotation_write on annotation for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and written_by = actor_id());
create policy annotation_release_give on annotation_release for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and released_by = actor_id());
create policy annotation_release_withdraw on annotation_release for delete to kaskada_app
  using (owner_id = any ((select coordinated_ministries())::uuid[]));
grant insert on annotation, annotation_release to kaskada_app;
grant delete on annotation_release to kaskada_app;

create policy reach_basis_find on reach_basis for select to kaskada_app using (true);
create policy reach_basis_keeper on reach_basis to kaskada_keeper using (true) with check (true);
grant select, insert, update, delete on reach_basis to kaskada_keeper;

create function add_to_basis(c released_count, sign integer) returns void language plpgsql as $$
begin
  -- Coaching counts nobody, so there is no basis to compare.
  if c.occurrence <> 'held' or not c.counts or c.kind = 'coaching' then return; end if;
  insert into reach_basis as b values (c.owner_id, c.year, c.kind, c.basis, sign,
    sign * ((c.head_count).total is null)::int, sign * (num_nonnulls((c.head_count).women, (c.head_count).men) = 0)::int,
    sign * (num_nonnulls((c.head_count).civilian, (c.head_count).military) = 0)::int)
  on conflict (owner_id, year, kind, basis) do update set
    sessions = b.sessions + excluded.sessions,
    without_total = b.without_total + excluded.without_total,
    without_sex = b.without_sex + excluded.without_sex,
    without_status = b.without_status + excluded.without_status;
end $$;
create function keep_basis() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform add_to_basis(old, -1); end if;
  if tg_op <> 'DELETE' then perform add_to_basis(new, 1); end if;
  return null;
end $$;
create function count_standing_basis() returns void language sql security definer
  set search_path = kaskada, pg_temp as $$ select add_to_basis(c, 1) from released_count c $$;
alter function keep_basis() owner to kaskada_keeper;
alter function add_to_basis(released_count, integer) owner to kaskada_keeper;
alter function count_standing_basis() owner to kaskada_keeper;
-- What was released before.
select count_standing_basis();
drop function count_standing_basis();
create trigger released_count_basis after insert or update or delete on released_count
  for each row execute function keep_basis();
