-- Persons, where a ministry kept a list of participants by its own codes beside a session. Attendances and persons are different
-- figures: docs/decisions/persons.md says how the second is bounded, and what of it leaves the ministry.

-- One participant by the ministry's own code: never a name. A key over all owners would tell one of them what another has.
create table session_person (
  session_id uuid not null,
  owner_id uuid not null,
  -- A digit, and neither @ nor the length of a sentence: the form refuses more of what looks like a name.
  code text not null check (length(code) between 1 and 30 and code = btrim(code) and code ~ '[0-9]' and code !~ '[@[:cntrl:]]'),
  folded text not null generated always as (fold(code)) stored,
  listed_by uuid not null references person,
  listed_at timestamptz not null,
  primary key (owner_id, session_id, folded),
  foreign key (session_id, owner_id) references training_session (id, owner_id) on delete cascade
);
-- The list as a whole: how many stand on it, and who changed it last; null: the platform, as its time was over. The audit hears of
-- this and of no code.
create table person_list (
  session_id uuid not null,
  owner_id uuid not null,
  revision integer not null check (revision > 0),
  listed integer not null check (listed between 0 and 2000),
  listed_by uuid references person,
  listed_at timestamptz not null,
  primary key (owner_id, session_id),
  foreign key (session_id, owner_id) references training_session (id, owner_id) on delete cascade
);
-- A coordinator's word that the least number of persons of a kind leaves the ministry: what it said, of how many attendances, and
-- when. Never forgotten, as no later one may differ from it by a few people.
create table persons_release (
  id uuid primary key,
  owner_id uuid not null references ministry,
  kind text not null check (kind in ('peers_at_home', 'training_of_trainers', 'peers_from_outside', 'partner_activity')),
  least integer not null,
  attendances integer not null,
  released_by uuid not null references person,
  released_at timestamptz not null,
  withdrawn_by uuid references person,
  withdrawn_at timestamptz,
  check ((withdrawn_by is null) = (withdrawn_at is null)),
  check (least between 1 and attendances)
);
create index persons_release_figure on persons_release (owner_id, kind);
-- What of it stands, for everybody.
create table published_persons (
  owner_id uuid not null references ministry,
  kind text not null,
  least integer not null,
  attendances integer not null,
  published_at timestamptz not null,
  primary key (owner_id, kind)
);

do $$
declare name text;
begin
  foreach name in array array['session_person', 'person_list', 'persons_release', 'published_persons'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
    if name <> 'published_persons' then
      execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
        name || '_find', name);
    end if;
  end loop;
end $$;
create policy published_persons_find on published_persons for select to kaskada_app using (true);
create policy session_person_list on session_person for insert to kaskada_app
  with check (owner_id = any ((select recording_ministries())::uuid[]) and listed_by = actor_id());
create policy session_person_strike on session_person for delete to kaskada_app
  using (owner_id = any ((select recording_ministries())::uuid[]));
grant insert (session_id, owner_id, code, listed_by, listed_at), delete on session_person to kaskada_app;
create trigger session_person_listed_at before insert on session_person
  for each row execute function date_now('listed_at');
create trigger person_list_audit after insert or update or delete on person_list
  for each row execute function audit_change('session_id');
create trigger persons_release_audit after insert or update or delete on persons_release
  for each row execute function audit_change('id');

-- Keeps what is said of a list as a whole, once for each statement that changes it.
create function keep_person_list() returns trigger language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  one record;
begin
  for one in select c.owner_id, c.session_id, count(*)::int as n, max(c.listed_at) as at from changed c
      group by c.owner_id, c.session_id loop
    if tg_op = 'INSERT' then
      insert into person_list as l values (one.session_id, one.owner_id, 1, one.n, coalesce(actor_id(),
        (select c.listed_by from changed c where c.session_id = one.session_id limit 1)), one.at)
      on conflict (owner_id, session_id) do update set revision = l.revision + 1, listed = l.listed + one.n,
        listed_by = excluded.listed_by, listed_at = excluded.listed_at;
    else
      -- Where the session itself goes, there is none any more.
      update person_list l set revision = l.revision + 1, listed = l.listed - one.n, listed_by = actor_id(), listed_at = now()
      where l.owner_id = one.owner_id and l.session_id = one.session_id;
    end if;
  end loop;
  return null;
end $$;
alter function keep_person_list() owner to kaskada_keeper;
create trigger session_person_listed after insert on session_person referencing new table as changed
  for each statement execute function keep_person_list();
create trigger session_person_struck after delete on session_person referencing old table as changed
  for each statement execute function keep_person_list();

-- The released, held sessions of a ministry and kind that have a list which says something of persons: one that is not longer than
-- the head-count. `total` is what is on record, `shown` what everybody sees of the session by itself.
create function listed_counts(owner uuid, of_kind text)
  returns table (session_id uuid, year integer, total integer, shown integer, listed integer, fits boolean)
  language sql stable set search_path = kaskada, pg_temp as $$
  select c.session_id, c.year, (c.head_count).total, (c.shown).total, l.listed, coalesce(l.listed <= (c.head_count).total, false)
  from person_list l join released_count c on c.session_id = l.session_id and c.owner_id = l.owner_id
  where l.owner_id = owner and l.listed > 0 and c.kind = of_kind and c.occurrence = 'held'
    -- What a signed adjustment leaves out of the sums says nothing here either.
    and c.counts
$$;
-- What the lists of one's own ministry hold, from which src/domains/training/persons/rules.ts says how many persons there were.
-- Nothing is scanned where nobody listed anybody.
create function sum_persons(owner uuid, of_kind text, from_year integer, to_year integer)
  returns table (sessions integer, attendances integer, lists integer, unfit_lists integer, listed integer, codes integer,
    largest integer)
  language plpgsql stable set search_path = kaskada, pg_temp as $$
declare
  fitting uuid[];
begin
  select coalesce(sum(r.sessions), 0), coalesce(sum(r.total), 0) into sessions, attendances from reach_summary r
  where r.owner_id = owner and r.kind = of_kind and r.year between from_year and to_year;
  select count(*) filter (where c.fits), count(*) filter (where not c.fits), coalesce(sum(c.listed) filter (where c.fits), 0),
    coalesce(array_agg(c.session_id) filter (where c.fits), '{}') into lists, unfit_lists, listed, fitting
  from listed_counts(owner, of_kind) c where c.year between from_year and to_year;
  codes := 0;
  largest := 0;
  if lists > 0 then
    select count(distinct p.folded) into codes from session_person p
    where p.owner_id = owner and p.session_id = any (fitting);
    select coalesce(max((c.head_count).total), 0) into largest from released_count c
    where c.owner_id = owner and c.kind = of_kind and c.occurrence = 'held' and c.year between from_year and to_year
      and c.counts;
  end if;
  return next;
end $$;

-- What would leave a ministry now, and what stands in its way: nobody listed anybody (`unlisted`), or a number that a reader would
-- learn is small (`small`), or it differs by a few people from what was published before (`close`). Only sessions whose exact
-- total everybody sees say anything, so that no number that is withheld can be worked out from it.
create function publishable_persons(owner uuid, of_kind text, out persons integer, out attendances integer, out obstacle text)
  language plpgsql stable security definer set search_path = kaskada, pg_temp as $$
declare
  threshold integer := coalesce((select n.threshold from network n), 5);
  fitting uuid[];
  codes integer;
  largest integer;
begin
  if not coalesce(owner = any (coordinated_ministries()), false) then
    raise insufficient_privilege using message = 'not a ministry that this person coordinates';
  end if;
  select coalesce(array_agg(c.session_id), '{}') into fitting from listed_counts(owner, of_kind) c
  where c.fits and c.shown = c.total;
  if fitting = '{}' then obstacle := 'unlisted'; return; end if;
  select count(distinct p.folded) into codes from session_person p where p.owner_id = owner and p.session_id = any (fitting);
  select coalesce(max((c.shown).total), 0) into largest from released_count c
  where c.owner_id = owner and c.kind = of_kind and c.occurrence = 'held'
    and c.counts;
  persons := greatest(codes, largest);
  select coalesce(sum(r.total), 0) into attendances from published_reach r where r.owner_id = owner and r.kind = of_kind;
  -- Also how many came again, and how many were not in the largest session.
  if persons > attendances or is_small(persons, threshold) or is_small(attendances - persons, threshold)
      or is_small(persons - largest, threshold) then
    obstacle := 'small';
  elsif exists (select from persons_release r where r.owner_id = owner and r.kind = of_kind
      and (is_small(publishable_persons.persons - r.least, threshold)
        or is_small(publishable_persons.attendances - publishable_persons.persons - (r.attendances - r.least), threshold))) then
    obstacle := 'close';
  end if;
end $$;
-- Publishes it, and says what stood in the way, if anything. The same again, or sent twice, changes nothing.
create function release_persons(release uuid, owner uuid, of_kind text) returns text language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  leaving record;
begin
  perform pg_advisory_xact_lock(hashtextextended('publication ' || owner, 0));
  select * into leaving from publishable_persons(owner, of_kind);
  if leaving.obstacle is not null then return leaving.obstacle; end if;
  if exists (select from persons_release r where r.id = release)
    or exists (select from published_persons p where p.owner_id = owner and p.kind = of_kind
      and (p.least, p.attendances) = (leaving.persons, leaving.attendances)) then return null; end if;
  insert into persons_release (id, owner_id, kind, least, attendances, released_by, released_at)
  values (release, owner, of_kind, leaving.persons, leaving.attendances, actor_id(), now());
  insert into published_persons values (owner, of_kind, leaving.persons, leaving.attendances, now())
  on conflict (owner_id, kind) do update
    set least = excluded.least, attendances = excluded.attendances, published_at = excluded.published_at;
  return null;
end $$;
-- Takes back what stands; an older one does not stand again. What was published stays remembered.
create function withdraw_persons(owner uuid, of_kind text) returns void language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
begin
  if not coalesce(owner = any (coordinated_ministries()), false) then
    raise insufficient_privilege using message = 'not a ministry that this person coordinates';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('publication ' || owner, 0));
  update persons_release r set withdrawn_by = actor_id(), withdrawn_at = now()
  where r.owner_id = owner and r.kind = of_kind and r.withdrawn_at is null;
  delete from published_persons p where p.owner_id = owner and p.kind = of_kind;
end $$;

-- Where somebody's own doings stand in the records, also of ministries that they have left: what, which, when.
create or replace function own_traces() returns table (kind text, id text, at timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select 'session_opened', s.id::text, s.created_at from training_session s where s.created_by = actor_id()
  union all select 'draft_saved', d.session_id::text, d.saved_at from session_draft d where d.author_id = actor_id()
  union all select 'version_submitted', v.id::text, v.submitted_at from session_version v where v.submitted_by = actor_id()
  union all select 'version_returned', r.version_id::text, r.returned_at from session_return r where r.returned_by = actor_id()
  union all select 'version_released', r.version_id::text, r.released_at from session_release r where r.released_by = actor_id()
  union all select 'session_held', v.id::text, v.submitted_at from session_version v
    where v.trainer_ids && array(select t.id from trainer t where t.person_id = actor_id())
  union all select 'appointment_proposed', a.id::text, a.proposed_at from appointment a where a.proposed_by = actor_id()
  union all select 'appointment_consented', a.id::text, a.consented_at from appointment a where a.consented_by = actor_id()
  union all select 'appointment_ended', a.id::text, a.ended_at from appointment a where a.ended_by = actor_id()
  union all select 'emergency_granted', e.id::text, e.granted_at from emergency_access e where e.granted_by = actor_id()
  union all select 'invitation_sent', i.id::text, i.invited_at from invitation i where i.invited_by = actor_id()
  union all select 'invited', i.id::text, i.invited_at from invitation i where i.person_id = actor_id()
  union all select 'factor_changed', f.id::text, f.changed_at from factor_change f where f.person_id = actor_id()
  union all select 'erasure_answered', r.id::text, r.answered_at from erasure_request r where r.answered_by = actor_id()
  union all select 'annotation_written', n.id::text, n.written_at from annotation n where n.written_by = actor_id()
  union all select 'import_made', i.id::text, i.created_at from session_import i where i.imported_by = actor_id()
  union all select 'import_undone', i.id::text, i.undone_at from session_import i where i.undone_by = actor_id()
  union all select 'import_release_ordered', r.import_id::text, r.ordered_at from import_release r where r.ordered_by = actor_id()
  union all select 'annotation_released', r.annotation_id::text, r.released_at from annotation_release r
    where r.released_by = actor_id()
  union all select 'session_claimed', c.session_id::text, c.claimed_at from session_claim c where c.claimed_by = actor_id()
  union all select 'sessions_told_apart', d.session_id::text, d.said_at from session_distinction d where d.said_by = actor_id()
  union all select 'adjustment_signed', a.id::text, a.signed_at from reach_adjustment a where a.signed_by = actor_id()
  union all select 'adjustment_withdrawn', w.adjustment_id::text, w.withdrawn_at from adjustment_withdrawal w
    where w.withdrawn_by = actor_id()
  union all select 'figure_defined', d.code || '/' || d.version, d.made_at from figure_definition d where d.made_by = actor_id()
  union all select 'figures_published', p.id::text, p.published_at from publication p where p.published_by = actor_id()
  union all select 'snapshot_taken', s.id::text, s.taken_at from snapshot s
    where s.taken_by = actor_id() and s.publication_id is null
  union all select 'figure_chosen', f.code, f.chosen_at from public_figure f where f.chosen_by = actor_id()
  union all select 'figure_used', u.id::text, u.used_at from figure_use u where u.used_by = actor_id()
  union all select 'sourced_written', v.id::text, v.written_at from sourced_version v where v.written_by = actor_id()
  union all select 'sourced_withdrawn', w.record_id::text, w.withdrawn_at from sourced_withdrawal w
    where w.withdrawn_by = actor_id()
  union all select 'persons_listed', p.session_id::text, max(p.listed_at) from session_person p where p.listed_by = actor_id()
    group by p.session_id
  union all select 'persons_released', r.id::text, r.released_at from persons_release r where r.released_by = actor_id()
  union all select 'persons_withdrawn', r.id::text, r.withdrawn_at from persons_release r where r.withdrawn_by = actor_id()
  order by 3
$$;

-- A code is personal data under a pseudonym: a list is kept for a time of its owner's choice, and the daily job empties it.
insert into retention_kind values ('participant_list', 8, 1095, 30, 1825);
-- As in 0016_retention.sql, with the lists.
create or replace function due_records(owner uuid, of_kind text, at timestamptz) returns setof text
  language plpgsql stable security definer set search_path = kaskada, pg_temp as $$
declare before timestamptz := at - make_interval(days => retention_days(owner, of_kind));
begin
  case of_kind
    when 'sign_in' then return query
      select s.id::text from sign_in s join person p on p.id = s.person_id
      where p.owner_id is not distinct from owner and least(s.ended_at, s.expires_at) <= before;
    when 'draft' then return query
      select d.session_id::text from session_draft d where d.owner_id = owner and d.saved_at <= before;
    when 'profile_part' then return query
      select p.person_id || '/' || p.part from profile_part p where p.owner_id = owner and p.saved_at <= before
        and (select max(coalesce(c.withdrawn_at, 'infinity')) from profile_consent c
          where (c.person_id, c.part) = (p.person_id, p.part)) <= before;
    when 'invitation' then return query
      select i.id::text from invitation i where i.owner_id is not distinct from owner
        and i.accepted_at is null and least(i.withdrawn_at, i.expires_at) <= before;
    when 'proposal' then return query
      select a.id::text from appointment a
      where a.owner_id is not distinct from owner and a.consented_at is null and a.ended_at <= before;
    when 'erasure_request' then return query
      select r.id::text from erasure_request r
      where r.owner_id is not distinct from owner and coalesce(r.answered_at, r.withdrawn_at) <= before;
    when 'person' then return query
      select p.id::text from person p where p.owner_id is not distinct from owner and p.erased_at is null
        and (select max(least(a.ended_at, coalesce(a.to_date, 'infinity')::timestamptz)) from appointment a
          where a.person_id = p.id) <= before
        and not exists (select from training_session s where s.created_by = p.id)
        and not exists (select from session_version v where v.submitted_by = p.id)
        and not exists (select from session_return r where r.returned_by = p.id)
        and not exists (select from session_release r where r.released_by = p.id)
        and not exists (select from session_version v join trainer t on t.person_id = p.id and t.id = any (v.trainer_ids));
    when 'participant_list' then return query
      select l.session_id::text from person_list l where l.owner_id = owner and l.listed > 0 and l.listed_at <= before;
  end case;
end $$;
create or replace function remove_due(owner uuid, of_kind text) returns bigint
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  due text[] := array(select due_records(owner, of_kind, now()));
  one text;
begin
  case of_kind
    when 'sign_in' then delete from sign_in s where s.id::text = any (due);
    when 'draft' then
      delete from session_draft d where d.owner_id = owner and d.session_id::text = any (due);
      delete from training_session s where s.owner_id = owner and s.id::text = any (due)
        and not exists (select from session_version v where v.session_id = s.id);
    when 'profile_part' then delete from profile_part p where p.person_id || '/' || p.part = any (due);
    when 'invitation' then delete from invitation i where i.id::text = any (due);
    when 'proposal' then delete from appointment a where a.id::text = any (due);
    when 'erasure_request' then delete from erasure_request r where r.id::text = any (due);
    when 'person' then
      foreach one in array due loop perform erase_person(one::uuid); end loop;
    when 'participant_list' then
      delete from session_person p where p.owner_id = owner and p.session_id::text = any (due);
  end case;
  return cardinality(due);
end $$;

do $$
declare one text;
begin
  foreach one in array array['publishable_persons(uuid, text)', 'release_persons(uuid, uuid, text)',
      'withdraw_persons(uuid, text)'] loop
    execute format('alter function %s owner to kaskada_keeper', one);
    execute format('grant execute on function %s to kaskada_app', one);
  end loop;
end $$;
grant execute on function listed_counts(uuid, text) to kaskada_app, kaskada_keeper;
grant execute on function sum_persons(uuid, text, integer, integer) to kaskada_app;
