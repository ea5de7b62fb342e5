import type { Version } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { upsertNewer } from './upsert-newer.js'

/** A writer other than the poller's listings mentioned an entity: observed it, or reported that it went away. */
interface Mentioned {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly version: Version
  readonly type: 'observed' | 'removed'
}

/** Notes words on the register of listed records: it takes no listing for unchanged until one was appended after them (rule L2). Throws like `transact`. */
export async function markMentioned(client: Pool | PoolClient, words: readonly Mentioned[]): Promise<void> {
  await upsertNewer(
    client,
    words.map(({ connection, resource, key, version, type }) => ({
      connection,
      resource,
      key,
      mentioned: version,
      ...(type === 'removed' && { removed: version }),
    })),
  )
}
