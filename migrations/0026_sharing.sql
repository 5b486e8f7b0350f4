-- One session once. A session that several ministries of the network held together has one owner, who records and releases it, and
-- co-owners, each of which may claim it for its own figure. The network counts it once. docs/decisions/shared-sessions.md says why
-- so, and why it gives no small number away.

alter table session_version add column co_owner_ids uuid[] not null default '{}'
  check (cardinality(co_owner_ids) <= 20 and not owner_id = any (co_owner_ids));
alter table released_session add column co_owner_ids uuid[] not null default '{}';
-- A copy names the co-owners that its version names.
create function hold_copy_to_co_owners() returns trigger language plpgsql as $$
begin
  -- Whoever owns the tables loads what was released elsewhere.
  if current_user <> 'kaskada_app' then return new; end if;
  if not exists (select from session_version v where v.id = new.version_id and v.session_id = new.session_id
      and v.co_owner_ids = new.co_owner_ids) then
    raise insufficient_privilege using message = 'the copy does not say what its version says';
  end if;
  return new;
end $$;
create trigger released_session_held_to_co_owners before insert or update on released_session
  for each row when (current_user <> 'kaskada_keeper') execute function hold_copy_to_co_owners();
-- Few sessions are shared, and the home page of every coordinator asks for them.
create index released_session_shared on released_session (date_from desc) where co_owner_ids <> '{}';

-- A claim: a co-owner's coordinator counts the session in the figure of their own ministry too, which is the owner of the claim.
create table session_claim (
  session_id uuid not null,
  owner_id uuid not null references ministry,
  claimed_by uuid not null references person,
  claimed_at timestamptz not null,
  primary key (session_id, owner_id)
);
create index session_claim_owner on session_claim (owner_id);
-- A coordinator's word that two sessions that look like one are two: they are not suggested again.
create table session_distinction (
  session_id uuid not null,
  other_session_id uuid not null check (other_session_id <> session_id),
  owner_id uuid not null references ministry,
  said_by uuid not null references person,
  said_at timestamptz not null,
  primary key (session_id, other_session_id),
  foreign key (session_id, owner_id) references training_session (id, owner_id) on delete cascade
);
create index session_distinction_owner on session_distinction (owner_id);

-- How many sessions are left out of the sums as the same training as another.
create table left_out_reach (
  owner_id uuid not null references ministry,
  year integer not null,
  kind text not null,
  sessions integer not null,
  primary key (owner_id, year, kind)
);

do $$
declare name text;
begin
  foreach name in array array['session_claim', 'session_distinction', 'left_out_reach'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select on %I to kaskada_app', name);
    execute format('grant select, insert, update, delete on %I to kaskada_keeper', name);
    execute format('create policy %I on %I to kaskada_keeper using (true) with check (true)', name || '_keeper', name);
  end loop;
  foreach name in array array['session_claim', 'session_distinction'] loop
    execute format('create policy %I on %I for select to kaskada_app using (owner_id = any ((select own_ministries())::uuid[]))',
      name || '_find', name);
    execute format('grant insert, delete on %I to kaskada_app', name);
    execute format('create policy %I on %I for delete to kaskada_app
      using (owner_id = any ((select coordinated_ministries())::uuid[]))', name || '_undo', name);
  end loop;
end $$;
create policy left_out_reach_find on left_out_reach for select to kaskada_app using (true);
create trigger session_claim_audit after insert or update or delete on session_claim
  for each row execute function audit_change('session_id', 'owner_id');
create trigger session_distinction_audit after insert or update or delete on session_distinction
  for each row execute function audit_change('session_id', 'other_session_id');
create trigger session_claim_claimed_at before insert on session_claim
  for each row execute function date_now('claimed_at');
create trigger session_distinction_said_at before insert on session_distinction
  for each row execute function date_now('said_at');

-- Whether a session can be claimed for a ministry: it stands outside, was held, and names the ministry as its co-owner.
create function is_claimable(session uuid, claimant uuid) returns boolean language sql stable as $$
  select exists (select from released_session r
    where r.session_id = session and r.occurrence = 'held' and claimant = any (r.co_owner_ids))
$$;
create policy session_claim_network on session_claim for select to kaskada_app using ((select in_network()));
create policy session_claim_make on session_claim for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and claimed_by = actor_id()
    and is_claimable(session_id, owner_id));
create policy session_distinction_say on session_distinction for insert to kaskada_app
  with check (owner_id = any ((select coordinated_ministries())::uuid[]) and said_by = actor_id());
grant execute on function is_claimable(uuid, uuid) to kaskada_app;

-- A claim falls with what it rests on.
create function drop_claims() returns trigger language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  delete from session_claim c where c.session_id = old.session_id and not is_claimable(c.session_id, c.owner_id);
  return null;
end $$;
create trigger released_session_claims after update or delete on released_session
  for each row when (current_user <> 'kaskada_keeper') execute function drop_claims();

-- In the ledger a claimed session is a piece of its claimant's, so that their figure of any time can be taken again.
create index counted_piece_claim on counted_piece (kind, owner_id, year) where is_claim;
-- Counts again what a ministry claimed of a year and kind: by the few pieces that stand.
create function count_claimed(claimant uuid, in_year integer, of_kind text, at timestamptz) returns void language sql as $$
  insert into claimed_reach as r select claimant, in_year, of_kind, coalesce(sum(p.sessions), 0),
    coalesce(sum(p.uncounted_sessions), 0), coalesce(sum(p.held_sessions), 0), coalesce(sum(p.total), 0),
    coalesce(sum(p.women), 0), coalesce(sum(p.men), 0), coalesce(sum(p.civilian), 0), coalesce(sum(p.military), 0),
    coalesce(sum(p.women_civilian), 0), coalesce(sum(p.women_military), 0), coalesce(sum(p.men_civilian), 0),
    coalesce(sum(p.men_military), 0), coalesce(sum(p.withheld_sex), 0), coalesce(sum(p.withheld_status), 0),
    coalesce(sum(p.withheld_both), 0), at, coalesce(mod(sum(p.hash), set_modulus()), 0)
  from counted_piece p
  where p.is_claim and p.kind = of_kind and p.owner_id = claimant and p.year = in_year and p.left_position is null
  on conflict (owner_id, year, kind) do update set
    (sessions, uncounted_sessions, held_sessions, total, women, men, civilian, military, women_civilian, women_military,
      men_civilian, men_military, withheld_sex, withheld_status, withheld_both, last_changed_at, set_hash)
    = (excluded.sessions, excluded.uncounted_sessions, excluded.held_sessions, excluded.total, excluded.women, excluded.men,
      excluded.civilian, excluded.military, excluded.women_civilian, excluded.women_military, excluded.men_civilian,
      excluded.men_military, excluded.withheld_sex, excluded.withheld_status, excluded.withheld_both,
      greatest(r.last_changed_at, excluded.last_changed_at), excluded.set_hash)
$$;
-- Takes a claimed session out of its claimant's figure.
create function leave_claimed(session uuid, claimant uuid, at timestamptz) returns void language plpgsql as $$
declare
  p counted_piece;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger', 0));
  perform pg_advisory_xact_lock(hashtextextended('claims ' || claimant, 0));
  update counted_piece o set left_position = nextval('ledger_position'), left_at = at
  where o.is_claim and o.session_id = session and o.owner_id = claimant and o.left_position is null returning o.* into p;
  if found then perform count_claimed(claimant, p.year, p.kind, at); end if;
end $$;
-- Puts it in, by what is shown of it by itself.
create function enter_claimed(c released_count, claimant uuid, at timestamptz) returns void language plpgsql as $$
declare
  people bigint := coalesce((c.shown).total, 0);
  n bigint[] := array[1, ((c.head_count).total is null and c.kind <> 'coaching')::int,
    ((c.head_count).total is not null and (c.shown).total is null)::int, people, coalesce((c.shown).women, 0),
    coalesce((c.shown).men, 0), coalesce((c.shown).civilian, 0), coalesce((c.shown).military, 0),
    coalesce((c.shown).women_civilian, 0), coalesce((c.shown).women_military, 0), coalesce((c.shown).men_civilian, 0),
    coalesce((c.shown).men_military, 0), people * ('sex' = any (c.withheld))::int,
    people * ('status' = any (c.withheld))::int, people * ('both' = any (c.withheld))::int];
begin
  if c.session_id is null or c.occurrence <> 'held' or not c.counts then return; end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger', 0));
  perform pg_advisory_xact_lock(hashtextextended('claims ' || claimant, 0));
  insert into counted_piece (owner_id, year, kind, session_id, version_id, is_claim, sessions, uncounted_sessions, held_sessions,
    total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military, withheld_sex,
    withheld_status, withheld_both, hash, entered_position, entered_at)
  values (claimant, c.year, c.kind, c.session_id, c.version_id, true, n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9],
    n[10], n[11], n[12], n[13], n[14], n[15],
    hash_number(concat_ws('|', 'claim', claimant, c.year, c.kind, c.session_id || '/' || c.version_id, n)),
    nextval('ledger_position'), at);
  perform count_claimed(claimant, c.year, c.kind, at);
end $$;
create function keep_claimed() returns trigger language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform leave_claimed(old.session_id, old.owner_id, now());
  else
    perform enter_claimed(c, new.owner_id, new.claimed_at) from released_count c where c.session_id = new.session_id;
  end if;
  return null;
end $$;
create trigger session_claim_counts after insert or delete on session_claim
  for each row execute function keep_claimed();
-- Whatever becomes of what left of a session also becomes of it where it was claimed.
create function keep_shared() returns trigger language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare
  session uuid := case when tg_op = 'DELETE' then old.session_id else new.session_id end;
  claimant uuid;
begin
  for claimant in select m.owner_id from session_claim m where m.session_id = session order by m.owner_id loop
    perform leave_claimed(session, claimant, now());
    if tg_op <> 'DELETE' then perform enter_claimed(new, claimant, now()); end if;
  end loop;
  if tg_op <> 'INSERT' and old.occurrence = 'held' and not old.counts then
    update left_out_reach r set sessions = r.sessions - 1
    where (r.owner_id, r.year, r.kind) = (old.owner_id, old.year, old.kind);
  end if;
  if tg_op <> 'DELETE' and new.occurrence = 'held' and not new.counts then
    insert into left_out_reach as r values (new.owner_id, new.year, new.kind, 1)
    on conflict (owner_id, year, kind) do update set sessions = r.sessions + 1;
  end if;
  return null;
end $$;
create trigger released_count_shared after insert or update or delete on released_count
  for each row execute function keep_shared();
alter function is_claimable(uuid, uuid) owner to kaskada_keeper;
alter function drop_claims() owner to kaskada_keeper;
alter function count_claimed(uuid, integer, text, timestamptz) owner to kaskada_keeper;
alter function leave_claimed(uuid, uuid, timestamptz) owner to kaskada_keeper;
alter function enter_claimed(released_count, uuid, timestamptz) owner to kaskada_keeper;
alter function keep_claimed() owner to kaskada_keeper;
alter function keep_shared() owner to kaskada_keeper;
