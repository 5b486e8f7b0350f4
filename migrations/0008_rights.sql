-- PostgreSQL lets everybody run every function unless told otherwise. A function that runs as kaskada_keeper is then a
-- door: whoever may name audit_change can hang it on a table of their own, give it a value whose cast runs their own
-- code, and that code runs as the keeper, who sees all. So nobody runs anything that is not granted here, and what only
-- triggers run is granted to nobody: PostgreSQL asks when a trigger is made, not when it fires.
revoke execute on all functions in schema kaskada from public;
alter default privileges revoke execute on functions from public;

-- Who is asking, and for what: policies and the functions of the keeper both ask.
grant execute on function actor_id(), on_duty(text) to kaskada_app, kaskada_keeper;
-- What policies, generated columns and the platform's own statements call.
grant execute on function own_ministries(), coordinated_ministries(), seats(text[]), in_network(), fold(text),
  prove_person(bytea, timestamptz), begin_sign_in(bytea, uuid, timestamptz, timestamptz),
  end_sign_in(bytea, timestamptz), demo_people(), count_trainers(),
  found_network(jsonb, timestamptz, uuid, text, uuid) to kaskada_app;
-- What the trigger functions of the keeper call.
grant execute on function audit_hash(bytea, audit_entry), add_to_reach(released_session, integer, timestamptz)
  to kaskada_keeper;

-- The platform needs no temporary tables, types or functions: they are where such an attack would begin.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;
