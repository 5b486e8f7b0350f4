-- A meeting that took place, with the number that its series gave it. An empty cell: the source does not say.
create table meeting (
  series text not null check (series in ('GMT', 'GEM')),
  number integer not null check (number > 0),
  date_from date,
  date_to date,
  mode text check (mode in ('in person', 'online', 'hybrid')),
  place text,
  country_code text,
  participants integer check (participants >= 0),
  countries text[] not null,
  topics text[] not null,
  source text not null,
  primary key (series, number)
);
alter table meeting enable row level security;
alter table meeting force row level security;
create policy meeting_find on meeting for select to kaskada_app using (true);
grant select on meeting to kaskada_app;
