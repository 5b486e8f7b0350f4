-- Texts for the press: whoever speaks for a ministry or for the network cites what is public, each number by a snapshot.

-- Coordinators, deputies and leaders speak for their ministry, the secretariat for the network.
create function speaks_outside() returns boolean language sql stable
  as $$ select is_secretariat() or cardinality(seats(array['coordinator', 'deputy', 'leader'])) > 0 $$;
grant execute on function speaks_outside() to kaskada_app, kaskada_keeper;

-- The snapshot by which a public figure is cited: the newest, where it says what is so now, or one that is taken now. Null
-- where there is no such figure, or nothing of it may be shown. Whoever cites freezes nothing that not everybody sees.
create function cite_figure(id uuid, of_code text, of_scope jsonb) returns uuid language plpgsql security definer
  set search_path = kaskada, pg_temp as $$
declare
  d figure_definition := newest_definition(of_code);
  figure record;
  newest snapshot;
  place bigint;
begin
  if not speaks_outside() then raise insufficient_privilege using message = 'not for this person to cite'; end if;
  if not exists (select from public_figures() f where f.code = of_code and f.scope = of_scope) then return null; end if;
  -- In the order of a release and of a publication, so that two never wait for one another.
  perform from audit_head h where h.chain = 'network' for update;
  place := hold_ledger();
  select * into figure from compute_figure(d, of_scope);
  if figure.value is null then return null; end if;
  select s.* into newest from snapshot s where s.code = of_code and s.scope = of_scope order by s.taken_at desc limit 1;
  if newest.fingerprint = encode(sha256(convert_to(fingerprinted(d.code, d.version, of_scope, figure.value, figure.splits),
      'UTF8')), 'hex') then
    return newest.id;
  end if;
  perform take_snapshot(cite_figure.id, of_code, of_scope, null, null, place, now());
  return cite_figure.id;
end $$;
alter function cite_figure(uuid, text, jsonb) owner to kaskada_keeper;
grant execute on function cite_figure(uuid, text, jsonb) to kaskada_app;

-- A leader releases nothing, and notes where a number was used as the others do who speak for a ministry.
create policy figure_use_speak on figure_use for insert to kaskada_app
  with check (used_by = actor_id() and (select speaks_outside()));
