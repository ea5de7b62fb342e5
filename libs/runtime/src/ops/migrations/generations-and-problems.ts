import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A generation knows how it was made, and problems have a place where people can look at them. */
export class GenerationsAndProblems1764200000000 implements MigrationInterface {
  readonly name = 'GenerationsAndProblems1764200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.generation
        add column as_of_us bigint,
        add column complete_at timestamptz,
        add column switched_at timestamptz,
        add column declared jsonb;
      update ops.generation set complete_at = created_at, switched_at = created_at;
      comment on column ops.generation.as_of_us is 'Made of what was appended until then; null is all of it (rule N4).';
      comment on column ops.generation.complete_at is 'Null while it is being made.';
      comment on column ops.generation.switched_at is 'When readers were last given it; null before the first time.';
      comment on column ops.generation.declared is 'Resource, column and SQL type: the declarations it was made with (rule N2).';
      create table ops.problem (
        id text primary key,
        connection_id text not null,
        code text not null,
        resource text,
        key text,
        column_name text,
        raw_id text not null,
        kind text not null,
        action text,
        raw_topic text,
        raw_partition int,
        raw_offset bigint,
        seen_at timestamptz not null default now(),
        resolved_at timestamptz
      );
      create index problem_open on ops.problem (connection_id, seen_at) where resolved_at is null;
      create index problem_by_raw on ops.problem (raw_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ops.problem;
      alter table ops.generation drop column as_of_us, drop column complete_at, drop column switched_at, drop column declared;
    `)
  }
}
