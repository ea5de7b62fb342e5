import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people have ordered at the console that takes a while, and how far it is. */
export class ConsoleJobs1765080000000 implements MigrationInterface {
  readonly name = 'ConsoleJobs1765080000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.console_job (
        id uuid primary key,
        kind text not null,
        state text not null default 'under way' check (state in ('under way', 'done', 'cancelled', 'failed', 'lost')),
        who text not null,
        ordered jsonb not null,
        done int not null default 0,
        total int not null,
        started_at timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        finished_at timestamptz,
        is_cancel_ordered boolean not null default false,
        result jsonb
      );
      create unique index console_job_under_way on ops.console_job (kind) where state = 'under way';
      create index on ops.console_job (kind, started_at);
      comment on table ops.console_job is 'Work that was ordered at the console and that its process does: one of a kind at a time.';
      comment on column ops.console_job.seen_at is 'When its process last said that it is at it.';
      revoke all on ops.console_job from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.console_job')
  }
}
