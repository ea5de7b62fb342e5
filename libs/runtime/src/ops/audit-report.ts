/** What an audit found: ids, names of columns and counts; no values. */
export interface AuditReport {
  /** ISO 8601: when a poller took it, and when nothing was open any more. */
  readonly begunAt: string
  readonly finishedAt: string
  readonly resources: readonly AuditedResource[]
}

/** One resource, in Greenhouse and in our tables. */
export interface AuditedResource {
  readonly resource: string
  /** Why nothing can be said of it; null where it was asked. */
  readonly notAsked: string | null
  /** Entities that its listings have shown, and live rows, both when the last page was read. */
  readonly inGreenhouse: number
  readonly inTables: number
  /** Shown by Greenhouse without a live row, a live row that Greenhouse does not show, and both with other cells: each asked for by name as well. */
  readonly missing: number
  readonly extra: number
  readonly different: number
  /** Those of them that were not asked for by name, as there are so many or Harvest does not take their keys: some may have been under way. */
  readonly notAskedAgain: number
  /** How many rows differ in a column. */
  readonly columns: Readonly<Record<string, number>>
  /** Records that hold what cannot be read: they are problems. */
  readonly unreadable: number
  /** The oldest `updated_at` of what is missing or different: since then a change may be unseen. */
  readonly oldestChange: string | null
  /** A few of them, to be explained. */
  readonly examples: readonly { readonly key: string; readonly what: 'missing' | 'extra' | 'different' }[]
}
