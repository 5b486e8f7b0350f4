-- Stub until the lead's own migration lands.
alter table sign_in add column id uuid not null, add column method text not null, add column is_strong boolean not null,
  add column device text not null, add column address text not null, add column last_seen_at timestamptz;
drop function begin_sign_in(bytea, uuid, timestamptz, timestamptz);
create function begin_sign_in(sign_in_id uuid, token bytea, person uuid, at timestamptz, until timestamptz,
  method text, is_strong boolean, device text, address text) returns void
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
begin
  if not (on_duty('sign-in')) then raise insufficient_privilege using message = 'sign-in is not on duty'; end if;
  insert into sign_in values (token, person, at, until, null, sign_in_id, method, is_strong, device, address, at);
end $$;
alter function begin_sign_in(uuid, bytea, uuid, timestamptz, timestamptz, text, boolean, text, text) owner to kaskada_keeper;
drop function prove_person(bytea, timestamptz);
create function prove_person(token bytea, at timestamptz)
  returns table (person_id uuid, name text, origin text, role text, owner_id uuid, country_code text, is_strong boolean)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select p.id, p.name, p.origin, a.role, a.owner_id, m.country_code, s.is_strong
  from sign_in s join person p on p.id = s.person_id
    left join appointment a on a.person_id = p.id
      and current_date >= a.from_date and current_date <= coalesce(a.to_date, 'infinity')
    left join ministry m on m.id = a.owner_id
  where s.token_hash = token and s.ended_at is null and s.expires_at > at
$$;
alter function prove_person(bytea, timestamptz) owner to kaskada_keeper;
create function own_sign_ins(at timestamptz)
  returns table (id uuid, method text, is_strong boolean, device text, address text, began_at timestamptz,
    last_seen_at timestamptz)
  language sql stable security definer set search_path = kaskada, pg_temp as $$
  select id, method, is_strong, device, address, began_at, last_seen_at from sign_in
  where person_id = actor_id() and ended_at is null and expires_at > at order by began_at desc
$$;
create function end_own_sign_in(wanted uuid, at timestamptz) returns void
  language sql security definer set search_path = kaskada, pg_temp as $$
  update sign_in set ended_at = at where id = wanted and person_id = actor_id() and ended_at is null
$$;
alter function own_sign_ins(timestamptz) owner to kaskada_keeper;
alter function end_own_sign_in(uuid, timestamptz) owner to kaskada_keeper;
grant execute on function begin_sign_in(uuid, bytea, uuid, timestamptz, timestamptz, text, boolean, text, text),
  prove_person(bytea, timestamptz), own_sign_ins(timestamptz), end_own_sign_in(uuid, timestamptz) to kaskada_app;
