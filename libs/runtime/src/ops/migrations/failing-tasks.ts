import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which tasks of a listing go wrong: people see it, and a poller that begins anew goes on with their pauses. */
export class FailingTasks1764800000000 implements MigrationInterface {
  readonly name = 'FailingTasks1764800000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listing_progress add column failing jsonb not null default '{}';
      comment on column ops.listing_progress.failing is 'By task: why it fails, how often in a row, since when, and when it is tried again.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ops.listing_progress drop column failing')
  }
}
