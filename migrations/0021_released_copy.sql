-- What leaves a ministry says what its version says: a copy is of the version that somebody else released, with no other
-- title, day or number. docs/decisions/released-copy.md says why.

-- The numbers that the statements of a version hold, as they were reckoned when it was submitted, by its submitter; whoever
-- releases reckons them again and finds the same. Null: from before they were kept.
alter table session_version add column counted jsonb
  check (jsonb_typeof(counted) = 'object' and pg_column_size(counted) < 1024);

-- The facts of a copy and of its version, in the same form.
create function facts_of(v session_version) returns jsonb language sql stable as $$
  select jsonb_build_object('version_number', v.number, 'kind', v.kind, 'occurrence', v.occurrence, 'title', v.title,
    'date_from', v.date_from, 'date_to', v.date_to, 'hours', v.hours, 'place', v.place, 'country_code', v.country_code,
    'host', v.host, 'peer_countries', v.peer_countries, 'unit_ids', v.unit_ids, 'trainer_count', cardinality(v.trainer_ids),
    'basis', v.basis, 'source', v.source)
$$;
create function hold_copy_to_version() returns trigger language plpgsql as $$
declare
  v session_version;
  copy jsonb := to_jsonb(new);
begin
  -- Whoever owns the tables loads what was released elsewhere.
  if current_user <> 'kaskada_app' then return new; end if;
  select * into v from session_version where id = new.version_id and session_id = new.session_id;
  if v.id is null
    or exists (select from jsonb_each(facts_of(v)) fact where copy -> fact.key is distinct from fact.value)
    or new.origin <> (select s.origin from training_session s where s.id = new.session_id)
    -- A number may be held back, never another one.
    or exists (select from unnest(array['total', 'women', 'men', 'civilian', 'military', 'women_civilian',
        'women_military', 'men_civilian', 'men_military']) as margin
      where v.counted is not null and copy -> margin <> 'null' and copy -> margin is distinct from v.counted -> margin) then
    raise insufficient_privilege using message = 'the copy does not say what its version says';
  end if;
  return new;
end $$;
create trigger released_session_says before insert or update on released_session
  for each row execute function hold_copy_to_version();
grant execute on function facts_of(session_version) to kaskada_app;
