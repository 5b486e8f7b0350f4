-- What others published about the network (reported totals, shares, contradictions) is entered, corrected and withdrawn by the
-- network itself. A record keeps its id for good, so that what refers to it goes on doing so; what it said before stays as a
-- version. docs/decisions/sourced-records.md says why.

-- What a record said, each time that somebody wrote it. The newest is what stands in the record's own table.
create table sourced_version (
  id uuid primary key,
  record_id uuid not null,
  kind text not null check (kind in ('reported_total', 'published_share', 'contradiction')),
  number integer not null check (number > 0),
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  -- Why it was corrected; the first version corrects nothing.
  reason text check (length(reason) between 1 and 600),
  -- The ministry for which it was written; null for the secretariat.
  owner_id uuid references ministry,
  -- Null: it was there before versions were kept.
  written_by uuid references person,
  written_at timestamptz,
  unique (record_id, number),
  check ((number = 1) = (reason is null))
);
-- A record that stands no more, by whose word and why. It is still shown, as withdrawn.
create table sourced_withdrawal (
  record_id uuid primary key,
  kind text not null check (kind in ('reported_total', 'published_share', 'contradiction')),
  reason text not null check (length(reason) between 1 and 600),
  owner_id uuid references ministry,
  withdrawn_by uuid not null references person,
  withdrawn_at timestamptz not null
);

-- Whatever way a record comes, it says of whom it is and where it stands written.
alter table reported_total
  add constraint reported_total_said check (counted <> '' and basis <> '' and source <> '');
alter table contradiction
  add constraint contradiction_said check (subject <> '' and first <> '' and second <> '' and first_source <> ''
    and second_source <> '');
alter table published_share
  add constraint published_share_said check (population <> '' and source <> ''),
  add constraint published_share_numbers check (women >= 0 and total >= women and percent between 0 and 100);

-- Of which country a record is; '' for the network as a whole, null where there is none.
create function sourced_scope(kind text, record_id uuid) returns text language sql stable
  set search_path = kaskada, pg_temp as $$
  select case kind
    when 'reported_total' then (select coalesce(country_code, '') from reported_total where id = record_id)
    when 'published_share' then (select country_code from published_share where id = record_id)
    when 'contradiction' then (select '' from contradiction where id = record_id)
  end
$$;
-- The secretariat keeps what is of the network and of any country; a coordinator or deputy what is of their own.
create function may_keep_sourced(for_ministry uuid, scope text) returns boolean language sql stable
  set search_path = kaskada, pg_temp as $$
  select case when for_ministry is null then is_secretariat()
    else for_ministry = any (coordinated_ministries())
      and scope = (select country_code from ministry where id = for_ministry) end
$$;

do $$
declare name text;
begin
  foreach name in array array['sourced_version', 'sourced_withdrawal'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to kaskada_app', name);
    execute format('grant select, insert on %I to kaskada_keeper', name);
    -- What was public stays so: what a record said, and why it was corrected or withdrawn.
    execute format('create policy %I on %I for select to kaskada_app using (true)', name || '_find', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
  end loop;
  foreach name in array array['reported_total', 'published_share', 'contradiction'] loop
    execute format('grant select, insert, update on %I to kaskada_keeper', name);
    execute format('create policy %I on %I for insert to kaskada_keeper with check (true)', name || '_enter', name);
    execute format('create policy %I on %I for update to kaskada_keeper using (true)', name || '_correct', name);
  end loop;
end $$;
-- A correction stays with the country of its record: a total of another country is another record.
create policy sourced_version_write on sourced_version for insert to kaskada_app
  with check (written_by = actor_id()
    and may_keep_sourced(owner_id, coalesce(said ->> 'country_code', ''))
    and (number = 1 or sourced_scope(kind, record_id) = coalesce(said ->> 'country_code', ''))
    and not exists (select from sourced_withdrawal w where w.record_id = sourced_version.record_id));
create policy sourced_withdrawal_give on sourced_withdrawal for insert to kaskada_app
  with check (withdrawn_by = actor_id() and may_keep_sourced(owner_id, sourced_scope(kind, record_id))
    and sourced_scope(kind, record_id) is not null);
create policy sourced_withdrawal_take_back on sourced_withdrawal for delete to kaskada_app
  using (is_secretariat() or exists (select from ministry m where m.id = any (coordinated_ministries())
    and m.country_code = sourced_scope(kind, record_id)));
grant delete on sourced_withdrawal to kaskada_app;

create trigger sourced_version_written_at before insert on sourced_version
  for each row execute function date_now('written_at');
create trigger sourced_withdrawal_withdrawn_at before insert on sourced_withdrawal
  for each row execute function date_now('withdrawn_at');
-- What it said is audited with the record itself.
create trigger sourced_version_audit after insert or update or delete on sourced_version
  for each row execute function audit_change('id', '-said');
create trigger sourced_withdrawal_audit after insert or update or delete on sourced_withdrawal
  for each row execute function audit_change('record_id');

-- Writes what a version says into the record. The only way to change one.
create function keep_sourced() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  said jsonb := new.said || jsonb_build_object('id', new.record_id);
  stood jsonb;
begin
  if new.written_by is null then return null; end if;
  execute format('select to_jsonb(r) - ''id'' from %I r where r.id = $1 for update', new.kind) into stood using new.record_id;
  if new.number = 1 then
    execute format('insert into %1$I select * from jsonb_populate_record(null::%1$I, $1)', new.kind) using said;
    return null;
  end if;
  if stood is null then
    raise exception 'There is no record to correct' using errcode = 'foreign_key_violation';
  end if;
  -- A record from before versions were kept: what it said until now is its first.
  insert into sourced_version (id, record_id, kind, number, said)
  select gen_random_uuid(), new.record_id, new.kind, 1, stood where new.number = 2
  on conflict (record_id, number) do nothing;
  if not exists (select from sourced_version v where v.record_id = new.record_id and v.number = new.number - 1
      and v.kind = new.kind) then
    raise exception 'A version is missing before this one' using errcode = 'foreign_key_violation';
  end if;
  execute format('update %1$I r set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where r.id = $2',
    new.kind, (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(stood) as key)) using said, new.record_id;
  return null;
end $$;
alter function keep_sourced() owner to kaskada_keeper;
create trigger sourced_version_keep after insert on sourced_version for each row execute function keep_sourced();

grant execute on function sourced_scope(text, uuid), may_keep_sourced(uuid, text) to kaskada_app;
