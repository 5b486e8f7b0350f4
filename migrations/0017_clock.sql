-- What the platform writes to a table by itself, rather than through a function, is dated by the database as well: a time
-- of the writer's could hide when something happened, or make it due for removal. Loads by whoever owns the tables (the
-- demo, a move from elsewhere) keep their times. On the duty 'authentication' no person writes; its times stay among
-- themselves, by the clock of the process. So does a release: its copy carries the very same time, and 0006 compares them.
create function date_now() returns trigger language plpgsql as $$
begin
  if current_user <> 'kaskada_app' then return new; end if;
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], now()));
end $$;

do $$
declare one text[];
begin
  foreach one slice 1 in array array[
    ['training_session', 'insert', 'created_at'], ['session_draft', 'insert or update', 'saved_at'],
    ['session_version', 'insert', 'submitted_at'], ['session_return', 'insert', 'returned_at'],
    ['profile_part', 'insert or update', 'saved_at'], ['profile_consent', 'insert', 'given_at'],
    ['profile_consent', 'update', 'withdrawn_at'], ['retention_period', 'insert or update', 'set_at'],
    ['fact', 'insert', 'announced_at']
  ] loop
    execute format('create trigger %I before %s on %I for each row execute function date_now(%L)',
      one[1] || '_' || one[3], one[2], one[1], one[3]);
  end loop;
end $$;

-- What is announced: by somebody who is signed in, or by machinery on its duty; a name, and ids to look up. Whoever hears
-- it looks there what is true, and takes nobody's word for it.
alter table fact add constraint fact_named check (name ~ '^[a-zA-Z]{1,60}$' and jsonb_typeof(payload) = 'object'
  and pg_column_size(payload) < 2048) not valid;
drop policy fact_announce on fact;
create policy fact_announce on fact for insert to kaskada_app
  with check (delivered_at is null and (actor_id() is not null or nullif(current_setting('kaskada.duty', true), '') is not null));
