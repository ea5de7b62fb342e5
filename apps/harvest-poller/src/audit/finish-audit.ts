import { formatInstant, instantOfMs } from '@trellis/pipeline'
import { endAudit, lockAudit, readAudited, type PoolClient } from '@trellis/runtime'

/** Writes an audit's report, unless a listing is still to be read or a difference to be asked for. */
export async function finishAudit(client: PoolClient, audit: string): Promise<void> {
  const begunAt = await lockAudit(client, audit)
  if (begunAt === undefined) return
  const resources = await readAudited(client, audit)
  if (!resources) return
  await endAudit(client, audit, {
    begunAt: formatInstant(begunAt),
    finishedAt: formatInstant(instantOfMs(Date.now())),
    resources,
  })
}
