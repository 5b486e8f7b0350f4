-- For whoever runs the platform, on its own machine, never for the running platform: brings somebody back who has lost every
-- way to sign in where nobody is left who could grant a reset. Who owns the tables could do the same unasked; this way it
-- stands in the audit, with no actor, because nobody of the platform did it. Returns the person's name, or null.
create function bring_back(address text, invitation_id uuid, token bytea) returns text
  language plpgsql security definer set search_path = kaskada, pg_temp as $$
declare lost login;
begin
  select * into lost from login l where l.email = lower(address);
  if lost.id is null then return null; end if;
  delete from login where id = lost.id;
  delete from fresh_check where person_id = lost.id;
  delete from known_device where person_id = lost.id;
  update sign_in set ended_at = now() where person_id = lost.id and ended_at is null;
  delete from invitation_link l using invitation i where l.invitation_id = i.id and i.person_id = lost.id;
  update invitation set withdrawn_at = now() where person_id = lost.id and accepted_at is null and withdrawn_at is null;
  insert into invitation (id, owner_id, person_id, invited_by, invited_at, expires_at)
  values (invitation_id, ministry_of(lost.id), lost.id, null, now(), now() + interval '1 day');
  insert into invitation_link values (invitation_id, token, lost.email, lost.language);
  return (select p.name from person p where p.id = lost.id);
end $$;
alter function bring_back(text, uuid, bytea) owner to kaskada_keeper;
