import { lines, perSecond, quantile, type Board } from './board.js'

/** From canonical events to committed rows. */
export const writer: Board = {
  id: 'trellis-writer',
  title: 'Trellis / Writer',
  about: 'What is written, how soon, and what is not.',
  rows: [
    {
      title: 'Rows',
      panels: [
        lines('Events', 'cps', 'By topic.', [perSecond('trellis_writer_events_total', 'topic'), '{{topic}}']),
        lines('Rows', 'cps', 'Joined into tables, by topic.', [perSecond('trellis_writer_rows_total', 'topic'), '{{topic}}']),
        lines(
          'From webhook to row',
          's',
          'From the arrival at the ingress to the committed row.',
          [quantile(0.5, 'trellis_webhook_to_row_seconds'), 'median'],
          [quantile(0.95, 'trellis_webhook_to_row_seconds'), '95 %'],
          [quantile(0.99, 'trellis_webhook_to_row_seconds'), '99 %'],
        ),
        lines('Late', 'percentunit', 'Over ten seconds.', ['trellis:rows_late:ratio_rate10m', 'late']),
      ],
    },
    {
      title: 'Batches',
      panels: [
        lines('Behind', 's', 'Since the oldest record was appended that is not written.', [
          'max by (topic) (trellis_consumer_behind_seconds{service="warehouse-writer"})',
          '{{topic}}',
        ]),
        lines('Time of a batch', 's', 'To its commit, repetitions included.', [
          quantile(0.99, 'trellis_consumer_batch_seconds', '{service="warehouse-writer"}', 'topic'),
          '{{topic}}',
        ]),
        lines('Left out', 'cps', 'Cells, rows and messages, by reason.', [
          perSecond('trellis_writer_left_out_total', 'reason', 'where'),
          '{{reason}} {{where}}',
        ]),
        lines('Repetitions', 'cps', 'Batches that are tried again.', [
          'sum by (topic) (rate(trellis_consumer_retries_total{service="warehouse-writer"}[$__rate_interval]))',
          '{{topic}}',
        ]),
      ],
    },
  ],
}
