import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Alerts, where they are sent, and what was sent. */
export class Alerts1765090000000 implements MigrationInterface {
  readonly name = 'Alerts1765090000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.alert (
        id bigint generated always as identity primary key,
        rule text not null,
        code text not null,
        connection_id text not null,
        state text not null check (state in ('pending', 'open', 'recovered')),
        facts jsonb not null,
        since timestamptz not null,
        seen_at timestamptz not null default clock_timestamp(),
        opened_at timestamptz,
        recovered_at timestamptz
      );
      create unique index alert_now on ops.alert (code, connection_id) where state <> 'recovered';
      create index alert_past on ops.alert (recovered_at) where state = 'recovered';
      comment on table ops.alert is 'What alert rules have found: one row for each time. Past ones are kept for ninety days.';
      comment on column ops.alert.connection_id is 'Empty where it is about the whole installation.';
      comment on column ops.alert.state is 'Pending until it has lasted as long as its rule asks for.';
      comment on column ops.alert.facts is 'Counts, names of listings and instants; no personal data.';

      create table ops.alert_channel (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        kind text not null check (kind in ('email', 'webhook', 'slack')),
        target bytea not null,
        shown text not null,
        is_paused boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null default now()
      );
      comment on table ops.alert_channel is 'Where alerts are sent.';
      comment on column ops.alert_channel.target is 'Addresses, URL and secret, sealed with the master keys.';
      comment on column ops.alert_channel.shown is 'What a screen shows of it: the addresses of a mail, the host of a URL.';
      comment on column ops.alert_channel.version is 'Of two that change it at once, the second is refused.';

      create table ops.alert_notification (
        id bigint generated always as identity primary key,
        channel_id uuid not null references ops.alert_channel on delete cascade,
        alert_id bigint not null references ops.alert on delete cascade,
        code text not null,
        connection_id text not null,
        kind text not null check (kind in ('open', 'recovered')),
        is_last boolean not null,
        state text not null default 'due' check (state in ('due', 'sent', 'given up')),
        attempts int not null default 0,
        due_at timestamptz not null default clock_timestamp(),
        error text,
        created_at timestamptz not null default clock_timestamp(),
        ended_at timestamptz
      );
      create index alert_notification_of on ops.alert_notification (channel_id, code, connection_id, id);
      create index alert_notification_due on ops.alert_notification (due_at) where state = 'due';
      comment on table ops.alert_notification is 'What is sent to a channel: one row per change of state, made in the transaction of the change.';
      comment on column ops.alert_notification.is_last is 'The last one within an hour: it says so.';
      comment on column ops.alert_notification.due_at is 'When it is tried; while a process is at it, when another may.';
      revoke all on ops.alert, ops.alert_channel, ops.alert_notification from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.alert_notification, ops.alert_channel, ops.alert')
  }
}
