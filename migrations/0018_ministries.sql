-- Ministries join the network: an administrator adds each and corrects its name. It gives nobody a role. Its first coordinator
-- is appointed by two people of the network, and is of the network from then on: sees what was released, and reads the
-- network's audit. Every change stands in the ministry's own audit.

-- A ministry belongs to itself: so its changes stand in its own chain, and are compared like those of every other row.
alter table ministry
  add column owner_id uuid not null generated always as (id) stored,
  add constraint ministry_named check (jsonb_typeof(name) = 'object'
    and coalesce(length(name ->> 'en') between 1 and 200, false)
    and not jsonb_path_exists(name, '$.* ? (@.type() != "string")') and pg_column_size(name) < 8192);
create trigger ministry_audit after insert or update or delete on ministry
  for each row execute function audit_change('id');
-- Those that were there before anybody noted it.
do $$
declare
  one ministry;
  entry audit_entry;
begin
  for one in select * from ministry loop
    entry.owner_id := one.id;
    entry.table_name := 'ministry';
    entry.row_key := one.id;
    entry.action := 'insert';
    entry.after := to_jsonb(one);
    perform append_to_audit(entry);
  end loop;
end $$;

grant insert (id, country_code, name), update (name) on ministry to kaskada_keeper;
create policy ministry_add on ministry for insert to kaskada_keeper with check (true);
create policy ministry_correct on ministry for update to kaskada_keeper using (true) with check (true);

-- The id is made where the form is: sent twice, it adds one ministry. Returns false where the country has another one.
create function add_ministry(id uuid, country text, name jsonb) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not administers() then raise insufficient_privilege using message = 'not for this person to add'; end if;
  insert into ministry (id, country_code, name) values (add_ministry.id, country, add_ministry.name)
  on conflict do nothing;
  return exists (select from ministry m
    where m.id = add_ministry.id and m.country_code = country and m.name = add_ministry.name);
end $$;
-- Returns whether there is such a ministry.
create function correct_ministry_name(id uuid, name jsonb) returns boolean
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not administers() then raise insufficient_privilege using message = 'not for this person to correct'; end if;
  update ministry m set name = correct_ministry_name.name where m.id = correct_ministry_name.id;
  return found;
end $$;
alter function add_ministry(uuid, text, jsonb) owner to kaskada_keeper;
alter function correct_ministry_name(uuid, jsonb) owner to kaskada_keeper;
grant execute on function add_ministry(uuid, text, jsonb), correct_ministry_name(uuid, jsonb) to kaskada_app;

-- Of the invitations that wait, those whose link opens nothing any more, because the ministry was opened from outside and
-- invites its own people by now; for whoever may invite there. (is_outdated asks the same when a link is opened.)
create function outdated_invitations() returns table (id uuid) language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select i.id from invitation i where i.accepted_at is null and i.withdrawn_at is null and i.owner_id is not null
    and i.invited_by is not null and may_invite(i.owner_id) and ministry_of(i.invited_by) is distinct from i.owner_id and invites_itself(i.owner_id)
$$;
alter function outdated_invitations() owner to kaskada_keeper;
grant execute on function outdated_invitations() to kaskada_app;
