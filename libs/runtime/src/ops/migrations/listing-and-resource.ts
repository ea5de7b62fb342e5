import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A row of progress is about a listing, and says of which resource: several listings show some resources. */
export class ListingAndResource1764910000000 implements MigrationInterface {
  readonly name = 'ListingAndResource1764910000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.listing_progress rename column resource to listing;
      alter table ops.listing_progress add column resource text;
      update ops.listing_progress set resource = regexp_replace(listing, '[?].*$', '');
      alter table ops.listing_progress alter column resource set not null;
      comment on column ops.listing_progress.listing is 'The resource, and behind a question mark the parameters in which a further listing differs from the first.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      comment on column ops.listing_progress.listing is null;
      alter table ops.listing_progress drop column resource;
      alter table ops.listing_progress rename column listing to resource;
    `)
  }
}
