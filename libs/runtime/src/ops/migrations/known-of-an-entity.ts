import { NEVER } from '@trellis/pipeline'
import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is known of an entity, children that are due through their parent, the actions that arrived, and what windows have brought. */
export class KnownOfAnEntity1764100000000 implements MigrationInterface {
  readonly name = 'KnownOfAnEntity1764100000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listed_record
        add column removed text collate "C" not null default '${NEVER}',
        add column seen_us bigint not null default 0;
      comment on column ops.listed_record.removed is 'The newest removal.';
      comment on column ops.listed_record.seen_us is 'The newest request of a listing or re-read whose answer showed it.';
      alter table ops.due_read add column "of" text not null default '';
      comment on column ops.due_read."of" is 'Empty: key is the entity''s own. Else the parent resource whose key it is.';
      alter table ops.due_read
        drop constraint due_read_pkey,
        add primary key (connection_id, resource, "of", key);
      drop index ops.due_read_by_due;
      create index due_read_by_due on ops.due_read (connection_id, resource, "of", due_us);
      create table ops.webhook_action (
        connection_id text not null,
        action text not null,
        first_us bigint not null,
        last_us bigint not null,
        arrivals bigint not null,
        primary key (connection_id, action)
      );
      alter table ops.listing_progress
        add column new_records bigint not null default 0,
        add column changed_records bigint not null default 0;
      comment on column ops.listing_progress.new_records is 'Records that windows appended of entities nobody had spoken of.';
      comment on column ops.listing_progress.changed_records is 'Records that windows appended of entities known before.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listing_progress drop column new_records, drop column changed_records;
      drop table ops.webhook_action;
      drop index ops.due_read_by_due;
      delete from ops.due_read where "of" <> '';
      alter table ops.due_read drop constraint due_read_pkey, drop column "of", add primary key (connection_id, resource, key);
      create index due_read_by_due on ops.due_read (connection_id, due_us);
      alter table ops.listed_record drop column removed, drop column seen_us;
    `)
  }
}
