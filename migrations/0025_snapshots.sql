-- What figures mean, as records with versions; and figures as they were published, frozen. Nothing of this is ever changed or
-- deleted. docs/decisions/snapshots.md says how a snapshot can be taken in no time and still be opened to its records.

-- What a figure counts, in plain words. What is counted otherwise is a higher version; the highest is what is computed.
-- `unit` says what one of it is, and so how it is computed; `filters` narrow it: audience, firstYear, lastYear.
create table figure_definition (
  code text not null check (code ~ '^[a-z][a-z_-]{1,60}$'),
  version integer not null check (version > 0),
  unit text not null check (unit in ('attendance', 'session', 'country', 'meeting', 'ministry', 'trainer', 'participant', 'number',
    'reported')),
  -- Of which kind of session; null for what counts no sessions.
  kind text check ((kind is not null) = (unit in ('attendance', 'session', 'country'))),
  filters jsonb not null,
  -- By language, a name and a rule.
  words jsonb not null,
  reason text not null check (length(reason) between 1 and 600),
  -- Null: the platform came with it.
  made_by uuid references person,
  made_at timestamptz not null default now(),
  primary key (code, version)
);

-- All public figures were published together, by the secretariat.
create table publication (
  id uuid primary key,
  note text not null check (length(note) between 1 and 600),
  published_by uuid references person,
  published_at timestamptz not null,
  position bigint not null
);

-- A figure as it was: value and splits as everybody saw them, and the position in the ledger at which its records stood.
create table snapshot (
  id uuid primary key,
  publication_id uuid references publication,
  -- The ministry whose coordinator took it; null where the secretariat did.
  owner_id uuid references ministry,
  code text not null,
  version integer not null,
  -- Of what: owner, from, to; series, number; reported.
  scope jsonb not null,
  as_at timestamptz not null,
  position bigint not null,
  -- Null: there was something, and it was withheld.
  value bigint,
  splits jsonb not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  -- The one before it of the same figure.
  previous uuid references snapshot,
  taken_by uuid references person,
  taken_at timestamptz not null,
  foreign key (code, version) references figure_definition (code, version),
  check (publication_id is null or owner_id is null)
);
create index snapshot_figure on snapshot (code, scope, taken_at desc);
create index snapshot_publication on snapshot (publication_id);

-- Where somebody used a snapshot: a news item, a report, a speech.
create table figure_use (
  id uuid primary key default gen_random_uuid(),
  snapshot_id uuid not null references snapshot,
  place text not null check (length(place) between 1 and 200),
  address text check (length(address) <= 500 and address ~ '^(https?://|/[^/])'),
  used_by uuid not null references person,
  used_at timestamptz not null
);
create index figure_use_snapshot on figure_use (snapshot_id);

do $$
declare name text;
begin
  foreach name in array array['figure_definition', 'publication', 'snapshot', 'figure_use'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
    if name <> 'figure_use' then
      -- What everybody saw is everybody's; nobody but the functions below writes it.
      execute format('create policy %I on %I for select to kaskada_app using (true)', name || '_find', name);
      execute format('grant select, insert on %I to kaskada_keeper', name);
      execute format('create policy %I on %I for insert to kaskada_keeper with check (true)', name || '_add', name);
    end if;
    execute format('create policy %I on %I for select to kaskada_keeper using (true)', name || '_keeper', name);
  end loop;
  foreach name in array array['meeting', 'trainer_cohort', 'reported_total'] loop
    execute format('create policy %I on %I for select to kaskada_keeper using (true)', name || '_counted', name);
    execute format('grant select on %I to kaskada_keeper', name);
  end loop;
end $$;
-- Who used it is for the network; the public is told by figure_uses().
create policy figure_use_find on figure_use for select to kaskada_app using ((select in_network()));
create policy figure_use_note on figure_use for insert to kaskada_app
  with check (used_by = actor_id() and (is_secretariat() or cardinality(coordinated_ministries()) > 0));
grant insert on figure_use to kaskada_app;
grant select on figure_use to kaskada_keeper;
create trigger figure_use_used_at before insert on figure_use for each row execute function date_now('used_at');

create trigger figure_definition_audit after insert or update or delete on figure_definition
  for each row execute function audit_change('code', 'version');
create trigger publication_audit after insert or update or delete on publication
  for each row execute function audit_change('id');
create trigger snapshot_audit after insert or update or delete on snapshot
  for each row execute function audit_change('id', '-splits');
create trigger figure_use_audit after insert or update or delete on figure_use
  for each row execute function audit_change('id');

-- The published sums of a kind as they stood at a position of the ledger; null: as they stand. They are reckoned back from
-- today's, without what came since and with what left since, so that only what moved is read.
create function reach_at(of_kind text, place bigint) returns table (owner_id uuid, year integer, sessions bigint,
  uncounted_sessions bigint, held_sessions bigint, total bigint, women bigint, men bigint, civilian bigint,
  military bigint, women_civilian bigint, women_military bigint, men_civilian bigint, men_military bigint,
  withheld_sex bigint, withheld_status bigint, withheld_both bigint,
  set_hash numeric) language plpgsql stable set search_path = kaskada, pg_temp as $$
#variable_conflict use_column
begin
  return query select n.owner_id, n.year, sum(sign * n.sessions)::bigint, sum(sign * n.uncounted_sessions)::bigint,
    sum(sign * n.held_sessions)::bigint, sum(sign * n.total)::bigint, sum(sign * n.women)::bigint,
    sum(sign * n.men)::bigint, sum(sign * n.civilian)::bigint, sum(sign * n.military)::bigint,
    sum(sign * n.women_civilian)::bigint, sum(sign * n.women_military)::bigint, sum(sign * n.men_civilian)::bigint,
    sum(sign * n.men_military)::bigint, sum(sign * n.withheld_sex)::bigint, sum(sign * n.withheld_status)::bigint,
    sum(sign * n.withheld_both)::bigint,
    mod(mod(sum(sign * n.set_hash), set_modulus()) + set_modulus(), set_modulus())
  from (
    select 1 as sign, p.owner_id, p.year, p.sessions, p.uncounted_sessions, p.held_sessions, p.total, p.women, p.men,
      p.civilian, p.military, p.women_civilian, p.women_military, p.men_civilian, p.men_military, p.withheld_sex,
      p.withheld_status, p.withheld_both, p.set_hash
    from published_reach p where p.kind = of_kind
    union all
    select -1, p.owner_id, p.year, p.sessions, p.uncounted_sessions, p.held_sessions, p.total, p.women, p.men,
      p.civilian, p.military, p.women_civilian, p.women_military, p.men_civilian, p.men_military, p.withheld_sex,
      p.withheld_status, p.withheld_both, p.hash
    from counted_piece p where p.kind = of_kind and p.entered_position > place and p.left_position is null
      and not p.is_claim
    union all
    select 1, p.owner_id, p.year, p.sessions, p.uncounted_sessions, p.held_sessions, p.total, p.women, p.men,
      p.civilian, p.military, p.women_civilian, p.women_military, p.men_civilian, p.men_military, p.withheld_sex,
      p.withheld_status, p.withheld_both, p.hash
    from counted_piece p where p.kind = of_kind and p.left_position > place and p.entered_position <= place
      and not p.is_claim
  ) n group by n.owner_id, n.year;
end $$;
-- The same of what ministries claimed of one another's sessions (0026_sharing.sql).
create function claimed_at(of_kind text, place bigint) returns table (owner_id uuid, year integer, sessions bigint,
  uncounted_sessions bigint, held_sessions bigint, total bigint, women bigint, men bigint, civilian bigint,
  military bigint, women_civilian bigint, women_military bigint, men_civilian bigint, men_military bigint,
  withheld_sex bigint, withheld_status bigint, withheld_both bigint,
  set_hash numeric) language plpgsql stable set search_path = kaskada, pg_temp as $$
#variable_conflict use_column
begin
  if place is null then
    return query select c.owner_id, c.year, c.sessions::bigint, c.uncounted_sessions::bigint, c.held_sessions::bigint, c.total,
      c.women, c.men, c.civilian, c.military, c.women_civilian, c.women_military, c.men_civilian, c.men_military,
      c.withheld_sex, c.withheld_status, c.withheld_both, c.set_hash
    from claimed_reach c where c.kind = of_kind and c.sessions > 0;
    return;
  end if;
  return query select p.owner_id, p.year, sum(p.sessions)::bigint, sum(p.uncounted_sessions)::bigint,
    sum(p.held_sessions)::bigint, sum(p.total)::bigint, sum(p.women)::bigint, sum(p.men)::bigint, sum(p.civilian)::bigint,
    sum(p.military)::bigint, sum(p.women_civilian)::bigint, sum(p.women_military)::bigint, sum(p.men_civilian)::bigint,
    sum(p.men_military)::bigint, sum(p.withheld_sex)::bigint, sum(p.withheld_status)::bigint,
    sum(p.withheld_both)::bigint, mod(sum(p.hash), set_modulus())
  from counted_piece p where p.is_claim and p.kind = of_kind and p.entered_position <= place
    and (p.left_position is null or p.left_position > place) group by p.owner_id, p.year;
end $$;
create function is_counted_year(year integer, scope jsonb, filters jsonb) returns boolean language sql immutable as $$
  select year between greatest((scope ->> 'from')::int, (filters ->> 'firstYear')::int, 1)
    and least((scope ->> 'to')::int, (filters ->> 'lastYear')::int, 9999)
$$;
-- What a snapshot keeps of it: of a ministry with what it claimed, of the network each session once.
create function rows_at(of_kind text, place bigint, scope jsonb, filters jsonb) returns jsonb language sql stable
  set search_path = kaskada, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('owner', r.owner_id, 'year', r.year, 'sessions', r.sessions,
    'uncountedSessions', r.uncounted_sessions, 'heldSessions', r.held_sessions, 'total', r.total, 'women', r.women,
    'men', r.men, 'civilian', r.civilian, 'military', r.military, 'womenCivilian', r.women_civilian,
    'womenMilitary', r.women_military, 'menCivilian', r.men_civilian, 'menMilitary', r.men_military,
    'withheldSex', r.withheld_sex, 'withheldStatus', r.withheld_status, 'withheldBoth', r.withheld_both,
    'setHash', r.set_hash::text) || case when r.shared_sessions > 0
      then jsonb_build_object('sharedSessions', r.shared_sessions, 'sharedTotal', r.shared_total) else '{}' end
    order by r.year, r.owner_id), '[]')
  from (
    select n.owner_id, n.year, sum(n.sessions)::bigint as sessions, sum(n.uncounted_sessions)::bigint as uncounted_sessions,
      sum(n.held_sessions)::bigint as held_sessions, sum(n.total)::bigint as total, sum(n.women)::bigint as women,
      sum(n.men)::bigint as men, sum(n.civilian)::bigint as civilian, sum(n.military)::bigint as military,
      sum(n.women_civilian)::bigint as women_civilian, sum(n.women_military)::bigint as women_military,
      sum(n.men_civilian)::bigint as men_civilian, sum(n.men_military)::bigint as men_military,
      sum(n.withheld_sex)::bigint as withheld_sex, sum(n.withheld_status)::bigint as withheld_status,
      sum(n.withheld_both)::bigint as withheld_both, mod(sum(n.set_hash), set_modulus()) as set_hash,
      coalesce(sum(n.sessions) filter (where is_claim), 0)::bigint as shared_sessions,
      coalesce(sum(n.total) filter (where is_claim), 0)::bigint as shared_total
    from (select false as is_claim, o.* from reach_at(of_kind, place) o
      union all select true, c.* from claimed_at(of_kind, place) c where scope ? 'owner') n
    group by n.owner_id, n.year) r
  where r.sessions > 0 and r.owner_id = coalesce((scope ->> 'owner')::uuid, r.owner_id)
    and is_counted_year(r.year, scope, filters)
$$;
-- What of rows is the figure. Null: it may not be shown, or was recorded of nobody (the same as rules/shown.ts).
create function value_of_rows(unit text, filters jsonb, rows jsonb) returns bigint language sql immutable as $$
  select case
    when unit = 'session' then sessions
    when total = 0 and held > 0 then null
    when audience is null then total
    when audience in ('women', 'men') then case when women + men > 0 or total = 0 then
      case audience when 'women' then women else men end end
    else case when civilian + military > 0 or total = 0 then
      case audience when 'civilian' then civilian else military end end
  end
  from (select filters ->> 'audience' as audience, coalesce(sum(r.sessions), 0)::bigint as sessions,
      coalesce(sum(r."heldSessions"), 0) as held, coalesce(sum(r.total), 0)::bigint as total,
      coalesce(sum(r.women), 0)::bigint as women, coalesce(sum(r.men), 0)::bigint as men,
      coalesce(sum(r.civilian), 0)::bigint as civilian, coalesce(sum(r.military), 0)::bigint as military
    from jsonb_to_recordset(rows) as r (sessions bigint, "heldSessions" bigint, total bigint, women bigint, men bigint,
      civilian bigint, military bigint)) as sums
$$;
-- The fingerprint of a record of another domain; a column that it does not have yet changes nothing.
create function record_hash(said jsonb) returns text language sql immutable
  as $$ select encode(sha256(convert_to(jsonb_strip_nulls(said)::text, 'UTF8')), 'hex') $$;

-- Whether a scope is one that a figure of this unit has.
create function is_scope_of(unit text, scope jsonb) returns boolean language sql immutable as $$
  select coalesce(jsonb_typeof(scope) = 'object' and case
    when unit in ('attendance', 'session', 'country') then scope - array['owner', 'from', 'to'] = '{}'
      and coalesce(scope ->> 'owner', repeat('0', 8) || repeat('-0000', 3) || '-' || repeat('0', 12)) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      and coalesce(scope -> 'from', '1900')::text ~ '^(19|20)[0-9]{2}$'
      and coalesce(scope -> 'to', '2099')::text ~ '^(19|20)[0-9]{2}$'
    when unit = 'meeting' then scope - 'series' = '{}' and scope ->> 'series' is not null
    when unit in ('participant', 'number') then scope - array['series', 'number'] = '{}' and scope ->> 'series' is not null
      and (scope -> 'number')::text ~ '^[0-9]{1,5}$'
    when unit = 'reported' then scope - 'reported' = '{}' and scope ->> 'reported' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    else scope = '{}' end, false)
$$;
-- A figure as it is now, by one definition: what everybody sees.
create function compute_figure(d figure_definition, scope jsonb, out value bigint, out splits jsonb, out as_at timestamptz)
  language plpgsql stable set search_path = kaskada, pg_temp as $$
begin
  if not is_scope_of(d.unit, scope) then raise check_violation using message = 'no scope of this figure'; end if;
  as_at := now();
  if d.unit in ('attendance', 'session') then
    splits := jsonb_build_object('rows', rows_at(d.kind, null, scope, d.filters));
    value := value_of_rows(d.unit, d.filters, splits -> 'rows');
    select coalesce(max(p.last_changed_at), now()) into as_at from (
      select o.owner_id, o.year, o.kind, o.sessions, o.last_changed_at from published_reach o
      union all select c.owner_id, c.year, c.kind, c.sessions, c.last_changed_at from claimed_reach c where scope ? 'owner') p
    where p.kind = d.kind and p.sessions > 0
      and p.owner_id = coalesce((scope ->> 'owner')::uuid, p.owner_id) and is_counted_year(p.year, scope, d.filters);
  elsif d.unit = 'country' then
    select count(*), jsonb_build_object('countries', coalesce(jsonb_agg(jsonb_build_object('country', c.country_code,
      'sessions', c.sessions, 'attendances', case when c.open_sessions < c.sessions then c.attendances end, 'openSessions', c.open_sessions, 'since', c.since) order by c.country_code), '[]')) into value, splits
    from (select p.country_code, sum(p.sessions) as sessions, sum(p.attendances) as attendances,
        sum(p.open_sessions) as open_sessions, min(p.year) as since from reach_peer_country p
      where p.sessions > 0 and p.owner_id = coalesce((scope ->> 'owner')::uuid, p.owner_id)
        and is_counted_year(p.year, scope, d.filters) group by p.country_code) c;
  elsif d.unit = 'meeting' then
    select max(m.number), jsonb_build_object('records', coalesce(jsonb_agg(jsonb_build_object('record', m.series || '/' || m.number,
      'hash', record_hash(to_jsonb(m))) order by m.number), '[]')) into value, splits
    from meeting m where m.series = scope ->> 'series';
  elsif d.unit in ('participant', 'number') then
    select case d.unit when 'number' then m.number else m.participants end, jsonb_build_object('meeting', to_jsonb(m),
      'records', jsonb_build_array(jsonb_build_object('record', m.series || '/' || m.number, 'hash', record_hash(to_jsonb(m)))))
    into value, splits from meeting m where m.series = scope ->> 'series' and m.number = (scope ->> 'number')::int;
  elsif d.unit = 'ministry' then
    select count(*), jsonb_build_object('records', coalesce(jsonb_agg(jsonb_build_object('record', m.country_code,
      'hash', record_hash(to_jsonb(m))) order by m.country_code), '[]')) into value, splits from ministry m;
  elsif d.unit = 'trainer' then
    select sum(c.total), jsonb_build_object('records', coalesce(jsonb_agg(jsonb_build_object('record', c.certified_on,
      'hash', record_hash(to_jsonb(c)), 'total', c.total) order by c.certified_on), '[]')) into value, splits
    from trainer_cohort c;
  else
    select r.value, jsonb_build_object('reported', to_jsonb(r),
      'records', jsonb_build_array(jsonb_build_object('record', r.id, 'hash', record_hash(to_jsonb(r)))))
    into value, splits from reported_total r where r.id = (scope ->> 'reported')::uuid;
  end if;
end $$;
-- What the fingerprint is of.
create function fingerprinted(code text, version integer, scope jsonb, value bigint, splits jsonb) returns text
  language sql immutable as $$ select jsonb_build_object('code', code, 'version', version, 'scope', scope, 'value', value,
    'splits', splits)::text $$;
create function newest_definition(of_code text) returns figure_definition language sql stable
  set search_path = kaskada, pg_temp as $$
  select d from figure_definition d where d.code = of_code order by d.version desc limit 1
$$;
-- The figures of which there is something to publish, each with its scope.
create function public_figures() returns table (code text, scope jsonb) language sql stable
  set search_path = kaskada, pg_temp as $$
  with newest as (select distinct on (d.code) d.* from figure_definition d order by d.code, d.version desc),
    counted as (select p.kind, p.owner_id from published_reach p where p.sessions > 0
      union select c.kind, c.owner_id from claimed_reach c where c.sessions > 0)
  select n.code, s.scope from newest n, lateral (
    select '{}'::jsonb as scope where n.unit = 'ministry' and exists (select from ministry)
      or n.unit = 'trainer' and exists (select from trainer_cohort c where c.total is not null)
      or n.unit = 'country' and exists (select from reach_peer_country p where p.sessions > 0)
      or n.unit in ('attendance', 'session') and exists (select from counted c where c.kind = n.kind)
    union all select jsonb_build_object('owner', c.owner_id) from counted c
      where n.unit in ('attendance', 'session') and c.kind = n.kind
    union all select distinct jsonb_build_object('series', m.series) from meeting m where n.unit = 'meeting'
    union all select jsonb_build_object('series', m.series, 'number', m.number) from meeting m
      where n.unit = 'number' or n.unit = 'participant' and m.participants is not null
    union all select jsonb_build_object('reported', r.id) from reported_total r where n.unit = 'reported'
      and not exists (select from sourced_withdrawal w where w.record_id = r.id)
  ) s order by n.code, s.scope
$$;

-- Freezes one figure as it is now. Whoever calls this holds the ledger, so that its position is true.
create function take_snapshot(id uuid, of_code text, of_scope jsonb, publication uuid, owner uuid, place bigint, at timestamptz)
  returns void language plpgsql as $$
declare
  d figure_definition := newest_definition(of_code);
  figure record;
begin
  if d.code is null then raise check_violation using message = 'no such figure'; end if;
  select * into figure from compute_figure(d, of_scope);
  if figure.splits is null or (figure.value is null and d.kind is null) then raise check_violation using message = 'no such figure'; end if;
  insert into snapshot (id, publication_id, owner_id, code, version, scope, as_at, position, value, splits, fingerprint, previous,
    taken_by, taken_at)
  values (take_snapshot.id, publication, owner, d.code, d.version, of_scope, least(figure.as_at, at), place, figure.value, figure.splits,
    encode(sha256(convert_to(fingerprinted(d.code, d.version, of_scope, figure.value, figure.splits), 'UTF8')), 'hex'),
    (select s.id from snapshot s where s.code = of_code and s.scope = of_scope order by s.taken_at desc limit 1),
    actor_id(), at);
end $$;
-- Lets no release in until the end of this transaction, and says up to which position the ledger stands.
create function hold_ledger() returns bigint language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger', 0));
  return (select case when p.is_called then p.last_value else 0 end from ledger_position p);
end $$;
-- Publishes all public figures. Sent twice, they are published once. No person runs this: it takes a time.
create function publish_at(id uuid, note text, at timestamptz) returns void language plpgsql
  set search_path = kaskada, pg_temp as $$
declare
  place bigint;
begin
  -- The audit first, as a release does: two that wait for one another would wait for ever.
  perform from audit_head h where h.chain = 'network' for update;
  place := hold_ledger();
  if exists (select from publication p where p.id = publish_at.id) then return; end if;
  insert into publication values (id, note, actor_id(), at, place);
  perform take_snapshot(published_id(publish_at.id, f.code, f.scope), f.code, f.scope, publish_at.id, null, place, at)
  from public_figures() f;
end $$;
-- The id of a published snapshot (UUIDv8), which follows from what it is of.
create function published_id(publication uuid, code text, scope jsonb) returns uuid language sql immutable as $$
  select overlay(overlay(md5(publication || code || scope) placing '8' from 13) placing '8' from 17)::uuid
$$;
-- The secretariat publishes.
create function publish_figures(id uuid, note text) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  if not is_secretariat() then raise insufficient_privilege using message = 'the secretariat publishes'; end if;
  perform publish_at(id, note, now());
end $$;
-- A coordinator freezes the published numbers of a figure of their ministry; the secretariat any figure.
create function freeze_figure(id uuid, of_code text, of_scope jsonb) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  owner uuid := case when not is_secretariat() then (of_scope ->> 'owner')::uuid end;
begin
  if not is_secretariat() and not coalesce(owner = any (coordinated_ministries()), false) then
    raise insufficient_privilege using message = 'not a figure that this person can freeze';
  end if;
  perform from audit_head h where h.chain = coalesce(owner::text, 'network') for update;
  perform take_snapshot(id, of_code, of_scope, null, owner, hold_ledger(), now())
  where not exists (select from snapshot s where s.id = freeze_figure.id and s.code = of_code and s.scope = of_scope);
end $$;
-- The secretariat says a figure otherwise: a new version, which older snapshots know nothing of.
create function define_figure(of_code text, after integer, new_words jsonb, new_filters jsonb, why text) returns integer
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  d figure_definition;
begin
  if not is_secretariat() then raise insufficient_privilege using message = 'the secretariat defines figures'; end if;
  perform from audit_head h where h.chain = 'network' for update;
  d := newest_definition(of_code);
  if d.version is distinct from after then return null; end if;
  if new_filters - array['audience', 'firstYear', 'lastYear'] <> '{}'
      or new_filters ? 'audience' and (d.unit <> 'attendance'
        or new_filters ->> 'audience' not in ('women', 'men', 'civilian', 'military'))
      or (new_filters ? 'firstYear' or new_filters ? 'lastYear') and d.kind is null
      or not is_scope_of('session', jsonb_strip_nulls(jsonb_build_object('from', new_filters -> 'firstYear',
        'to', new_filters -> 'lastYear')))
      or coalesce(new_words #>> '{en,name}', '') = '' or coalesce(new_words #>> '{en,rule}', '') = '' then
    raise check_violation using message = 'no such definition';
  end if;
  insert into figure_definition values (d.code, d.version + 1, d.unit, d.kind, new_filters, new_words, why, actor_id(), now());
  return d.version + 1;
end $$;
-- Whether a snapshot still says what it said, and whether the ledger at its position still gives its numbers and its hashes.
create function verify_snapshot(wanted uuid) returns boolean language sql stable security definer
  set search_path = kaskada, pg_temp as $$
  select s.fingerprint = encode(sha256(convert_to(fingerprinted(s.code, s.version, s.scope, s.value, s.splits), 'UTF8')), 'hex')
    and case when d.unit in ('attendance', 'session')
      then s.splits -> 'rows' = rows_at(d.kind, s.position, s.scope, d.filters)
        and s.value is not distinct from value_of_rows(d.unit, d.filters, s.splits -> 'rows')
      else true end
  from snapshot s join figure_definition d on d.code = s.code and d.version = s.version where s.id = wanted
$$;
-- Where snapshots were used: for everybody the place; who noted it, for the network.
create function figure_uses(wanted uuid[]) returns table (snapshot_id uuid, place text, address text, used_at timestamptz,
  used_by uuid) language sql stable security definer set search_path = kaskada, pg_temp as $$
  select u.snapshot_id, u.place, u.address, u.used_at, case when in_network() then u.used_by end from figure_use u
  where u.snapshot_id = any (wanted) order by u.used_at
$$;

do $$
declare one text;
begin
  foreach one in array array['take_snapshot(uuid, text, jsonb, uuid, uuid, bigint, timestamptz)', 'hold_ledger()',
      'publish_at(uuid, text, timestamptz)', 'published_id(uuid, text, jsonb)',
      'publish_figures(uuid, text)', 'freeze_figure(uuid, text, jsonb)', 'define_figure(text, integer, jsonb, jsonb, text)',
      'verify_snapshot(uuid)', 'figure_uses(uuid[])', 'reach_at(text, bigint)', 'claimed_at(text, bigint)', 'rows_at(text, bigint, jsonb, jsonb)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
  end loop;
end $$;
-- What the pages ask; nobody runs the rest.
grant execute on function publish_figures(uuid, text), freeze_figure(uuid, text, jsonb),
  define_figure(text, integer, jsonb, jsonb, text), verify_snapshot(uuid), figure_uses(uuid[]) to kaskada_app;
grant execute on function compute_figure(figure_definition, jsonb), newest_definition(text), public_figures(),
  fingerprinted(text, integer, jsonb, bigint, jsonb), is_scope_of(text, jsonb), rows_at(text, bigint, jsonb, jsonb),
  reach_at(text, bigint), claimed_at(text, bigint), is_counted_year(integer, jsonb, jsonb), value_of_rows(text, jsonb, jsonb), record_hash(jsonb),
  set_modulus() to kaskada_app, kaskada_keeper;

-- What the platform comes with.
insert into figure_definition (code, version, unit, kind, filters, words, reason)
select one ->> 'code', 1, one ->> 'unit', one ->> 'kind', '{}', one -> 'words', 'The platform came with it.'
from jsonb_array_elements($$
[
  {"code": "attendances-peers_at_home", "unit": "attendance", "kind": "peers_at_home", "words": {"en": {"name": "Attendances of peers at home", "rule": "A person in the room of one session is one attendance; whoever attended three sessions is three attendances. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added. People of a session without a recorded total are in no figure."}, "sr": {"name": "Присуства колегиница и колега у земљи", "rule": "Особа присутна на једној обуци је једно присуство; ко је био на три обуке, три су присуства. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају. Присутни на обуци чији укупан број није забележен нису ни у једном податку."}}},
  {"code": "attendances-training_of_trainers", "unit": "attendance", "kind": "training_of_trainers", "words": {"en": {"name": "Attendances at the training of trainers", "rule": "A person in the room of one session is one attendance; whoever attended three sessions is three attendances. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added. People of a session without a recorded total are in no figure."}, "sr": {"name": "Присуства на обукама инструкторки и инструктора", "rule": "Особа присутна на једној обуци је једно присуство; ко је био на три обуке, три су присуства. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају. Присутни на обуци чији укупан број није забележен нису ни у једном податку."}}},
  {"code": "attendances-peers_from_outside", "unit": "attendance", "kind": "peers_from_outside", "words": {"en": {"name": "Attendances of peers from outside the region", "rule": "A person in the room of one session is one attendance; whoever attended three sessions is three attendances. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added. People of a session without a recorded total are in no figure."}, "sr": {"name": "Присуства колегиница и колега изван региона", "rule": "Особа присутна на једној обуци је једно присуство; ко је био на три обуке, три су присуства. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају. Присутни на обуци чији укупан број није забележен нису ни у једном податку."}}},
  {"code": "attendances-partner_activity", "unit": "attendance", "kind": "partner_activity", "words": {"en": {"name": "Attendances at partners’ activities", "rule": "A person in the room of one session is one attendance; whoever attended three sessions is three attendances. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added. People of a session without a recorded total are in no figure."}, "sr": {"name": "Присуства на активностима партнера", "rule": "Особа присутна на једној обуци је једно присуство; ко је био на три обуке, три су присуства. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају. Присутни на обуци чији укупан број није забележен нису ни у једном податку."}}},
  {"code": "sessions-peers_at_home", "unit": "session", "kind": "peers_at_home", "words": {"en": {"name": "Sessions held for peers at home", "rule": "A session counts once, however many days it took. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added."}, "sr": {"name": "Одржане обуке за колегинице и колеге у земљи", "rule": "Обука се броји једном, колико год дана да је трајала. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају."}}},
  {"code": "sessions-training_of_trainers", "unit": "session", "kind": "training_of_trainers", "words": {"en": {"name": "Sessions held to train trainers", "rule": "A session counts once, however many days it took. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added."}, "sr": {"name": "Одржане обуке инструкторки и инструктора", "rule": "Обука се броји једном, колико год дана да је трајала. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају."}}},
  {"code": "sessions-peers_from_outside", "unit": "session", "kind": "peers_from_outside", "words": {"en": {"name": "Sessions held for peers from outside the region", "rule": "A session counts once, however many days it took. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added."}, "sr": {"name": "Одржане обуке за колегинице и колеге изван региона", "rule": "Обука се броји једном, колико год дана да је трајала. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају."}}},
  {"code": "sessions-partner_activity", "unit": "session", "kind": "partner_activity", "words": {"en": {"name": "Partners’ activities held", "rule": "A session counts once, however many days it took. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added."}, "sr": {"name": "Одржане активности партнера", "rule": "Обука се броји једном, колико год дана да је трајала. Броје се само обуке које су одржане и које је њихово министарство одобрило. Планиране, одложене и отказане се не броје. Друге врсте обука имају своје податке и никад се не сабирају."}}},
  {"code": "sessions-coaching", "unit": "session", "kind": "coaching", "words": {"en": {"name": "Coaching sessions held", "rule": "A session counts once; who was coached is nowhere recorded and nobody is counted. Only sessions that took place and that their ministry released count. What is planned, postponed or cancelled does not. Other kinds of sessions are figures of their own, never added."}, "sr": {"name": "Одржани менторски сусрети", "rule": "Сусрет се броји једном; кога је ментор или менторка пратила нигде се не бележи и људи се не броје. Броје се само сусрети који су одржани и које је њихово министарство одобрило. Планирани, одложени и отказани се не броје. Друге врсте обука имају своје податке и никад се не сабирају."}}},
  {"code": "peer-countries", "unit": "country", "kind": "peers_from_outside", "words": {"en": {"name": "Countries outside the region whose peers were trained", "rule": "A country counts once if its people attended at least one session for peers from outside the region that took place and was released."}, "sr": {"name": "Државе изван региона чији су људи обучавани", "rule": "Држава се броји једном ако су њени људи били бар на једној одржаној и одобреној обуци за колегинице и колеге изван региона."}}},
  {"code": "meetings-held", "unit": "meeting", "words": {"en": {"name": "Meetings of a series held", "rule": "The highest number that a meeting of the series bears on record: a meeting numbered 8 says that eight were held, even where some of them left no record."}, "sr": {"name": "Одржани састанци једног низа", "rule": "Највећи број који носи забележени састанак тог низа: осми састанак говори да их је одржано осам, и када о неким од њих нема записа."}}},
  {"code": "ministries", "unit": "ministry", "words": {"en": {"name": "Ministries in the network", "rule": "A ministry counts from when it was entered into the register of the network."}, "sr": {"name": "Министарства у мрежи", "rule": "Министарство се броји од када је уписано у регистар мреже."}}},
  {"code": "certified-trainers", "unit": "trainer", "words": {"en": {"name": "Trainers certified", "rule": "The members of each group certified together, as the certifying course published them. Who left since is still counted."}, "sr": {"name": "Сертификоване инструкторке и инструктори", "rule": "Чланице и чланови сваке заједно сертификоване групе, како их је објавио курс који их је сертификовао. Броје се и они који су у међувремену отишли."}}},
  {"code": "meeting-participants", "unit": "participant", "words": {"en": {"name": "Participants of one meeting", "rule": "As the published report of the meeting gives it."}, "sr": {"name": "Учеснице и учесници једног састанка", "rule": "Како наводи објављени извештај са састанка."}}},
  {"code": "meeting-number", "unit": "number", "words": {"en": {"name": "Number of a meeting in its series", "rule": "As the published report of the meeting gives it."}, "sr": {"name": "Редни број састанка у низу", "rule": "Како наводи објављени извештај са састанка."}}},
  {"code": "reported-total", "unit": "reported", "words": {"en": {"name": "A total reported before the records", "rule": "As its source published it. It stands beside what the records add up to and is never added to it."}, "sr": {"name": "Збир објављен пре евиденције", "rule": "Како га је објавио његов извор. Стоји поред збира из евиденције и никад му се не додаје."}}}
]
$$) as one;
