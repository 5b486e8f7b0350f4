import { sql } from 'kysely';

/** Something that the database is made of: a function, a trigger, a policy, a table, a rule, a role or a migration. */
export interface Part {
  readonly kind: string;
  readonly name: string;
  /** All that it does, as far as the catalogue says it alike on every version of PostgreSQL. */
  readonly definition: string;
  /** The conditions of a policy, as this database prints them. */
  readonly using: string | null;
  readonly check: string | null;
}

/**
 * The catalogue's word for everything in the schema. Whoever owns the tables is called "owner", whatever their name; their
 * own privileges are left out, because they can always give them to themselves. Run it with nothing but pg_catalog in the
 * search path.
 */
export const partsOfStructure = sql<Part>`
  with
  relation as materialized (select c.* from pg_class c where c.relnamespace = 'kaskada'::regnamespace),
  owner as materialized (select relowner as id from relation where relname = 'audit_entry'),
  called as materialized (select r.oid, case when r.oid in (select id from owner) then 'owner' else r.rolname::text end as name
    from pg_roles r union all select 0, 'everybody'),
  granted as materialized (
    select 'table' as kind, c.oid, string_agg(g.name || ' ' || a.privilege_type || ' ' || a.is_grantable, ',' order by g.name,
      a.privilege_type) as said
    from relation c cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a join called g on g.oid = a.grantee
    where a.grantee <> c.relowner and c.relkind not in ('i', 'I', 'S', 'c', 't') group by c.oid
    union all
    select 'column', c.oid, string_agg(t.attname || ' ' || g.name || ' ' || a.privilege_type || ' ' || a.is_grantable, ','
      order by t.attname, g.name, a.privilege_type)
    from relation c join pg_attribute t on t.attrelid = c.oid and t.attacl is not null cross join aclexplode(t.attacl) a
      join called g on g.oid = a.grantee where a.grantee <> c.relowner group by c.oid
    union all
    select 'function', p.oid, string_agg(g.name || ' ' || a.is_grantable, ',' order by g.name)
    from pg_proc p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a join called g on g.oid = a.grantee
    where p.pronamespace = 'kaskada'::regnamespace and a.grantee <> p.proowner group by p.oid)
  select 'function' as kind, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
    jsonb_build_array(p.prosrc, p.probin, p.prosqlbody is null, l.lanname, o.name, p.prokind::text, p.prosecdef, p.proleakproof,
      p.proisstrict, p.proretset, p.provolatile::text, p.proparallel::text, p.proconfig, pg_get_function_arguments(p.oid),
      pg_get_function_result(p.oid), g.said)::text as definition, null as using, null as check
  from pg_proc p join pg_language l on l.oid = p.prolang left join called o on o.oid = p.proowner
    left join granted g on g.kind = 'function' and g.oid = p.oid
  where p.pronamespace = 'kaskada'::regnamespace
  union all
  select 'trigger', c.relname || '.' || t.tgname, jsonb_build_array(t.tgenabled::text, t.tgtype, n.nspname, p.proname,
    encode(t.tgargs, 'hex'), t.tgdeferrable, t.tginitdeferred, t.tgoldtable, t.tgnewtable, t.tgqual is null,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum = any (t.tgattr::int2[])))::text, null, null
  from pg_trigger t join relation c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
  where not t.tgisinternal
  union all
  select 'policy', c.relname || '.' || p.polname, jsonb_build_array(p.polcmd::text, p.polpermissive,
    (select array_agg(g.name order by g.name) from called g where g.oid = any (p.polroles)))::text,
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
  from pg_policy p join relation c on c.oid = p.polrelid
  union all
  select 'table', c.relname, jsonb_build_array(c.relkind::text, o.name, c.relrowsecurity, c.relforcerowsecurity,
    (select array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || a.atthasdef
      || a.attidentity::text || a.attgenerated::text order by a.attname)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    (select array_agg(k.conname || ' ' || k.contype::text || ' ' || k.convalidated order by k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype::text in ('c', 'f', 'p', 'u', 'x')),
    (select array_agg(distinct t.tgenabled::text) from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal),
    (select array_agg(i.inhparent::regclass::text order by 1) from pg_inherits i where i.inhrelid = c.oid),
    (select g.said from granted g where g.kind = 'table' and g.oid = c.oid),
    (select g.said from granted g where g.kind = 'column' and g.oid = c.oid))::text, null, null
  from relation c left join called o on o.oid = c.relowner where c.relkind not in ('i', 'I', 'S', 'c', 't')
  union all
  select 'rule', c.relname || '.' || r.rulename, r.ev_type::text || r.is_instead || r.ev_enabled::text, null, null
  from pg_rewrite r join relation c on c.oid = r.ev_class
  union all
  select 'role', r.rolname, jsonb_build_array(r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcanlogin)::text, null, null
  from pg_roles r where r.rolname in ('kaskada_app', 'kaskada_keeper')
  union all
  select 'migration', m.name, m.fingerprint, null, null from kaskada.migration m
  order by 1, 2`;
