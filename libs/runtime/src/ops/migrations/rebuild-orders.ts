import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rebuilds that people have ordered at the console, and how far they are. */
export class RebuildOrders1765110000000 implements MigrationInterface {
  readonly name = 'RebuildOrders1765110000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.rebuild_order (
        id uuid primary key,
        who text not null,
        asked jsonb not null,
        state text not null default 'ordered' check (state in ('ordered', 'under way', 'done', 'cancelled', 'failed')),
        said jsonb not null,
        ordered_at timestamptz not null default clock_timestamp(),
        started_at timestamptz,
        seen_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        is_cancel_ordered boolean not null default false,
        writer text,
        taken int not null default 0,
        deaths int not null default 0
      );
      create unique index rebuild_order_open on ops.rebuild_order ((true)) where state in ('ordered', 'under way');
      create index on ops.rebuild_order (ordered_at);
      comment on table ops.rebuild_order is 'Rebuilds that were ordered at the console and that a warehouse-writer does: one at a time.';
      comment on column ops.rebuild_order.seen_at is 'When its writer last said that it is at it.';
      comment on column ops.rebuild_order.taken is 'How often it was taken up: what an earlier writer says of it is not heard.';
      comment on column ops.rebuild_order.deaths is 'How often its writer has died over it.';
      comment on column ops.rebuild_order.said is 'What its rebuild has reported: names of tables and counts; no personal data.';
      revoke all on ops.rebuild_order from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.rebuild_order')
  }
}
