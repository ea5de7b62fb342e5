import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who signs in at the console, their sessions, and how often sign-in was tried. */
export class ConsoleAccounts1765030000000 implements MigrationInterface {
  readonly name = 'ConsoleAccounts1765030000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.console_account (
        id uuid primary key default gen_random_uuid(),
        email text not null unique check (email = lower(email)),
        name text not null,
        password_hash text,
        role text not null check (role in ('admin', 'viewer')),
        rights text[] not null default '{}' check (rights <@ array['raw', 'pay', 'demographics']),
        session_epoch int not null default 0,
        created_at timestamptz not null default now(),
        disabled_at timestamptz,
        last_sign_in_at timestamptz
      );
      comment on table ops.console_account is 'Who may sign in at the console.';
      comment on column ops.console_account.password_hash is 'argon2id, with its salt and parameters; null where the account has no password.';
      comment on column ops.console_account.session_epoch is 'Sessions of an earlier one have ended.';
      create table ops.console_first_admin (
        token_hash bytea primary key,
        created_at timestamptz not null default now()
      );
      comment on table ops.console_first_admin is 'SHA-256 of the token that makes an admin, until it was used.';
      create table ops.console_session (
        sid text primary key,
        sess json not null,
        expire timestamptz not null
      );
      create index on ops.console_session (expire);
      comment on table ops.console_session is 'Sessions of the console, by the package connect-pg-simple.';
      create table ops.console_throttle (
        key text primary key,
        points int not null default 0,
        expire bigint
      );
      comment on table ops.console_throttle is 'How often sign-in was tried, by hashes of account and address; by the package rate-limiter-flexible.';
      revoke all on ops.console_account, ops.console_first_admin, ops.console_session, ops.console_throttle from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.console_account, ops.console_first_admin, ops.console_session, ops.console_throttle')
  }
}
