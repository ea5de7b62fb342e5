/** What the view shows before the columns themselves, and what it means. */
export const HISTORY_COLUMNS: Readonly<Record<string, { readonly sql: string; readonly type: string; readonly about: string }>> =
  {
    connection_id: { sql: 'connection_id', type: 'text', about: 'The Greenhouse account.' },
    id: { sql: 'id', type: 'bigint', about: 'The id in Greenhouse.' },
    valid_from: {
      sql: 'valid_from',
      type: 'timestamptz',
      about: 'When we heard of it: the arrival of a webhook, the request of a listing.',
    },
    valid_to: {
      sql: 'lead(valid_from) over (partition by connection_id, id order by _version)',
      type: 'timestamptz',
      about: 'When it was over; null while it lasts.',
    },
    removed: { sql: `said[1] = 'gone'`, type: 'boolean', about: 'Whether it was gone then.' },
    by_event: { sql: 'raw_id', type: 'text', about: 'The raw event that said so.' },
    by_kind: { sql: 'kind', type: 'text', about: 'record of a listing, webhook or absence.' },
    by_action: { sql: 'action', type: 'text', about: "The webhook's action." },
  }
