import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Where sweeps stand, who is suspected to be gone, and what waits for a person's word (rules E2 to E5, L5). */
export class SweepsAndSuspects1764300000000 implements MigrationInterface {
  readonly name = 'SweepsAndSuspects1764300000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listing_progress
        add column sweep_started_us bigint,
        add column sweep_cursor text,
        add column sweep_complete_us bigint,
        add column sweep_seconds int,
        add column sweep_requested boolean not null default false,
        add column control_key text,
        add column absences bigint not null default 0;
      update ops.listing_progress set sweep_complete_us = backfill_started_us where backfill_done;
      comment on column ops.listing_progress.sweep_started_us is 'The first request of the sweep under way.';
      comment on column ops.listing_progress.sweep_complete_us is 'The first request of the last complete sweep; a backfill is the first one.';
      comment on column ops.listing_progress.sweep_seconds is 'How long the last complete sweep took.';
      comment on column ops.listing_progress.control_key is 'An entity that this listing has shown; null where it shows none.';
      comment on column ops.listing_progress.absences is 'Absences appended since the last complete sweep, but for those that a removal or a person vouches for.';
      create table ops.suspect (
        connection_id text not null,
        resource text not null,
        key text not null,
        why text not null check (why in ('sweep', 'parent', 'reread', 'cascade')),
        parent text,
        asked_us bigint not null,
        questions int not null default 0,
        first_missing_us bigint,
        due_us bigint,
        is_confirmed boolean not null default false,
        primary key (connection_id, resource, key)
      );
      create index suspect_due on ops.suspect (connection_id, due_us) where due_us is not null;
      comment on column ops.suspect.parent is '<resource>/<key> of the parent whose answer lacked it, or whose removal is on the log.';
      comment on column ops.suspect.asked_us is 'The request that raised the suspicion: whoever speaks of the entity after it ends it (rule E3).';
      comment on column ops.suspect.first_missing_us is 'The first controlled question that did not find it (rule E2).';
      comment on column ops.suspect.due_us is 'Null while it is held (rule E4).';
      create table ops.absence_hold (
        connection_id text not null,
        resource text not null,
        since_us bigint not null,
        suspects bigint not null,
        alive bigint not null,
        primary key (connection_id, resource)
      );
      comment on table ops.absence_hold is 'More entities of a resource are missing than go without a word: they wait for trellis sweep confirm (rule E4).';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ops.absence_hold;
      drop table ops.suspect;
      alter table ops.listing_progress
        drop column sweep_started_us, drop column sweep_cursor, drop column sweep_complete_us, drop column sweep_seconds,
        drop column sweep_requested, drop column control_key, drop column absences;
    `)
  }
}
