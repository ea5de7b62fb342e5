import { lines, perSecond, type Board } from './board.js'

/** What is asked of Harvest, and how fresh the tables are by it. */
export const poller: Board = {
  id: 'trellis-poller',
  title: 'Trellis / Poller',
  about: 'Freshness, the rate budget, and what goes wrong with a listing.',
  rows: [
    {
      title: 'Freshness',
      panels: [
        lines('Freshness over target', 'percentunit', 'Of the oldest listing; an alert fires beyond 3 and five minutes.', [
          'max by (connection) (trellis_listing_freshness_seconds / trellis_listing_freshness_target_seconds)',
          '{{connection}}',
        ]),
        lines('Oldest listings', 's', 'Since the end of the newest complete window.', [
          'topk(10, trellis_listing_freshness_seconds)',
          '{{connection}} {{listing}}',
        ]),
        lines('Since it moved', 's', 'Since a piece of a connection’s work went well.', [
          'time() - max by (connection) (trellis_poller_moved_timestamp_seconds)',
          '{{connection}}',
        ]),
        lines('Lease', 'short', '1 where the process polls the connection.', [
          'trellis_poller_lease_held',
          '{{connection}} {{instance}}',
        ]),
      ],
    },
    {
      title: 'Requests',
      panels: [
        lines('Requests by work', 'reqps', 'What they are for.', [
          perSecond('trellis_harvest_requests_total', 'work'),
          '{{work}}',
        ]),
        lines('Requests by status', 'reqps', 'How Harvest answers.', [
          perSecond('trellis_harvest_requests_total', 'status'),
          '{{status}}',
        ]),
        lines('Requests left', 'short', 'Of the rate window.', ['trellis_harvest_remaining_requests', '{{connection}}']),
        lines('Budget that windows use', 'percentunit', 'Beyond 1 they cannot keep up.', [
          'max by (connection) (trellis_harvest_window_share_ratio)',
          '{{connection}}',
        ]),
        lines('Until the next request', 's', 'By what Harvest stated.', [
          'trellis_harvest_next_request_seconds',
          '{{connection}}',
        ]),
        lines('Answers beyond a limit', 'cps', 'Too large, or too late.', [
          perSecond('trellis_harvest_answers_beyond_limit_total', 'work', 'limit'),
          '{{work}} {{limit}}',
        ]),
      ],
    },
    {
      title: 'Records',
      panels: [
        lines('Listed records', 'cps', 'By what became of them.', [
          perSecond('trellis_harvest_records_total', 'outcome'),
          '{{outcome}}',
        ]),
        lines('Due to be read again', 'short', 'After webhooks.', ['trellis_due_reads', '{{connection}}']),
        lines('Oldest of them', 's', 'How long it has been due.', ['trellis_due_reads_oldest_seconds', '{{connection}}']),
        lines('Suspects', 'short', 'Entities that may be gone.', [
          'sum by (connection, resource) (trellis_suspects) > 0',
          '{{connection}} {{resource}}',
        ]),
        lines('Held', 'short', 'Until trellis sweep confirm.', ['trellis_suspects_held > 0', '{{connection}} {{resource}}']),
        lines('Oldest sweeps', 's', 'Since the first request of the last complete one.', [
          'topk(10, trellis_sweep_age_seconds)',
          '{{connection}} {{listing}}',
        ]),
      ],
    },
    {
      title: 'Trouble',
      panels: [
        lines('Tasks that go wrong', 'short', 'Attempts in a row.', [
          'trellis_harvest_failed_attempts',
          '{{connection}} {{task}}',
        ]),
        lines('Listings in circles', 'cps', 'Noticed, and paused.', [
          perSecond('trellis_harvest_listings_without_progress_total', 'connection', 'listing'),
          '{{connection}} {{listing}}',
        ]),
        lines('Permissions missing', 'short', 'By connection and listing.', [
          'trellis_listing_permission_missing > 0',
          '{{connection}} {{listing}}',
        ]),
        lines('Credentials refused', 'short', '1 where they belong to another company.', [
          'trellis_harvest_credentials_refused',
          '{{connection}}',
        ]),
        lines('Clock of Harvest', 's', 'How far ahead of ours.', ['trellis_harvest_clock_skew_seconds', '{{connection}}']),
      ],
    },
  ],
}
