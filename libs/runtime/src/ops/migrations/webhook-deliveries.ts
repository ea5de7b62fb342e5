import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is known of webhooks without their bodies: each delivery of late, each URL, and what was refused. */
export class WebhookDeliveries1765020000000 implements MigrationInterface {
  readonly name = 'WebhookDeliveries1765020000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.webhook_delivery (
        arrived_us bigint not null,
        raw_offset bigint not null,
        raw_partition int not null,
        bytes int not null,
        events smallint not null,
        problems smallint not null,
        connection_id text not null,
        raw_id text not null,
        action text,
        endpoint text,
        delivery text,
        outcome text not null check (outcome in ('read', 'partly_read', 'unread', 'ignored')),
        primary key (connection_id, arrived_us, raw_id)
      );
      comment on table ops.webhook_delivery is 'The newest webhooks of each connection, without their bodies: seven days of them, and 100,000 at most.';
      comment on column ops.webhook_delivery.endpoint is 'The event that the URL names by which it came; null for the common URL.';
      comment on column ops.webhook_delivery.events is 'How many entities it mentions.';

      create table ops.webhook_endpoint (
        connection_id text not null,
        endpoint text not null,
        pinged_us bigint,
        signed_ping_us bigint,
        arrived_us bigint,
        pings bigint not null default 0,
        arrivals bigint not null default 0,
        differing bigint not null default 0,
        primary key (connection_id, endpoint)
      );
      comment on table ops.webhook_endpoint is 'What came by each URL: an event''s own, or the common one, whose endpoint is empty.';
      comment on column ops.webhook_endpoint.differing is 'Webhooks of another action than the event that the URL names.';

      create table ops.webhook_refusal (
        connection_id text not null,
        hour_us bigint not null,
        cause text not null,
        endpoint text not null,
        refusals bigint not null,
        first_us bigint not null,
        last_us bigint not null,
        primary key (connection_id, hour_us, cause, endpoint)
      );
      comment on table ops.webhook_refusal is 'What the ingress refused, by the hour; the connection is empty where the URL named none of ours.';

      create table ops.webhook_refusal_example (
        connection_id text not null,
        cause text not null,
        last_us bigint not null,
        examples jsonb not null,
        primary key (connection_id, cause)
      );
      comment on table ops.webhook_refusal_example is 'The newest refusals of each cause: instant, URL, size as announced, shortened address of the sender.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.webhook_delivery, ops.webhook_endpoint, ops.webhook_refusal, ops.webhook_refusal_example')
  }
}
