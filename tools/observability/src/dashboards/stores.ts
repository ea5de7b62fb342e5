import { lines, perSecond, quantile, type Board } from './board.js'

/** Kafka and Postgres, as our services see them; what they say of themselves is in their own dashboards. */
export const stores: Board = {
  id: 'trellis-stores',
  title: 'Trellis / Kafka and Postgres as seen by us',
  about: 'How long they take to answer, how often they do not, and what waits for them.',
  rows: [
    {
      title: 'Kafka',
      panels: [
        lines('Time of an append', 's', 'Until every in-sync replica has it, 99 %.', [
          quantile(0.99, 'trellis_log_append_seconds', '', 'service', 'topic'),
          '{{service}} {{topic}}',
        ]),
        lines('Appended', 'cps', 'Messages.', [
          perSecond('trellis_log_appended_total', 'service', 'topic'),
          '{{service}} {{topic}}',
        ]),
        lines('Messages of a request', 'short', 'Median.', [
          quantile(0.5, 'trellis_log_batch_messages', '', 'service'),
          '{{service}}',
        ]),
        lines('Failed requests', 'cps', 'Each is tried again.', [
          perSecond('trellis_log_retries_total', 'service'),
          '{{service}}',
        ]),
        lines('Rejected appends', 'cps', 'busy: too much waits. fault: not acknowledged in time.', [
          perSecond('trellis_log_rejected_total', 'service', 'reason'),
          '{{service}} {{reason}}',
        ]),
        lines('Waiting for the log', 'bytes', 'For the log, or on the way.', [
          'trellis_log_held_bytes',
          '{{service}} {{instance}}',
        ]),
        lines('Clock of the brokers', 's', 'How far ahead of ours at least.', [
          'trellis_log_clock_skew_seconds',
          '{{service}} {{instance}}',
        ]),
        lines('Members', 'short', 'Processes that read.', ['sum by (service) (trellis_consumer_joined)', '{{service}}']),
      ],
    },
    {
      title: 'Postgres',
      panels: [
        lines('Connections', 'short', 'By what they do.', [
          'sum by (service, state) (trellis_postgres_connections)',
          '{{service}} {{state}}',
        ]),
        lines('Waiting for a connection', 'short', 'Work that waits for a connection.', [
          'trellis_postgres_waiting',
          '{{service}} {{instance}}',
        ]),
        lines('Time of the writer’s batch', 's', 'To its commit, 99 %.', [
          quantile(0.99, 'trellis_consumer_batch_seconds', '{service="warehouse-writer"}'),
          'writer',
        ]),
        lines('Batches tried again', 'cps', 'Of readers that write to Postgres.', [
          'sum by (service) (rate(trellis_consumer_retries_total{service=~"warehouse-writer|harvest-poller"}[$__rate_interval]))',
          '{{service}}',
        ]),
      ],
    },
  ],
}
