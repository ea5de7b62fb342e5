import { lines, perSecond, quantile, type Board } from './board.js'

/** Webhooks as they come in. */
export const ingress: Board = {
  id: 'trellis-ingress',
  title: 'Trellis / Ingress',
  about: 'How webhooks are answered, and what the answer waits for.',
  rows: [
    {
      title: 'Answers',
      panels: [
        lines('Answers by outcome', 'reqps', 'accepted and repeated are 200.', [
          perSecond('trellis_webhook_answers_total', 'outcome'),
          '{{outcome}}',
        ]),
        lines('Refused', 'percentunit', 'Of those that are rightly signed.', [
          'trellis:webhooks_refused:ratio_rate5m',
          'refused',
        ]),
        lines(
          'Time to the answer',
          's',
          'From the first byte to the answer, of what was accepted.',
          [quantile(0.5, 'trellis_webhook_answer_seconds', '{outcome="accepted"}'), 'median'],
          [quantile(0.99, 'trellis_webhook_answer_seconds', '{outcome="accepted"}'), '99 %'],
        ),
      ],
    },
    {
      title: 'Limits',
      panels: [
        lines('Bodies being received', 'bytes', 'Bounded by MAX_IN_FLIGHT_BYTES.', [
          'trellis_webhook_held_bytes',
          '{{instance}}',
        ]),
        lines('Waiting for the log', 'bytes', 'Bounded by the same.', [
          'trellis_log_held_bytes{service="webhook-ingress"}',
          '{{instance}}',
        ]),
        lines('Refusing', 'short', '1 where more signed webhooks are refused than taken.', [
          'trellis_webhook_refusing',
          '{{instance}}',
        ]),
        lines('Refusals not written yet', 'short', 'They wait in memory while Postgres is away.', [
          'trellis_webhook_unwritten_refusals_records',
          '{{instance}}',
        ]),
        lines('Connections that cannot be opened', 'short', 'Their webhooks are answered 503.', [
          'trellis_connections_unopened{service="webhook-ingress"}',
          '{{instance}}',
        ]),
      ],
    },
  ],
}
