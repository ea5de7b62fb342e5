import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The database's roles by what they are for, and which connections a reader sees. */
export class AccessRoles1764940000000 implements MigrationInterface {
  readonly name = 'AccessRoles1764940000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.access_role (
        purpose text primary key,
        role text not null unique
      );
      comment on table ops.access_role is 'What each role of the database is for (trellis roles); empty where one role does everything.';
      create table ops.reader_connection (
        reader text not null,
        connection_id text not null,
        primary key (reader, connection_id)
      );
      comment on table ops.reader_connection is 'Rows of this connection are shown to this role, and to the members of it.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.access_role, ops.reader_connection')
  }
}
