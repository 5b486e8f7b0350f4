-- Which figures the public is shown: on the page of facts, in cards on other sites, in the feed and in the catalogue. A row is the
-- secretariat's choice; the numbers themselves come from the latest publication (docs/decisions/public-facts.md).
create table public_figure (
  code text primary key,
  -- Null: the platform came with it.
  chosen_by uuid references person,
  chosen_at timestamptz not null default now()
);
create trigger public_figure_audit after insert or update or delete on public_figure
  for each row execute function audit_change('code');
-- What the platform comes with, noted in the audit as its doing; before the policies, which let nobody write in the platform's name.
insert into public_figure (code)
select distinct d.code from figure_definition d
where d.unit in ('attendance', 'country', 'meeting', 'ministry', 'trainer');

alter table public_figure enable row level security;
alter table public_figure force row level security;

grant select, insert, delete on public_figure to kaskada_app;
-- The audit is compared with the rows.
grant select on public_figure to kaskada_keeper;
create policy public_figure_compared on public_figure for select to kaskada_keeper using (true);
create policy public_figure_find on public_figure for select to kaskada_app using (true);
-- A figure of single records has hundreds of scopes: the public finds those beside what they were published in.
create policy public_figure_choose on public_figure for insert to kaskada_app
  with check (chosen_by = actor_id() and (select is_secretariat())
    and exists (select from figure_definition d where d.code = public_figure.code
      and d.unit in ('attendance', 'session', 'country', 'meeting', 'ministry', 'trainer')));
create policy public_figure_leave_out on public_figure for delete to kaskada_app using ((select is_secretariat()));
create trigger public_figure_chosen_at before insert on public_figure for each row execute function date_now('chosen_at');
