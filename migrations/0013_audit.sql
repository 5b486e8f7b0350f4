-- The audit also says who read and took along what, and who signed in; names stand in it so that they can be taken out;
-- and whoever audits a ministry reads it. docs/audit.md says what it shows and what it cannot, and
-- docs/decisions/erasure-and-audit.md how a name leaves it.

alter table audit_entry
  drop constraint audit_entry_action_check,
  add constraint audit_entry_action_check check (action in ('insert', 'update', 'delete', 'read', 'export', 'sign_in',
    'sign_out'));
create index audit_entry_actor on audit_entry (chain, actor_id, seq desc);
create index audit_entry_row on audit_entry (chain, row_key, seq desc);

-- The only way into a chain. The head row is locked until the commit: entries of one owner follow one another without a
-- gap.
create function append_to_audit(e audit_entry) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare head audit_head;
begin
  e.chain := coalesce(e.owner_id::text, 'network');
  insert into audit_head values (e.chain, 0, '\x') on conflict (chain) do nothing;
  select * into head from audit_head where chain = e.chain for update;
  e.seq := head.seq + 1;
  e.at := clock_timestamp();
  e.hash := audit_hash(head.hash, e);
  insert into audit_entry (owner_id, seq, at, actor_id, table_name, row_key, action, before, after, previous_hash, hash)
  values (e.owner_id, e.seq, e.at, e.actor_id, e.table_name, e.row_key, e.action, e.before, e.after, head.hash, e.hash);
  update audit_head set seq = e.seq, hash = e.hash where chain = e.chain;
end $$;
alter function append_to_audit(audit_entry) owner to kaskada_keeper;
-- Names in the audit are sealed: an entry holds a salted hash, and what was hashed stands here beside the chain. Taking
-- it away takes the name away, and every hash of the chain still fits.
create table audit_sealed (
  owner_id uuid,
  chain text not null,
  seq bigint not null,
  side text not null check (side in ('before', 'after')),
  field text not null,
  table_name text not null,
  row_key text not null,
  salt text not null,
  value text not null,
  primary key (chain, seq, side, field)
);
create index audit_sealed_row on audit_sealed (table_name, row_key);
create index audit_entry_by on audit_entry (actor_id);
alter table audit_sealed enable row level security;
alter table audit_sealed force row level security;
create policy audit_sealed_keeper on audit_sealed to kaskada_keeper using (true) with check (true);
create policy audit_sealed_find on audit_sealed for select to kaskada_app
  using (owner_id = any ((select audited_ministries())::uuid[]));
create policy audit_sealed_network on audit_sealed for select to kaskada_app
  using (owner_id is null and (select audits_network()));
grant select, insert, delete on audit_sealed to kaskada_keeper;
grant select on audit_sealed to kaskada_app;

create function seal(salt text, value text) returns text language sql immutable
  as $$ select 'sealed:' || encode(sha256(convert_to(salt || e'\x1f' || value, 'UTF8')), 'hex') $$;
grant execute on function seal(text, text) to kaskada_keeper;

-- What one side of an entry says once its names are opened, as far as the reader may and they are still there.
create function opened(said jsonb, of_chain text, of_seq bigint, of_side text) returns jsonb language sql stable as $$
  select said || coalesce((select jsonb_object_agg(s.field, s.value) from kaskada.audit_sealed s
    where s.chain = of_chain and s.seq = of_seq and s.side = of_side), '{}')
$$;
grant execute on function opened(jsonb, text, bigint, text) to kaskada_app;

-- The trigger, whose arguments now say more: a name is a column of the row's key, ~name is sealed, -name is left out.
create function without_content(said jsonb, parts text[]) returns jsonb language sql immutable
  as $$ select said - array(select substr(part, 2) from unnest(parts) as part where part like '-%') $$;
grant execute on function without_content(jsonb, text[]) to kaskada_keeper;
create or replace function audit_change() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  becomes jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  entry audit_entry;
  kept audit_sealed;
  sealed audit_sealed[] := '{}';
  said jsonb;
begin
  if was is not distinct from becomes then return null; end if;
  entry.owner_id := (coalesce(becomes, was) ->> 'owner_id')::uuid;
  entry.chain := coalesce(entry.owner_id::text, 'network');
  entry.actor_id := actor_id();
  entry.table_name := tg_table_name;
  entry.row_key := (select string_agg(coalesce(becomes, was) ->> part, '/')
    from unnest(tg_argv) as part where part !~ '^[~-]');
  entry.action := lower(tg_op);
  entry.before := without_content(was, tg_argv);
  entry.after := without_content(becomes, tg_argv);
  for kept.field in select substr(part, 2) from unnest(tg_argv) as part where part like '~%' loop
    foreach kept.side in array array['before', 'after'] loop
      said := case kept.side when 'before' then entry.before else entry.after end;
      kept.value := said ->> kept.field;
      continue when kept.value is null;
      kept.salt := gen_random_uuid()::text || gen_random_uuid()::text;
      said := jsonb_set(said, array[kept.field], to_jsonb(seal(kept.salt, kept.value)));
      if kept.side = 'before' then entry.before := said; else entry.after := said; end if;
      sealed := sealed || kept;
    end loop;
  end loop;
  perform append_to_audit(entry);
  -- The head is locked until the commit: its number is that of the entry.
  insert into audit_sealed
  select entry.owner_id, entry.chain, h.seq, s.side, s.field, entry.table_name, entry.row_key, s.salt, s.value
  from unnest(sealed) s, audit_head h where h.chain = entry.chain;
  return null;
end $$;

drop trigger person_audit on person;
create trigger person_audit after insert or update or delete on person
  for each row execute function audit_change('id', '~name');
drop trigger trainer_audit on trainer;
create trigger trainer_audit after insert or update or delete on trainer
  for each row execute function audit_change('id', '~name');

-- What is the network's own: its settings, and what was published about it. What stood there before anybody noted it is
-- noted now, as the platform's doing.
do $$
declare
  one text[];
  said record;
  entry audit_entry;
begin
  foreach one slice 1 in array array[['network', 'only_one', null], ['country_name', 'country_code', null],
    ['reported_total', 'id', null], ['contradiction', 'id', null], ['published_share', 'id', null],
    ['trainer_cohort', 'certified_on', null], ['meeting', 'series', 'number'], ['unit', 'id', null]
  ] loop
    execute format('create trigger %I after insert or update or delete on %I for each row execute function audit_change(%s)',
      one[1] || '_audit', one[1], concat_ws(', ', quote_literal(one[2]), quote_literal(one[3])));
    for said in execute format('select to_jsonb(t) as row from %I t', one[1]) loop
      entry.table_name := one[1];
      entry.row_key := concat_ws('/', said.row ->> one[2], said.row ->> one[3]);
      entry.action := 'insert';
      entry.after := said.row;
      perform append_to_audit(entry);
    end loop;
  end loop;
end $$;

-- Whether the actor reads the audit of a ministry, or (null) of the network.
create function may_audit(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select coalesce(case when owner is null then audits_network() else owner = any (audited_ministries()) end, false)
$$;

-- Whether the actor sees the people of a ministry or (null) of the network, beyond themself.
create function sees_people(owner uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select (owner is null or exists (select from ministry m where m.id = owner)) and (administers() or is_secretariat()
    or coalesce(owner = any (own_ministries()) or owner = any (audited_ministries()), false))
$$;
-- What can be read or taken along of a ministry's, or (null) of the network's, and by whom: only who sees it. Nobody writes
-- anything else into a chain, and people of elsewhere no text of their own.
create function can_read(owner uuid, what text, row_key text, how text) returns boolean language sql stable
  security definer set search_path = kaskada, pg_temp as $$
  select coalesce(case when what in ('trainer', 'training_session', 'audit_entry', 'appointment') and row_key <> '' then false
    when what = 'trainer' then owner = any (own_ministries())
    when what = 'training_session' then how = 'export' and owner = any (own_ministries())
    when what = 'audit_entry' then how = 'export' and may_audit(owner)
    when what = 'appointment' then sees_people(owner) or exists (select from person p where p.id = actor_id()
      and (p.owner_id = owner or exists (select from appointment a where a.person_id = p.id and a.owner_id = owner)))
    when what = 'person' then how = 'read' and sees_people(owner) and exists (select from person p
      where p.id::text = row_key and (p.owner_id is not distinct from owner
        or exists (select from appointment a where a.person_id = p.id and a.owner_id is not distinct from owner)))
  end, false)
$$;
-- By what one's own list was narrowed, part by part: choices, days and ids. Of a text that was typed it is only said that
-- there was one: it may be somebody's name, and nothing takes it out of a chain again.
create function is_filter_part(what text, part text, said jsonb) returns boolean language sql stable
  set search_path = kaskada, pg_temp as $$
  select coalesce(case
    when what = 'training_session' then case part
      when 'of' then said in ('"own"', '"network"')
      when 'text' then said = 'true'
      when 'state' then said in ('"draft"', '"waiting"', '"returned"', '"released"')
      when 'year' then jsonb_typeof(said) = 'number' and said::text ~ '^(19|20)[0-9][0-9]$'
      when 'kind' then said in ('"peers_at_home"', '"training_of_trainers"', '"peers_from_outside"', '"partner_activity"')
      when 'ministry' then said::text ~ '^"[A-Z]{2}"$'
    end
    when what = 'audit_entry' then case part
      when 'person' then said::text ~ '^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$'
      when 'kind' then said = 'true' or to_regclass('kaskada.' || quote_ident(said #>> '{}')) is not null
      when 'action' then said in ('"insert"', '"update"', '"delete"', '"read"', '"export"', '"sign_in"', '"sign_out"')
      when 'from' then said::text ~ '^"[0-9]{4}-[0-9]{2}-[0-9]{2}"$'
      when 'to' then said::text ~ '^"[0-9]{4}-[0-9]{2}-[0-9]{2}"$'
      when 'record' then said = 'true'
      when 'emergency' then said = '"yes"'
    end
  end, false)
$$;
-- What may be said of it: the kind of file, how many rows, and that filter. Nothing else, and no text of anybody's.
create function is_detail(what text, detail jsonb) returns boolean language sql stable
  set search_path = kaskada, pg_temp as $$
  select detail is null or coalesce(what <> 'person' and jsonb_typeof(detail) = 'object'
    and detail - array['as', 'rows', 'filter'] = '{}'
    and (not detail ? 'as' or detail -> 'as' in ('"csv"', '"xlsx"', '"json"', '"signed"'))
    and (not detail ? 'rows' or (jsonb_typeof(detail -> 'rows') = 'number' and detail ->> 'rows' ~ '^[0-9]{1,8}$'
      and (detail -> 'rows')::int <= 10000000))
    and case when not detail ? 'filter' then true
      when jsonb_typeof(detail -> 'filter') <> 'object' then false
      else (select coalesce(bool_and(is_filter_part(what, part.key, part.value)), true)
        from jsonb_each(detail -> 'filter') part) end, false)
$$;

-- Somebody read, or took along, what is a ministry's: noted in that ministry's chain, in the name of whoever asks, by
-- whatever the platform set as the actor. The same read again within an hour is the same entry, and so is the same file
-- taken along again within a minute, but for what is taken under an emergency access that began meanwhile. One at a time
-- for each person: two at the same moment are one entry too.
create function note_read(owner uuid, what text, row_key text, how text, detail jsonb) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare entry audit_entry;
begin
  if actor_id() is null or not can_read(owner, what, row_key, how) then
    raise insufficient_privilege using message = 'not for this person to read';
  end if;
  if how not in ('read', 'export') or not is_detail(what, detail) then
    raise check_violation using message = 'no such reading';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('note_read ' || actor_id(), 0));
  if exists (select from audit_entry e where e.chain = coalesce(owner::text, 'network') and e.actor_id = actor_id()
      and e.at > now() - case how when 'read' then interval '1 hour' else interval '1 minute' end
      and e.action = how and e.table_name = what and e.row_key = note_read.row_key
      and (how = 'read' or (e.after - 'rows') is not distinct from (detail - 'rows'))
      and not exists (select from emergency_access x
        where x.owner_id = owner and x.person_id = actor_id() and is_open(x) and x.granted_at > e.at)) then
    return;
  end if;
  entry.owner_id := owner;
  entry.actor_id := actor_id();
  entry.table_name := what;
  entry.row_key := row_key;
  entry.action := how;
  entry.after := detail;
  perform append_to_audit(entry);
end $$;
alter function may_audit(uuid) owner to kaskada_keeper;
alter function sees_people(uuid) owner to kaskada_keeper;
alter function can_read(uuid, text, text, text) owner to kaskada_keeper;
alter function note_read(uuid, text, text, text, jsonb) owner to kaskada_keeper;
grant execute on function is_filter_part(text, text, jsonb), is_detail(text, jsonb) to kaskada_keeper;
grant execute on function note_read(uuid, text, text, text, jsonb) to kaskada_app;

-- Sign-ins and sign-outs, in the chain of their person's ministry or, for people of the network, of the network: when, and
-- by which means. The device and the address are theirs alone to see.
create function note_sign_in() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare entry audit_entry;
begin
  if tg_op = 'UPDATE' and (old.ended_at is not null or new.ended_at is null) then return null; end if;
  entry.owner_id := (select p.owner_id from person p where p.id = new.person_id);
  entry.actor_id := case when tg_op = 'INSERT' then new.person_id else coalesce(actor_id(), new.person_id) end;
  entry.table_name := 'sign_in';
  entry.row_key := new.id;
  entry.action := case when tg_op = 'INSERT' then 'sign_in' else 'sign_out' end;
  entry.after := jsonb_build_object('person_id', new.person_id, 'method', new.method, 'is_strong', new.is_strong);
  perform append_to_audit(entry);
  return null;
end $$;
alter function note_sign_in() owner to kaskada_keeper;
create trigger sign_in_noted after insert or update on sign_in for each row execute function note_sign_in();

-- Whether somebody stood in for a ministry's coordinator at an instant. Whoever sees no emergency gets no for an answer.
create function in_emergency(owner uuid, person uuid, at timestamptz) returns boolean language sql stable as $$
  select exists (select from kaskada.emergency_access e where e.owner_id = owner and e.person_id = person
    and e.granted_at <= at and at < least(e.granted_at + make_interval(hours => e.hours), coalesce(e.ended_at, 'infinity')))
$$;

-- The names of all who acted on what is a ministry's or the network's, for whoever audits it, and for nobody else: also of
-- people whom they do not see elsewhere, such as the administrator who proposed an appointment. Of the network all its
-- people are named, because its entries are about them.
create function name_actors(owner uuid) returns table (person_id uuid, name text)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name from person p
  where may_audit(owner) and ((owner is null and p.owner_id is null)
    or exists (select from audit_entry e where e.chain = coalesce(owner::text, 'network') and e.actor_id = p.id))
$$;
alter function name_actors(uuid) owner to kaskada_keeper;

-- Where a chain ends by its head, and by its entries, as at one moment.
create function find_audit_head(owner uuid) returns table (seq bigint, hash bytea, at timestamptz, last_seq bigint)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select h.seq, h.hash, (select e.at from audit_entry e where e.chain = asked.chain and e.seq = h.seq),
    (select max(e.seq) from audit_entry e where e.chain = asked.chain)
  from (select coalesce(owner::text, 'network') as chain) asked left join audit_head h on h.chain = asked.chain
  where may_audit(owner)
$$;
alter function find_audit_head(uuid) owner to kaskada_keeper;
grant execute on function in_emergency(uuid, uuid, timestamptz), name_actors(uuid), find_audit_head(uuid) to kaskada_app;
-- What an entry says of a row that can be compared with it: opened where it was sealed, and nothing of what was erased.
create function comparable(said jsonb, of_chain text, of_seq bigint) returns jsonb language sql stable as $$
  select jsonb_object_agg(said.key, said.value)
  from jsonb_each(kaskada.opened(said, of_chain, of_seq, 'after')) said where said.value #>> '{}' not like 'sealed:%'
    or said.value = 'null'
$$;

-- For whoever owns the tables, never for the running platform: every row that is not as its last entry says, and every
-- table whose changes are not noted any more. A column that is younger than the entry is not compared.
create function find_strays() returns table (table_name text, row_key text, fault text)
  language plpgsql stable security definer set search_path = kaskada, pg_temp as $$
declare audited record;
begin
  for audited in
    select names.name, c.oid as class, t.tgenabled as enabled,
      array(select part from unnest(trim_array(string_to_array(encode(t.tgargs, 'escape'), '\000'), 1)) with ordinality as
        given (part, place) where part !~ '^[~-]' order by place) as parts, t.tgargs is not null as is_watched
    from (select distinct a.table_name as name from audit_entry a where a.action in ('insert', 'update', 'delete')
      union select c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where t.tgfoid = 'audit_change()'::regprocedure) names
      left join pg_class c on c.relname = names.name and c.relnamespace = 'kaskada'::regnamespace
      left join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'audit_change()'::regprocedure
    order by 1
  loop
    if not audited.is_watched or audited.enabled not in ('O', 'A') then
      return query select audited.name, null::text, 'unwatched';
    end if;
    continue when not audited.is_watched;
    if not has_table_privilege(audited.class, 'select') then
      return query select audited.name, null::text, 'unseen';
      continue;
    end if;
    return query execute format($query$
      select %1$L, coalesce(r.key, e.row_key), case
        when r.key is null then 'gone' when e.row_key is null then 'unheard'
        when e.action = 'delete' then 'back' else 'changed' end
      from (select (select string_agg(to_jsonb(t) ->> part, '/') from unnest(%2$L::text[]) as part) as key,
          to_jsonb(t) as becomes, t as whole from %1$I t) r
        full join (select distinct on (a.row_key) a.row_key, a.action,
            comparable(a.after, a.chain, a.seq) as after from audit_entry a
          where a.table_name = %1$L and a.action in ('insert', 'update', 'delete')
          order by a.row_key, a.at desc, a.seq desc) e on e.row_key = r.key
      where case when r.key is null then e.action <> 'delete'
        else e.after is null or to_jsonb(jsonb_populate_record(r.whole, e.after)) <> r.becomes end
      order by 2$query$, audited.name, audited.parts);
  end loop;
end $$;
grant execute on function opened(jsonb, text, bigint, text), comparable(jsonb, text, bigint) to kaskada_keeper;
alter function find_strays() owner to kaskada_keeper;
-- The keeper compares what is audited, so it must see it. A migration that audits another table does the same for it.
do $$
declare name text;
begin
  for name in select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgfoid = 'audit_change()'::regprocedure and not exists (select from pg_policy p
      where p.polrelid = c.oid and 'kaskada_keeper'::regrole = any (p.polroles) and p.polcmd in ('r', '*'))
  loop
    execute format('grant select on %I to kaskada_keeper', name);
    execute format('create policy %I on %I for select to kaskada_keeper using (true)', name || '_compared', name);
  end loop;
end $$;
