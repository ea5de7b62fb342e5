import { NEVER } from '@trellis/pipeline'
import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What an answer that lags is known by, and words that vouch for the children they take (rules E4, E7, L8). */
export class LaggingAnswers1764900000000 implements MigrationInterface {
  readonly name = 'LaggingAnswers1764900000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listed_record add column took text collate "C" not null default '${NEVER}';
      comment on column ops.listed_record.took is 'The newest word that takes children along and leaves the entity there: an anonymisation, an unrejection.';
      alter table ops.due_read
        add column before bytea,
        add column is_patient boolean not null default false;
      comment on column ops.due_read.before is 'The digest of the record that was known when the word came: who still shows it has not seen the change (rule L8).';
      comment on column ops.due_read.is_patient is 'Where the answer is still the record from before, it is asked again once, overlap after the word.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.due_read drop column before, drop column is_patient;
      alter table ops.listed_record drop column took;
    `)
  }
}
