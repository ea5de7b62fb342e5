import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who has done what. Append-only twice over: a trigger refuses every change, the owner's too, and no role is granted one. What there is to grant, to roles that
 * act (the command line, the console): `select`, and `insert (act, who, what, arguments, outcome, exit_code)`; so the instant and the role in the
 * database are the database's own. Services act for no person: they are granted nothing.
 */
export class AuditLog1764930000000 implements MigrationInterface {
  readonly name = 'AuditLog1764930000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        act uuid not null,
        who text not null,
        database_role text not null default session_user,
        what text not null,
        arguments jsonb not null,
        outcome text not null check (outcome in ('begun', 'done', 'failed')),
        exit_code int
      );
      create index on ops.audit_log (act);
      comment on table ops.audit_log is 'Acts of people: a row when one begins, and a row when it ends. Append-only.';
      comment on column ops.audit_log.what is 'The command, or the route of the console.';
      comment on column ops.audit_log.arguments is 'What is known to be no secret; of the others, that they were given.';

      create function ops.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
      end $$;
      create trigger append_only before update or delete or truncate on ops.audit_log
        for each statement execute function ops.refuse_change();
      revoke all on ops.audit_log from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.audit_log; drop function ops.refuse_change')
  }
}
