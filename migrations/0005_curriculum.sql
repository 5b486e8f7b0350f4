-- A unit of the curriculum: what one part of a session teaches.
create table unit (
  id uuid primary key,
  number integer not null unique,
  title jsonb not null
);
alter table unit enable row level security;
alter table unit force row level security;
create policy unit_find on unit for select to kaskada_app using (true);
grant select on unit to kaskada_app;
