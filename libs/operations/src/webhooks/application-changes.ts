import { applications, type Action } from '@trellis/greenhouse'
import { historyTable, ident, type Instant } from '@trellis/pipeline'
import { currentGeneration, type Pool } from '@trellis/runtime'

/** So many of the newest records are looked at: more would take longer than a person waits for a screen. */
const MOST_RECORDS = 20_000

/** What happens to an application, by the event that reports it. */
const CHANGES = {
  candidate_stage_change: 'stage is not null and stage is distinct from stage_before',
  hire_candidate: `status = 'hired' and status_before <> 'hired'`,
  unhire_candidate: `status <> 'hired' and status_before = 'hired'`,
  reject_candidate: `status = 'rejected' and status_before <> 'rejected'`,
  unreject_candidate: `status <> 'rejected' and status_before = 'rejected'`,
} as const satisfies Partial<Record<Action, string>>

/** Changes by the event that should have reported them. */
export type ApplicationChanges = Partial<Readonly<Record<Action, number>>>

/**
 * How many changes of applications since an instant were first read from a listing, by the event that should have reported them: each record is held to what had
 * been said of its application before. Empty where there are no tables yet.
 */
export async function applicationChanges(pool: Pool, connection: string, since: Instant): Promise<ApplicationChanges> {
  const current = await currentGeneration(pool)
  if (!current) return {}
  const table = ident(current.schema, historyTable(applications))
  const { rows: found } = await pool.query<{ is: boolean }>('select to_regclass($1) is not null as is', [table])
  if (found[0]?.is !== true) return {}
  const counts = Object.entries(CHANGES).map(([action, isSo]) => `(count(*) filter (where ${isSo}))::int as ${ident(action)}`)
  const { rows } = await pool.query<ApplicationChanges>(
    `select ${counts.join(', ')} from (
       select h.cells->>'job_interview_stage_id' as stage, b.cells->>'job_interview_stage_id' as stage_before,
         h.cells->>'status' as status, b.cells->>'status' as status_before
       from (select id, _version, cells from ${table}
         where connection_id = $1 and kind = 'record' and _version >= $2 and cells is not null order by _version desc limit $3) h
       cross join lateral (select cells from ${table} b
         where b.connection_id = $1 and b.id = h.id and b._version < h._version and b.cells ? 'status' and b.cells ? 'job_interview_stage_id'
         order by b._version desc limit 1) b
     ) changes`,
    [connection, since.toString(16).padStart(14, '0'), MOST_RECORDS],
  )
  return rows[0] ?? {}
}
