import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which credentials have shown that they belong to the company that a connection lists (rule N5). */
export class ProvenCredentials1764400000000 implements MigrationInterface {
  readonly name = 'ProvenCredentials1764400000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.connection add column proven_client text;
      comment on column ops.connection.proven_client is 'SHA-256 of the client id that has shown users we know; null before.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ops.connection drop column proven_client')
  }
}
