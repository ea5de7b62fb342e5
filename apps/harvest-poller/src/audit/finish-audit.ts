import { formatInstant, instantOfMs } from '@trellis/pipeline'
import { endAudit, lockAudit, type AuditedResource, type AuditReport, type PoolClient } from '@trellis/runtime'

/** Writes an audit's report, unless a listing is still to be read or a difference to be asked for. */
export async function finishAudit(client: PoolClient, audit: string): Promise<void> {
  const begunAt = await lockAudit(client, audit)
  if (begunAt === undefined) return
  const { rows: left } = await client.query<{ is_open: boolean }>(
    `select exists (select 1 from ops.audit_listing where audit_id = $1 and not done)
       or exists (select 1 from ops.audit_difference where audit_id = $1 and due_us is not null) as is_open`,
    [audit],
  )
  if (left[0]?.is_open !== false) return
  const { rows: resources } = await client.query<AuditedRow>(AUDITED, [audit])
  const report: AuditReport = {
    begunAt: formatInstant(begunAt),
    finishedAt: formatInstant(instantOfMs(Date.now())),
    resources: resources.map(auditedOf),
  }
  await endAudit(client, audit, report)
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
