import { lines, perSecond, quantile, type Board } from './board.js'

/** The readers of the log, and what the normalizer makes of bodies. */
export const pipeline: Board = {
  id: 'trellis-pipeline',
  title: 'Trellis / Pipeline',
  about: 'From raw events to canonical ones, and how far each reader is.',
  rows: [
    {
      title: 'Readers',
      panels: [
        lines('Behind', 's', 'Since the oldest record was appended that was read and is not handled.', [
          'max by (service, topic) (trellis_consumer_behind_seconds) > 0',
          '{{service}} {{topic}}',
        ]),
        lines('Lag', 'short', 'Records between the reader and the end, as of its last batch.', [
          'sum by (service, topic) (trellis_consumer_lag)',
          '{{service}} {{topic}}',
        ]),
        lines('Handled', 'cps', 'Records.', [
          perSecond('trellis_consumer_records_total', 'service', 'topic'),
          '{{service}} {{topic}}',
        ]),
        lines('Time of a batch', 's', 'With repetitions, 99 %.', [
          quantile(0.99, 'trellis_consumer_batch_seconds', '', 'service'),
          '{{service}}',
        ]),
        lines('Records of a batch', 'short', 'Median.', [
          quantile(0.5, 'trellis_consumer_batch_records', '', 'service'),
          '{{service}}',
        ]),
        lines('Repetitions', 'cps', 'Batches that are tried again.', [
          perSecond('trellis_consumer_retries_total', 'service', 'topic'),
          '{{service}} {{topic}}',
        ]),
        lines('Joined', 'short', '1 where the process is a member of its group.', [
          'trellis_consumer_joined',
          '{{service}} {{instance}}',
        ]),
        lines('Joins', 'cps', 'How often the group was joined.', [
          perSecond('trellis_consumer_joins_total', 'service'),
          '{{service}}',
        ]),
      ],
    },
    {
      title: 'Normalizer',
      panels: [
        lines('Messages', 'cps', 'By topic.', [perSecond('trellis_normalizer_messages_total', 'topic'), '{{topic}}']),
        lines('Problems', 'cps', 'By code.', [perSecond('trellis_normalizer_problems_total', 'code'), '{{code}}']),
        lines('Unknown names', 'cps', 'Names that no column reads, the most frequent.', [
          'topk(10, sum by (name) (rate(trellis_normalizer_unknown_names_total[$__rate_interval])))',
          '{{name}}',
        ]),
        lines('Unclaimed actions', 'cps', 'Webhooks whose action no resource claims.', [
          perSecond('trellis_normalizer_unclaimed_total', 'action'),
          '{{action}}',
        ]),
        lines('Ignored actions', 'cps', 'On purpose.', [
          perSecond('trellis_normalizer_left_alone_total', 'action'),
          '{{action}}',
        ]),
        lines('Replaced characters', 'cps', 'Cells, by column.', [
          perSecond('trellis_normalizer_replaced_cells_total', 'column'),
          '{{column}}',
        ]),
        lines('Left out by privacy switches', 'cps', 'Cells, by connection and resource.', [
          perSecond('trellis_normalizer_withheld_cells_total', 'connection', 'resource'),
          '{{connection}} {{resource}}',
        ]),
      ],
    },
  ],
}
