import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which processes of the services run, as they say themselves. */
export class ServiceProcesses1765120000000 implements MigrationInterface {
  readonly name = 'ServiceProcesses1765120000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.service_process (
        service text not null,
        instance text not null,
        version text not null,
        settings jsonb not null,
        failing text[] not null,
        started_at timestamptz not null,
        seen_at timestamptz not null default clock_timestamp(),
        stopped_at timestamptz,
        primary key (service, instance)
      );
      comment on table ops.service_process is 'Processes of the services: each notes every ten seconds that it runs. What was not seen for a day is forgotten.';
      comment on column ops.service_process.instance is 'Host and process.';
      comment on column ops.service_process.settings is 'Its configuration; of secrets only whether they are set.';
      comment on column ops.service_process.failing is 'What it waits for, by the names of the checks at /readyz.';
      comment on column ops.service_process.stopped_at is 'When it ended in order; null also for one that was killed.';
      revoke all on ops.service_process from public;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.service_process')
  }
}
