import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the budget and the sizes let expect of a connection, as its poller last worked it out (rule L7). */
export class Expected1764500000000 implements MigrationInterface {
  readonly name = 'Expected1764500000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ops.connection add column expected jsonb')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ops.connection drop column expected')
  }
}
