import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { CannotOpen } from './failure.ts';

interface RunningRole {
  name: string;
  is_super: boolean;
  bypasses: boolean;
  owns: boolean;
  keeps: boolean;
  is_app: boolean;
}

/**
 * Refuses to run on a PostgreSQL server as somebody whom row-level security does not hold.
 * @throws CannotOpen with the reason, when the role is a superuser, bypasses the policies or has a hand on the tables
 */
export async function refusePowerfulRole({ db }: Connection): Promise<void> {
  const { rows } = await sql<RunningRole>`
    select r.rolname as name, r.rolsuper as is_super, r.rolbypassrls as bypasses,
      exists (select from pg_class c where c.relnamespace = to_regnamespace('kaskada')
        and c.relkind in ('r', 'p') and pg_has_role(session_user, c.relowner, 'member')) as owns,
      coalesce(pg_has_role(session_user, to_regrole('kaskada_keeper')::oid, 'member'), false) as keeps,
      coalesce(pg_has_role(session_user, to_regrole('kaskada_app')::oid, 'member'), false) as is_app
    from pg_roles r where r.rolname = session_user`.execute(db);
  const role = rows[0]!;
  const reason = whyNot(role);
  if (reason)
    throw new CannotOpen(
      `DATABASE_URL signs in to PostgreSQL as “${role.name}”, ${reason} See docs/postgresql.md for the roles to set up.`,
    );
}

function whyNot({ is_super, bypasses, owns, keeps, is_app }: RunningRole): string | null {
  if (is_super) return 'a superuser: row-level security would not hold it.';
  if (bypasses) return 'who bypasses row-level security.';
  if (owns) return 'who owns the tables and could change what guards them.';
  if (keeps) return 'who is a member of kaskada_keeper and would see every record.';
  if (!is_app) return 'who is not a member of kaskada_app and may do nothing here.';
  return null;
}
