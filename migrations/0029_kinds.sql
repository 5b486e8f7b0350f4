-- Kinds of sessions kept apart: coaching, which counts sessions only; and what is asked of peers from outside the region alone.
-- What leaves of their nationalities, and when, is in 0024_publication.sql.

alter table session_version alter column basis drop not null,
  drop constraint session_version_kind_check,
  add constraint session_version_kind_check check (kind in ('peers_at_home', 'training_of_trainers', 'peers_from_outside',
    'partner_activity', 'coaching')),
  add constraint session_version_basis_of_kind check ((kind = 'coaching') = (basis is null)),
  add constraint session_version_coaching_counts_nobody check (kind <> 'coaching'
    or statements = '[]' and trainer_ids = '{}' and not jsonb_path_exists(coalesce(counted, '{}'), '$.* ? (@ != null)'));
alter table released_session alter column basis drop not null,
  add constraint released_session_basis_of_kind check ((kind = 'coaching') = (basis is null)),
  add constraint released_session_coaching_counts_nobody check (kind <> 'coaching'
    or trainer_count = 0 and num_nonnulls(total, women, men, civilian, military, women_civilian, women_military, men_civilian,
      men_military) = 0);

-- How many came from which country: {"MD": 12}. Of a country of `peer_countries` that is not in it, it was not recorded.
alter table session_version
  add column nationalities jsonb not null default '{}' check (jsonb_typeof(nationalities) = 'object'
    and pg_column_size(nationalities) < 4096
    and not jsonb_path_exists(nationalities, '$.* ? (@.type() != "number" || @ < 1 || @ % 1 != 0)')),
  -- On what grounds foreign soldiers were there, and of other grounds which: that stays in the ministry.
  add column legal_cover text check (legal_cover in ('sofa', 'bilateral', 'invitation', 'other')),
  add column legal_cover_text text not null default '' check (legal_cover_text = '' or legal_cover = 'other'),
  -- Whether the ministry that sent them approved; when, and under which reference, stays in the ministry.
  add column approval text check (approval in ('approved', 'pending', 'not_needed')),
  add column approval_date date check (approval_date is null or approval = 'approved'),
  add column approval_reference text not null default '' check (approval_reference = '' or approval = 'approved'),
  -- The countries of the network from which the team of trainers came.
  add column team_countries text[] not null default '{}',
  add constraint session_version_outside_alone check (kind = 'peers_from_outside'
    or nationalities = '{}' and legal_cover is null and approval is null and team_countries = '{}');
alter table released_session
  add column legal_cover text,
  add column approval text,
  add column team_countries text[] not null default '{}',
  add constraint released_session_outside_alone check (kind = 'peers_from_outside'
    or legal_cover is null and approval is null and team_countries = '{}');

-- What a copy says of peers from outside is what its version says; of their numbers, those of the version or none.
create function hold_copy_to_outside() returns trigger language plpgsql as $$
begin
  -- Whoever owns the tables loads what was released elsewhere.
  if current_user <> 'kaskada_app' then return new; end if;
  if not exists (select from session_version v where v.id = new.version_id and v.session_id = new.session_id
      and (v.legal_cover, v.approval, v.team_countries) is not distinct from (new.legal_cover, new.approval, new.team_countries)
      and v.nationalities @> new.nationalities) then
    raise insufficient_privilege using message = 'the copy does not say what its version says';
  end if;
  return new;
end $$;
create trigger released_session_held_to_outside before insert or update on released_session
  for each row when (current_user <> 'kaskada_keeper') execute function hold_copy_to_outside();
