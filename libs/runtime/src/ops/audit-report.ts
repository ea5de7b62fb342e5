import type { PoolClient } from 'pg'

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

/** What an audit has found of each of its resources; undefined while a listing is still to be read or a difference to be asked for. */
export async function readAudited(client: PoolClient, audit: string): Promise<readonly AuditedResource[] | undefined> {
  const { rows: left } = await client.query<{ is_open: boolean }>(
    `select exists (select 1 from ops.audit_listing where audit_id = $1 and not done)
       or exists (select 1 from ops.audit_difference where audit_id = $1 and due_us is not null) as is_open`,
    [audit],
  )
  if (left[0]?.is_open !== false) return undefined
  const { rows } = await client.query<AuditedRow>(AUDITED, [audit])
  return rows.map(auditedOf)
}

const AUDITED = `
  select l.*, coalesce(d.missing, 0) as missing, coalesce(d.extra, 0) as extra, coalesce(d.different, 0) as different,
    coalesce(d.not_asked_again, 0) as not_asked_again, d.oldest, d.examples,
    (select coalesce(jsonb_object_agg(name, n), '{}') from (
       select name, count(*) as n from ops.audit_difference x, unnest(x.columns) as name
       where x.audit_id = $1 and x.resource = l.resource and x.what = 'different' group by 1 order by 1) as c) as columns
  from (
    select resource, max(refused) as refused, coalesce(max(in_greenhouse), 0) as in_greenhouse, coalesce(max(in_tables), 0) as in_tables,
      sum(unreadable) as unreadable
    from ops.audit_listing where audit_id = $1 group by resource
  ) as l left join (
    select resource, count(*) filter (where what = 'missing') as missing, count(*) filter (where what = 'extra') as extra,
      count(*) filter (where what = 'different') as different, count(*) filter (where asked_again_us is null) as not_asked_again,
      min(updated_at) as oldest,
      to_jsonb((array_agg(jsonb_build_object('key', key, 'what', what) order by updated_at, key))[1:5]) as examples
    from ops.audit_difference where audit_id = $1 group by resource
  ) as d on d.resource = l.resource and l.refused is null
  order by l.resource`

interface AuditedRow {
  readonly resource: string
  readonly refused: string | null
  readonly in_greenhouse: string
  readonly in_tables: string
  readonly unreadable: string
  readonly missing: string
  readonly extra: string
  readonly different: string
  readonly not_asked_again: string
  readonly oldest: string | null
  readonly columns: Readonly<Record<string, number>>
  readonly examples: AuditedResource['examples'] | null
}

function auditedOf(row: AuditedRow): AuditedResource {
  return {
    resource: row.resource,
    notAsked: row.refused,
    inGreenhouse: Number(row.in_greenhouse),
    inTables: Number(row.in_tables),
    missing: Number(row.missing),
    extra: Number(row.extra),
    different: Number(row.different),
    notAskedAgain: Number(row.not_asked_again),
    columns: row.refused === null ? row.columns : {},
    unreadable: Number(row.unreadable),
    oldestChange: row.oldest,
    examples: row.examples ?? [],
  }
}
