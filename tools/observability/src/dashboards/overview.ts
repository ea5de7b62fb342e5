import { lines, number, perSecond, quantile, type Board } from './board.js'

/** The page to open first: what people outside notice, then what waits for a person. */
export const overview: Board = {
  id: 'trellis-overview',
  title: 'Trellis / Overview',
  about: 'Symptoms first. Red has an alert, and a page in docs/runbooks.',
  rows: [
    {
      title: 'Symptoms',
      panels: [
        number(
          'Webhooks refused',
          'percentunit',
          'Of those that are rightly signed.',
          'trellis:webhooks_refused:ratio_rate5m',
          0.05,
        ),
        number(
          'Rows late',
          'percentunit',
          'Webhooks that took over ten seconds to their row.',
          'trellis:rows_late:ratio_rate10m',
          0.05,
        ),
        number(
          'Waiting to be handled',
          's',
          'The oldest record that was read and is not in the tables.',
          'max(trellis_consumer_behind_seconds{service=~"normalizer|warehouse-writer"})',
          120,
        ),
        number(
          'Freshness over target',
          'percentunit',
          'The oldest listing, next to what cadence and budget let expect.',
          'max(trellis_listing_freshness_seconds / trellis_listing_freshness_target_seconds)',
          3,
        ),
        number(
          'Since a connection moved',
          's',
          'The connection that has stood still for longest.',
          'max(time() - max by (connection) (trellis_poller_moved_timestamp_seconds))',
          600,
        ),
        number('Alerts', 'none', 'That fire now.', 'count(ALERTS{alertname=~"Trellis.*",alertstate="firing"}) or vector(0)', 1),
      ],
    },
    {
      title: 'Flow',
      panels: [
        lines('Webhooks', 'reqps', 'By how they were answered.', [
          perSecond('trellis_webhook_answers_total', 'outcome'),
          '{{outcome}}',
        ]),
        lines(
          'From webhook to row',
          's',
          'From the arrival at the ingress to the committed row.',
          [quantile(0.5, 'trellis_webhook_to_row_seconds'), 'median'],
          [quantile(0.99, 'trellis_webhook_to_row_seconds'), '99 %'],
        ),
        lines('Appended', 'cps', 'Messages that every in-sync replica has.', [
          perSecond('trellis_log_appended_total', 'topic'),
          '{{topic}}',
        ]),
        lines('Rows', 'cps', 'Joined into tables.', [perSecond('trellis_writer_rows_total', 'topic'), '{{topic}}']),
      ],
    },
    {
      title: 'Waits for a person',
      panels: [
        lines('Removals that are held', 'short', 'Until trellis sweep confirm.', [
          'max by (connection, resource) (trellis_suspects_held) > 0',
          '{{connection}} {{resource}}',
        ]),
        lines('Listings without permission', 'short', 'By connection.', [
          'sum by (connection) (max by (connection, listing) (trellis_listing_permission_missing))',
          '{{connection}}',
        ]),
        lines('Problems', 'cps', 'Bodies that could not be read, by code.', [
          perSecond('trellis_normalizer_problems_total', 'code'),
          '{{code}}',
        ]),
        lines('Connections that cannot be opened', 'short', 'By service.', [
          'max by (service) (trellis_connections_unopened)',
          '{{service}}',
        ]),
      ],
    },
    {
      title: 'Processes',
      panels: [
        lines('Processor', 'none', 'Cores used.', [
          'rate(process_cpu_seconds_total{service!=""}[$__rate_interval])',
          '{{service}} {{instance}}',
        ]),
        lines('Memory', 'bytes', 'Resident.', ['process_resident_memory_bytes{service!=""}', '{{service}} {{instance}}']),
        lines('Event loop', 's', 'How late it is, 99 %.', [
          'nodejs_eventloop_lag_p99_seconds{service!=""}',
          '{{service}} {{instance}}',
        ]),
        lines('Since the start', 's', 'A process that starts again falls to 0.', [
          'time() - process_start_time_seconds{service!=""}',
          '{{service}} {{instance}}',
        ]),
      ],
    },
  ],
}
