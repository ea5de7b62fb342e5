import { NEVER } from '@trellis/pipeline'
import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Everything in `ops` as of the first release. Later changes are migrations of their own. */
export class Begin1764000000000 implements MigrationInterface {
  readonly name = 'Begin1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.connection (
        id text primary key,
        name text not null,
        harvest_user_id bigint,
        credentials bytea,
        webhook_secrets bytea,
        created_at timestamptz not null default now(),
        removed_at timestamptz
      );
      create table ops.listing_progress (
        connection_id text not null,
        resource text not null,
        permission text check (permission in ('granted', 'missing')),
        backfill_started_us bigint,
        backfill_cursor text,
        backfill_done boolean not null default false,
        complete_until_us bigint,
        window_from_us bigint,
        window_to_us bigint,
        window_cursor text,
        pages bigint not null default 0,
        records bigint not null default 0,
        last_request_us bigint,
        last_error text,
        fence bigint not null default 0,
        primary key (connection_id, resource)
      );
      create table ops.listed_record (
        connection_id text not null,
        resource text not null,
        key text not null,
        version text collate "C" not null,
        updated_at text,
        digest bytea,
        spoken text collate "C" not null default '${NEVER}',
        primary key (connection_id, resource, key)
      );
      comment on column ops.listed_record.digest is 'Of the record last appended; null where only others have spoken of it.';
      create table ops.due_read (
        connection_id text not null,
        resource text not null,
        key text not null,
        arrived_us bigint not null,
        due_us bigint not null,
        attempts int not null default 0,
        primary key (connection_id, resource, key)
      );
      create index due_read_by_due on ops.due_read (connection_id, due_us);
      create table ops.log_position (
        reader text not null,
        topic text not null,
        partition int not null,
        next_offset bigint not null check (next_offset >= 0),
        primary key (reader, topic, partition)
      );
      create table ops.generation (
        number int primary key,
        revision int not null,
        created_at timestamptz not null default now(),
        is_current boolean not null default false
      );
      create unique index generation_one_current on ops.generation (is_current) where is_current;
      create table ops.lease (
        name text primary key,
        fence bigint not null,
        holder text not null,
        expires_at timestamptz not null
      );
      create table ops.webhook_seen (
        connection_id text primary key,
        raw_id text not null,
        action text,
        arrived_us bigint not null,
        visible_us bigint
      );
    `)
  }

  /** There is no way back from the first: it would lose where listing stands. */
  async down(): Promise<void> {
    throw new Error('the first migration is not taken back; drop the schema ops on purpose')
  }
}
