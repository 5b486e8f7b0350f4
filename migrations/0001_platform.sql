-- Roles nobody signs in as. kaskada_keeper owns the few functions that must see more than the person
-- asking (appointments, audit, summaries); kaskada_app is what every statement of the platform runs as.
-- The tables belong to whoever migrates, which the running platform is not.
do $$
declare wanted text;
begin
  foreach wanted in array array['kaskada_keeper', 'kaskada_app'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin nosuperuser nobypassrls', wanted);
    end if;
    execute format('grant %I to current_user', wanted);
  end loop;
end $$;

create schema if not exists kaskada;
grant usage, create on schema kaskada to kaskada_keeper;
grant usage on schema kaskada to kaskada_app;

-- Who is asking. Set once per transaction by the platform, never by a statement of a domain.
create function actor_id() returns uuid language sql stable
  as $$ select nullif(current_setting('kaskada.actor', true), '')::uuid $$;

-- The standing task that a piece of machinery performs where no person asks (delivering facts, signing in).
create function on_duty(duty text) returns boolean language sql stable
  as $$ select current_setting('kaskada.duty', true) is not distinct from duty $$;

-- What happened, kept in the same transaction as the change itself, delivered after the commit.
create table fact (
  id bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  announced_at timestamptz not null,
  delivered_at timestamptz
);
create index fact_undelivered on fact (id) where delivered_at is null;
alter table fact enable row level security;
alter table fact force row level security;
create policy fact_announce on fact for insert to kaskada_app with check (delivered_at is null);
create policy fact_find on fact for select to kaskada_app using (on_duty('delivery'));
create policy fact_deliver on fact for update to kaskada_app using (on_duty('delivery'));
grant insert on fact to kaskada_app;
grant select, update (delivered_at) on fact to kaskada_app;

-- Audit: one chain per owner (and one for what has no owner). An entry's hash covers the entry before it.
create table audit_entry (
  owner_id uuid,
  chain text generated always as (coalesce(owner_id::text, 'network')) stored,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  table_name text not null,
  row_key text not null,
  action text not null check (action in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (chain, seq)
);
create table audit_head (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
alter table audit_head enable row level security;
alter table audit_head force row level security;
create policy audit_entry_keeper on audit_entry to kaskada_keeper using (true) with check (true);
create policy audit_head_keeper on audit_head to kaskada_keeper using (true) with check (true);
grant select, insert on audit_entry to kaskada_keeper;
grant select, insert, update on audit_head to kaskada_keeper;

create function audit_hash(previous bytea, e audit_entry) returns bytea language sql stable as $$
  select sha256(previous || convert_to(concat_ws(e'\x1f',
    e.chain, e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(e.actor_id::text, '-'),
    e.table_name, e.row_key, e.action, coalesce(e.before::text, '-'), coalesce(e.after::text, '-')), 'UTF8'))
$$;

-- One trigger for every audited table. Its argument names the columns of the row's key.
-- The head row is locked until the commit: entries of one owner follow one another without a gap.
create function audit_change() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  becomes jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  entry audit_entry;
  head audit_head;
begin
  if was is not distinct from becomes then return null; end if;
  entry.owner_id := (coalesce(becomes, was) ->> 'owner_id')::uuid;
  entry.chain := coalesce(entry.owner_id::text, 'network');
  insert into audit_head values (entry.chain, 0, '\x') on conflict (chain) do nothing;
  select * into head from audit_head where chain = entry.chain for update;
  entry.seq := head.seq + 1;
  entry.at := clock_timestamp();
  entry.actor_id := actor_id();
  entry.table_name := tg_table_name;
  entry.row_key := (select string_agg(coalesce(becomes, was) ->> part, '/') from unnest(tg_argv) as part);
  entry.action := lower(tg_op);
  entry.before := was;
  entry.after := becomes;
  entry.hash := audit_hash(head.hash, entry);
  insert into audit_entry (owner_id, seq, at, actor_id, table_name, row_key, action, before, after, previous_hash, hash)
  values (entry.owner_id, entry.seq, entry.at, entry.actor_id, entry.table_name, entry.row_key, entry.action,
    entry.before, entry.after, head.hash, entry.hash);
  update audit_head set seq = entry.seq, hash = entry.hash where chain = entry.chain;
  return null;
end $$;
alter function audit_change() owner to kaskada_keeper;
