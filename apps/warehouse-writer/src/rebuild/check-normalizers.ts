import { NORMALIZER_GROUP, revisionOfNormalizer, source } from '@trellis/greenhouse'
import { Fault, retryFault, type EventLog } from '@trellis/runtime'

const PATIENCE = { firstPauseMs: 500, longestPauseMs: 2_000, totalMs: 30_000 }

/**
 * Throws a Fault unless normalizers are live and all of them read by our revision (rule N1): what an older one appends after the canonical positions
 * were noted would be skipped by the new generation, and never read from raw either.
 */
export async function checkNormalizers(log: EventLog): Promise<void> {
  const clients = await retryFault(async () => {
    const found = await log.clientsOf(NORMALIZER_GROUP)
    if (!found) throw new Fault('the group of the normalizers is being joined')
    return found
  }, PATIENCE)
  const ours = `revision ${source.revision}`
  if (clients.length === 0)
    throw new Fault(`No normalizer is live: start one that reads by ${ours}, then rebuild`, { retryable: false })
  const others = [...new Set(clients.filter((client) => revisionOfNormalizer(client) !== source.revision))]
  if (others.length > 0)
    throw new Fault(`This rebuild reads by ${ours}, and ${others.map(nameOf).join(', ')} is live: deploy the normalizers first`, {
      retryable: false,
    })
}

function nameOf(client: string): string {
  const revision = revisionOfNormalizer(client)
  return revision === undefined ? `${client}, which reports no revision,` : `a normalizer of revision ${revision}`
}
