import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What persons change of a connection, what its account grants, and links by which a colleague gives its credentials. */
export class ConnectionChanges1765050000000 implements MigrationInterface {
  readonly name = 'ConnectionChanges1765050000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.connection
        add column version int not null default 1,
        add column changed_at timestamptz not null default now(),
        add column changed_by text,
        add column paused_at timestamptz;
      update ops.connection set changed_at = created_at;
      comment on column ops.connection.version is 'Counts what persons change: who changes one that is no longer the newest is refused.';
      comment on column ops.connection.changed_by is 'Who changed it last; null where that is not known.';
      comment on column ops.connection.paused_at is 'Since when Harvest is not asked; webhooks are taken all the same. Null where it is.';
      create table ops.permission_check (
        connection_id text primary key,
        run uuid not null,
        begun_at timestamptz not null default now(),
        ended_at timestamptz,
        asked jsonb not null default '[]',
        private_candidates text check (private_candidates in ('seen', 'none seen', 'hidden')),
        failure text
      );
      comment on table ops.permission_check is 'What the account of a connection grants, as it was last asked: answers as they come.';
      comment on column ops.permission_check.failure is 'Why it was not asked to the end; null where it was, or is under way.';
      create table ops.connection_hand_over (
        token_hash bytea primary key,
        connection_id text not null,
        made_at timestamptz not null default now(),
        made_by text not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      comment on table ops.connection_hand_over is 'Links by which a colleague without an account gives the credentials of a connection, once. SHA-256 of the token.';
      revoke all on ops.permission_check, ops.connection_hand_over from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ops.permission_check, ops.connection_hand_over;
      alter table ops.connection drop column version, drop column changed_at, drop column changed_by, drop column paused_at;
    `)
  }
}
