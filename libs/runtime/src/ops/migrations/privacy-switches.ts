import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is not read of a connection, what a generation was made without, and how much was left out (rule P1). */
export class PrivacySwitches1765040000000 implements MigrationInterface {
  readonly name = 'PrivacySwitches1765040000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.connection add column leave_out text[] not null default '{}';
      comment on column ops.connection.leave_out is 'Privacy switches that are off: demographics, pay.';
      alter table ops.generation add column leave_out jsonb not null default '{}';
      comment on column ops.generation.leave_out is 'By connection, the switches that were off when it was begun; those with none are missing.';
      create table ops.withheld (
        connection_id text not null,
        resource text not null,
        what text not null,
        events bigint not null,
        cells bigint not null,
        first_at timestamptz not null default now(),
        last_at timestamptz not null default now(),
        primary key (connection_id, resource, what)
      );
      comment on table ops.withheld is 'How much normalizers have left out: at least so often, since a batch that is read again counts again.';
      comment on column ops.withheld.what is 'The sensitivity that its column declares; undeclared: a name that no column has.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table ops.withheld; alter table ops.connection drop column leave_out; alter table ops.generation drop column leave_out',
    )
  }
}
