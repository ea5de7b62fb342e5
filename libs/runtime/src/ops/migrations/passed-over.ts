import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Places of the log that readers pass over, by a person's word. */
export class PassedOver1764860000000 implements MigrationInterface {
  readonly name = 'PassedOver1764860000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.passed_over (
        topic text not null,
        partition int not null,
        log_offset bigint not null,
        noted_at timestamptz not null default now(),
        primary key (topic, partition, log_offset)
      );
      comment on table ops.passed_over is 'Places of the log that readers pass over: trellis skip, where nothing else helps.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.passed_over')
  }
}
