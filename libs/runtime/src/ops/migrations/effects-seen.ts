import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When listings last showed what no webhook had told: each is held to the webhooks that tell of it (audit). */
export class EffectsSeen1764850000000 implements MigrationInterface {
  readonly name = 'EffectsSeen1764850000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listing_progress add column new_us bigint, add column changed_us bigint, add column gone_us bigint;
      comment on column ops.listing_progress.new_us is 'The newest request of a window that brought an entity nobody had spoken of.';
      comment on column ops.listing_progress.changed_us is 'The newest request of a window that brought a change nobody had spoken of.';
      comment on column ops.listing_progress.gone_us is 'The newest question that proved somebody to be gone whom no removal vouches for.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ops.listing_progress drop column new_us, drop column changed_us, drop column gone_us')
  }
}
